"""Puts the numbers of a line into the keys that a kind of step has for them; what does not fit is asked."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from stretchplayer.catalog.plain_words import unaccented
from stretchplayer.editing.importing.exercises import Amount, Dose
from stretchplayer.editing.importing.manner import SLOWLY
from stretchplayer.editing.question_words import Asked
from stretchplayer.model.number_ranges import LONGEST, REPS, SETS, SHORTEST

OFF: Final = "take out the line `enabled = false`"
"""What every answer ends with."""
_FEW: Final = 5
"""So often a stretch may be held without the list saying how long; more often is rather a movement."""
_LONGEST_HOLD: Final = 30.0
"""Seconds beside a number of repetitions that are held each time; more are rather the length of all of them."""
_LONGEST_STRETCH: Final = 300.0
"""Seconds; a stretch that is held longer is rather something else, or an accent that means minutes and not seconds."""
_SHORTEST_SET: Final = 15.0
"""Seconds beside a small number of times that are rather sets of that length than one repetition."""
_SLOW: Final = 4
"""Seconds of one repetition that is done slowly; it has 3 where nothing is said."""
_RESTED: Final = frozenset({"stretch", "exercise", "dynamic", "contract-relax", "massage"})
_TO_AND_FRO: Final = ("the other", "to one side", "to the left", "left and right", "from side to side")
Move = Mapping[str, Any]


class Step(Struct):
    """One step to be written: its keys in order, what is asked about it, and remarks that stand above it.

    `once` is whether a number of times or of sets was taken to be one, because the list gives none.
    """

    line: str
    keys: dict[str, Any]
    asks: list[str] = []
    remarks: list[str] = []
    once: bool = False

    def ask(self, question: str) -> None:
        """Add a question; the step is not played until it is answered."""
        if question not in self.asks:
            self.asks.append(question)


def put_dose(step: Step, kind: str, dose: Dose, move: Move, *, once: bool) -> None:
    """Write the numbers of a line as the keys of a step of this kind; `move` is empty for a step of one's own.

    `once` is whether a length of time is all there is, as in an interval timer.
    """
    if kind == "stretch":
        _stretch(step, dose, move, once=once)
    elif kind in ("exercise", "dynamic"):
        _movement(step, kind, dose, move, once=once)
    elif kind == "contract-relax":
        _put_seconds(step, "contract", dose.contract)
        _put_seconds(step, "hold", dose.hold or dose.time)
        _put_count(step, "reps", dose.reps or dose.count or dose.sets)
    else:
        _lasting(step, kind, dose)
    if dose.rest is not None and kind in _RESTED:
        if dose.rest.low == 0 or SHORTEST <= dose.rest.low <= LONGEST:
            step.keys["rest"] = _number(dose.rest.low)
        if dose.rest.high is not None:
            step.remarks.append(f"A rest of {dose.rest.written} s: the shorter one is taken.")


def _stretch(step: Step, dose: Dose, move: Move, *, once: bool) -> None:
    if dose.holds:
        step.keys["hold"] = [_number(each) for each in dose.holds]
        return
    if dose.left is not None and dose.right is not None:
        step.keys["hold"] = {"left": _number(dose.left), "right": _number(dose.right)}
    else:
        _put_seconds(step, "hold", dose.hold or dose.time)
    _ask_lengths(step, dose)
    reps, sets = dose.reps or dose.count, dose.sets
    if reps is not None and sets is not None and not dose.held and max(reps.low, sets.low) > _FEW:
        long, many = max(reps.low, sets.low), min(reps.low, sets.low)
        step.ask(
            f"{Asked.ARE_SECONDS.format(sets=sets.written, reps=reps.written)} Then write `hold = {long:g}` and "
            f"`reps = {many:g}`. If not, write how long it is held. Then {OFF}."
        )
        return
    if reps is not None and sets is not None:
        total = reps.times(sets.low)
        _put_count(step, "reps", total)
        if sets.low > 1 or sets.high is not None:
            step.remarks.append(
                f"{sets.written} sets of {reps.written} are {total.written} holds; a stretch has no sets."
            )
    elif reps is not None or sets is not None:
        _put_count(step, "reps", reps or sets)
    elif once and (dose.hold or dose.time):
        step.keys["reps"] = 1
    if move and "hold" not in step.keys and reps is not None and reps.low > _FEW:
        step.ask(
            f'{Asked.HELD_EACH_TIME} Write `hold =` with the seconds, or `kind = "dynamic"` if it is moved and not '
            f"held, and {OFF}."
        )
    if dose.tempo:
        step.ask(f"{Asked.NO_TEMPO.format(tempo=dose.tempo)} Write `hold =`, and {OFF}.")


def _ask_lengths(step: Step, dose: Dose) -> None:
    """Ask about a length that no hold has, and about two of them."""
    if (length := dose.hold or dose.time) is not None and length.low > _LONGEST_STRETCH:
        step.ask(f"{Asked.LONG_HOLD.format(length=length.written)} Write `hold =` with the seconds, and {OFF}.")
    if dose.hold is not None and dose.time is not None and dose.hold != dose.time:
        step.ask(
            f"{Asked.WHICH_HOLD.format(one=dose.hold.written, other=dose.time.written)} Write it after `hold =`, and "
            f"how often after `reps =`, and {OFF}."
        )


def _movement(step: Step, kind: str, dose: Dose, move: Move, *, once: bool) -> None:
    if dose.holds or dose.left is not None:
        step.ask(f"{Asked.HOLDS_DIFFER} Write `hold =`, and {OFF}.")
        return
    reps, sets = _counts(dose, move)
    hold, time, reps, sets = _lengths(step, dose, move, reps, sets, once=once)
    if hold is not None and reps is None and ("reps" not in move or once):
        if kind == "dynamic":
            step.ask(f"{Asked.HOW_MANY} Write `reps =`, and `hold = {hold.written}` for each of them, and {OFF}.")
            return
        time, hold = hold, None
    if "hold" in move and once and time is not None:
        hold, reps, time = time, Amount(1.0), None
    if dose.ways and reps is not None and not dose.sides:
        sets = _both_ways(step, dose, move, sets)
    _put_count(step, "reps", reps)
    _put_seconds(step, "hold", hold)
    _put_seconds(step, "duration", time)
    _put_count(step, "sets", sets, most=int(SETS.most))
    if dose.tempo and (reps is not None or "reps" in move):
        step.keys["tempo"] = dose.tempo
    elif SLOWLY in dose.manner and ("reps" in step.keys or ("reps" in move and time is None)) and not dose.against:
        _slowly(step, dose, move)
    elif dose.tempo:
        asked = Asked.HOW_MANY_AT.format(tempo=dose.tempo)
        step.ask(f'{asked} Write `reps =` and `tempo = "{dose.tempo}"`, and {OFF}.')
    if not move and "reps" not in step.keys and "duration" not in step.keys:
        _without_numbers(step)


def _slowly(step: Step, dose: Dose, move: Move) -> None:
    """Give repetitions the pace that "slowly" has here, where the move has not got one that is as slow."""
    own = move.get("tempo")
    if not isinstance(own, int | float) or own < _SLOW:
        step.keys["tempo"] = _SLOW
        step.remarks.append(f"Slowly: {_SLOW} s for each is taken, `tempo = {_SLOW}`.")
    dose.manner.remove(SLOWLY)


def _counts(dose: Dose, move: Move) -> tuple[Amount | None, Amount | None]:
    """Repetitions and sets: "3 x 30 s" are three holds of a position, and three sets of anything else."""
    reps, sets = dose.reps, dose.sets
    if dose.count is None:
        return reps, sets
    if dose.hold is not None or "hold" in move:
        return reps or dose.count, sets
    return reps, sets or dose.count


_Numbers = tuple[Amount | None, Amount | None, Amount | None, Amount | None]


def _lengths(step: Step, dose: Dose, move: Move, reps: Amount | None, sets: Amount | None, *, once: bool) -> _Numbers:
    """Hold, time, repetitions and sets, once it is clear what a length of time that stands beside a count is."""
    hold, time = dose.hold, dose.time
    if time is not None and hold is None and "hold" in move and not once:
        hold, time = time, None
    if time is not None and hold is None and reps is not None:
        if sets is None and time.low >= _SHORTEST_SET and (reps.high or reps.low) <= _FEW:
            sets, reps = reps, None
        elif time.low <= _LONGEST_HOLD:
            hold, time = time, None
        else:
            step.ask(
                f"{Asked.ONE_OR_ALL.format(count=reps.written, seconds=time.written)} Write `tempo "
                f"=` with the seconds of one, or `duration =` in place of `reps`, and {OFF}."
            )
            time = None
    if hold is not None and reps is None and sets is not None and "hold" in move:
        reps, sets = sets, None
    return hold, time, reps, sets


def _both_ways(step: Step, dose: Dose, move: Move, sets: Amount | None) -> Amount | None:
    """The sets of what is done so often each way; what goes to and fro by itself does it in turn."""
    if turns_about(move):
        dose.sides = "alternate"
        return sets
    if sets is None:
        step.remarks.append("Each way: two sets, one for each direction.")
        return Amount(2.0)
    step.ask(f"{Asked.IN_ALL} Write `reps =` and `sets =`, and {OFF}.")
    return sets


def _without_numbers(step: Step) -> None:
    """An exercise of one's own needs some number: once, at one's own pace, which says nothing of how long it takes."""
    step.keys |= {"reps": 1, "until": "key"}
    if not any("ow long" in ask for ask in step.asks):
        step.ask(
            f"{Asked.HOW_LONG_OR_MANY} Write `duration =` with the seconds in place of `reps` and `until`, or "
            f"the number after `reps =`, and {OFF}."
        )


def _lasting(step: Step, kind: str, dose: Dose) -> None:
    """Heat, cold, massage, breathing and rest: a length of time, and for massage sets of it."""
    time = dose.time or dose.hold
    _put_seconds(step, "duration", time)
    if kind == "rest" and "duration" not in step.keys and "move" not in step.keys:
        step.keys["duration"] = 1
        step.ask(f"{Asked.REST_LENGTH} Write the seconds after `duration =`, and {OFF}.")
    times = dose.reps or dose.count or dose.sets
    if times is None:
        return
    if kind == "massage" and time is not None:
        _put_count(step, "sets", times, most=int(SETS.most))
    elif kind == "breathe":
        step.ask(f"{Asked.TIMES_LENGTH.format(count=times.written)} Write the seconds after `duration =`, and {OFF}.")
    elif times.low != 1:
        step.ask(Asked.ONCE.format(count=times.written, kind=kind))


def put_once(step: Step, move: Mapping[str, Any]) -> None:
    """Write that a dose of the list is done once where it gives no number: that of the catalogue is not added to it."""
    given = step.keys
    counts = "reps" in given or isinstance(given.get("hold"), list)
    if "hold" in given and "reps" in move and not counts and not _asked(step, "reps"):
        given["reps"] = 1
        step.remarks.append("Once, as no number of times was given: `reps = 1`.")
        step.once = True
    if "sets" in move and "sets" not in given and {"hold", "duration", "reps"} & {*given} and not _asked(step, "sets"):
        given["sets"] = 1
        step.remarks.append("One set, as no number of sets was given: `sets = 1`.")
        step.once = True


def _asked(step: Step, key: str) -> bool:
    return any(f"`{key} =" in ask for ask in step.asks)


def put_sides(step: Step, dose: Dose, move: Move, kind: str) -> None:
    """Write the sides that the line names, where the kind of step has sides at all."""
    sides = dose.sides or ("each" if dose.first else None)
    has = str(move.get("sides", "both")) if move else None
    if sides is None and dose.bare_each and kind not in ("rest", "breathe"):
        if has == "both" and not turns_about(move):
            step.ask(f'{Asked.EACH_SIDE} Then write `sides = "each"`. In any case {OFF}.')
            return
        sides = "each"
    if kind in ("rest", "breathe") or sides is None:
        return
    if kind in ("heat", "cold") and sides == "alternate":
        sides = "each"
    if sides == "each" and has == "both" and turns_about(move):
        # Left and right are in it already; in turn, the number is for each side.
        if "reps" in step.keys:
            step.keys["sides"] = "alternate"
    elif not (sides == "each" and has == "alternate"):
        step.keys["sides"] = sides
        if dose.first == "right" and sides in ("each", "alternate"):
            step.keys["first"] = "right"


def turns_about(move: Move) -> bool:
    """Whether a movement goes to one side and to the other by itself."""
    if not move or move["kind"] not in ("dynamic", "exercise") or "sides" in move:
        return False
    how = unaccented(str(move.get("how", "")))
    return any(words in how for words in _TO_AND_FRO)


def _put_seconds(step: Step, key: str, amount: Amount | None) -> None:
    if amount is None:
        return
    if not SHORTEST <= amount.low <= LONGEST or (amount.high or 0) > LONGEST:
        step.ask(
            f"{Asked.NO_LENGTH.format(amount=amount.written, key=key, least=f'{SHORTEST:g}')} Write `{key} =`, and "
            f"{OFF}."
        )
        return
    step.keys[key] = _number(amount.low) if amount.high is None else f"{amount.written}s"


def _put_count(step: Step, key: str, amount: Amount | None, *, most: int = int(REPS.most)) -> None:
    if amount is None:
        return
    whole = amount.low.is_integer() and (amount.high is None or amount.high.is_integer())
    if not whole or not 1 <= amount.low <= most or (amount.high or 0) > most:
        step.ask(f"{Asked.NO_COUNT.format(written=f'{key} = {amount.written}', most=most)} Write `{key} =`, and {OFF}.")
    elif amount.high is None or key == "sets":
        step.keys[key] = int(amount.low)
        if amount.high is not None:
            step.remarks.append(f"{amount.written} sets: the lower number is taken.")
    else:
        step.keys[key] = amount.written


def _number(value: float) -> int | float:
    return int(value) if float(value).is_integer() else round(value, 2)
