"""Makes steps out of exercises: the move, the keys, and what has to be asked before the step can be played."""

from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from stretchplayer.editing.importing.dose import Amount, Dose
from stretchplayer.editing.importing.entries import Entry
from stretchplayer.editing.importing.naming import Match, matched, muscles_in, nearest, plain, words_of
from stretchplayer.model.number_ranges import LONGEST, NAME_LENGTH, REPS, SETS, SHORTEST
from stretchplayer.routine.moves import catalogue
from stretchplayer.routine.quoting import joined
from stretchplayer.text import counted

_PASSAGE: Final = 600
_FEW: Final = 5
"""So often a stretch may be held without the list saying how long; more often is rather a movement."""
_LONGEST_HOLD: Final = 30.0
"""Seconds beside a number of repetitions that are held each time; more are rather the length of all of them."""
_SHORTEST_SET: Final = 15.0
"""Seconds beside a small number of times that are rather sets of that length than one repetition."""
_OFF: Final = "take out the line `enabled = false`"
_MOVEMENTS: Final = frozenset(
    "raise curl squat lunge press push plank bridge walk jog run cycle cycling bike squeeze stepup step extension abduction "
    "adduction balance stand standing row dip crunch march hop jump pedal set shrug kick burpee situp pushup jack climber "
    "deadlift drop pull pulled pick slide straightlegraise updown swim swimming dance skip superman squatmini alphabet".split()
)
_FLOWING: Final = frozenset("circle roll swing turn rock tilt wave loosen shake mobilisation mobilization".split())
_STRETCHES: Final = frozenset({"stretch"})
_RESTS: Final = frozenset(
    "rest pause break recovery recover ready prepare preparation transition switch countdown relax".split()
)
_WHOLE: Final = 600


class Step(Struct):
    """One step to be written: its keys in order, what is asked about it, and remarks that stand above it."""

    line: str
    keys: dict[str, Any]
    asks: list[str] = []
    remarks: list[str] = []

    def ask(self, question: str) -> None:
        """Add a question; the step is not played until it is answered."""
        if question not in self.asks:
            self.asks.append(question)


def step_of(entry: Entry) -> Step:
    """The step that an exercise becomes."""
    match = _match(entry)
    step = Step(line=entry.line, keys={}, asks=list(entry.asks))
    dose = replace(entry.dose)
    if dose.often:
        step.remarks.append(f"How often: {', '.join(dose.often)}. Nothing here plays by the calendar.")
    kind = _kind(entry, match)
    if match.moves:
        step.keys["move"] = match.moves[0]
        if not match.sure:
            _ask_move(step, match)
    elif kind == "rest":
        step.keys |= {"kind": "rest", "name": _name(entry)}
    else:
        kind = _own(step, entry, kind)
    move = catalogue()[match.moves[0]] if match.moves else {}
    _put_dose(step, kind or str(move.get("kind")), dose, move, entry)
    _put_sides(step, dose, move, kind or "")
    if entry.how and not match.moves:
        step.keys["how"] = _cut(entry.how, _PASSAGE)
    for number in dict.fromkeys(dose.unread):
        if number.endswith(("breath", "breaths")):
            key = "duration" if kind == "breathe" else "hold"
            step.ask(
                f"How many seconds are {number}? Write them after `{key} =`, and {_OFF}. A slow breath takes about 10 s."
            )
            continue
        step.ask(
            f'What does "{number}" mean? Write it with its key (`hold`, `reps`, `sets`, `rest`), or leave it out, and {_OFF}.'
        )
    for key in dict.fromkeys(dose.twice):
        step.ask(
            f"The line gives {_TWICE.get(key, f'`{key}`')} more than once, and differently. Which one is meant? Write it, and {_OFF}."
        )
    if step.asks:
        step.keys["enabled"] = False
    return step


_TWICE: Final = {
    "time": "a length of time",
    "hold": "a hold",
    "sides": "a side",
    "count": "a number of times",
    "reps": "a number of repetitions",
}


def _match(entry: Entry) -> Match:
    if entry.kind == "rest":
        return Match()
    held = entry.dose.held and not entry.once
    match = matched(entry.name, held=held)
    if entry.kind is None or match.sure or not match.moves:
        return match
    fitting = tuple(each for each in match.moves if catalogue()[each]["kind"] == entry.kind)
    return Match(fitting, sure=len(fitting) == 1) if fitting else match


def _ask_move(step: Step, match: Match) -> None:
    names = joined([f"`{name}` ({catalogue()[name]['name']})" for name in match.moves], "or")
    if len(match.moves) == 1:
        step.ask(f"Is {names} meant? If so, {_OFF}. If not, write another move after `move =` as well.")
        return
    heat = catalogue()[match.moves[0]]["kind"] == "heat"
    where = "Where is the warmth to go" if heat else "Which move is meant"
    step.ask(f"{where}: {names}? Write its name after `move =`, and {_OFF}.")


def _kind(entry: Entry, match: Match) -> str | None:
    """The kind that words and list give a step; None where they give none."""
    if match.moves:
        return str(catalogue()[match.moves[0]]["kind"])
    said = words_of(entry.name)
    if entry.kind is not None:
        return entry.kind
    if said and said <= _RESTS:
        return "rest"
    if said & _STRETCHES:
        return "stretch"
    if said & {"massage", "roller"} and not (said & _MOVEMENTS and "massage" not in said):
        return "massage"
    if said & {"heat"}:
        return "heat"
    if said & {"ice"}:
        return "cold"
    if said & _MOVEMENTS:
        return "exercise"
    if said & _FLOWING:
        return "exercise"
    if entry.dose.reps is not None and not entry.dose.held:
        return "exercise"
    return None


def _own(step: Step, entry: Entry, kind: str | None) -> str:
    """Give a step without a move its kind, name and muscles; what cannot be told is asked. Returns the kind."""
    muscles = entry.muscles or muscles_in(entry.name)
    offered = (
        nearest(entry.name, kind if kind in ("stretch", "massage", "heat", "cold") else None)
        if _vague(entry, kind)
        else ()
    )
    if offered and kind is None:
        step.keys["move"] = offered[0]
        names = joined([f"`{name}`" for name in offered], "or")
        step.ask(
            f"Which move is meant: {names}? Write its name after `move =`, and {_OFF}. `stretchplayer figure` lists all moves."
        )
        return str(catalogue()[offered[0]]["kind"])
    name = _name(entry)
    if kind == "stretch" and not _held(entry.dose):
        step.keys |= {"kind": "exercise", "name": name}
        step.ask(
            f'How long is it held? Write `kind = "stretch"` and `hold =` with the seconds in place of `kind`, `reps` and '
            f"`until`{'' if muscles else ', and `target =` with the muscle'}, and {_OFF}."
        )
        if muscles:
            step.keys["target"] = _target(muscles)
        return "exercise"
    if kind == "stretch" and not muscles:
        step.keys |= {"kind": "exercise", "name": name}
        step.ask(
            'Which muscle does it stretch? Write `kind = "stretch"`, `target =` with the muscle, and `hold` in place of '
            f"`duration`, and {_OFF}. `stretchplayer figure` lists all moves."
        )
        return "exercise"
    if kind == "massage" and muscles and entry.dose.held:
        step.keys |= {"kind": kind, "name": name, "target": _target(muscles), "using": _tool(entry.name)}
        return kind
    if kind in ("massage", "heat", "cold"):
        step.keys |= {"kind": "exercise", "name": name}
        step.ask(f'Where, and with what? Write `kind = "{kind}"`, `target =`, `using =` and `duration =`, and {_OFF}.')
        return "exercise"
    if kind is None:
        step.keys |= {"kind": "exercise", "name": name}
        if not entry.dose.numbers:
            step.keys |= {"reps": 1, "until": "key"}
            step.ask(
                f'What is "{name}", and how long or how often? For a stretch write `kind = "stretch"`, `target =` with the '
                f"muscle and `hold =` with the seconds in place of `kind`, `reps` and `until`; for a movement write the number "
                f"after `reps =`. Then {_OFF}."
            )
            return "exercise"
        step.ask(
            f'Is "{name}" a movement? Then {_OFF}. Is it a stretch? Then write `kind = "stretch"`, `target =` with the '
            f"muscle and `hold =` with the seconds as well, in place of `kind` and the other numbers."
        )
        return "exercise"
    step.keys |= {"kind": kind, "name": name}
    if muscles and (kind != "exercise" or entry.muscles):
        step.keys["target"] = _target(muscles)
    return kind


def _tool(words: str) -> str:
    said = words_of(words)
    return (
        "foam roller" if "roller" in said else "ball" if "ball" in said else "massage gun" if "gun" in said else "hands"
    )


def _vague(entry: Entry, kind: str | None) -> bool:
    """Whether nothing but a part of the body is said, so that one of its moves may be meant."""
    return kind is None and bool(muscles_in(entry.name)) and len(words_of(entry.name)) <= 3  # noqa: PLR2004 - a body part, a side, a thing


def _held(dose: Dose) -> bool:
    return dose.held


def _target(muscles: tuple[str, ...]) -> str | list[str]:
    return muscles[0] if len(muscles) == 1 else list(muscles)


def _name(entry: Entry) -> str:
    words = " ".join(each for each in entry.name.split() if each.strip(",.:;-()"))
    words = "".join(mark if mark.isprintable() else " " for mark in words).strip(' ,;:-"') or "Exercise"
    words = _cut(words, NAME_LENGTH)
    return words[0].upper() + words[1:]


def _cut(text: str, most: int) -> str:
    """Text of one line without anything that steers a terminal, at most so long, cut between words."""
    text = " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:-(") + "…"


def _put_dose(step: Step, kind: str, dose: Dose, move: dict[str, Any] | Any, entry: Entry) -> None:
    if kind == "stretch":
        _stretch(step, dose, move, entry)
    elif kind in ("exercise", "dynamic"):
        _movement(step, kind, dose, move, entry)
    elif kind == "contract-relax":
        _push_and_stretch(step, dose)
    else:
        _lasting(step, kind, dose)
    if dose.rest is not None and kind in ("stretch", "exercise", "dynamic", "contract-relax", "massage"):
        if dose.rest.low == 0 or SHORTEST <= dose.rest.low <= LONGEST:
            step.keys["rest"] = _number(dose.rest.low)
        if dose.rest.high is not None:
            step.remarks.append(f"A rest of {dose.rest.written} s: the shorter one is taken.")


def _stretch(step: Step, dose: Dose, move: dict[str, Any] | Any, entry: Entry) -> None:
    if dose.holds:
        step.keys["hold"] = [_number(each) for each in dose.holds]
        return
    if dose.left is not None and dose.right is not None:
        step.keys["hold"] = {"left": _number(dose.left), "right": _number(dose.right)}
    else:
        _put_seconds(step, "hold", dose.hold or dose.time)
    if dose.ways and not dose.sides:
        dose.sides = "each"
    reps, sets = dose.reps or dose.count, dose.sets
    if reps is not None and sets is not None:
        total = reps.times(sets.low)
        _put_count(step, "reps", total)
        step.remarks.append(f"{sets.written} sets of {reps.written} are {total.written} holds; a stretch has no sets.")
    elif reps is not None or sets is not None:
        _put_count(step, "reps", reps or sets)
    elif entry.once and (dose.hold or dose.time):
        step.keys["reps"] = 1
    if move and "hold" not in step.keys and reps is not None and reps.low > _FEW:
        step.ask(
            f'How long is it held each time? Write `hold =` with the seconds, or `kind = "dynamic"` if it is moved '
            f"and not held, and {_OFF}."
        )
    if dose.tempo:
        step.ask(f"A stretch has no tempo ({dose.tempo}). How long is it held? Write `hold =`, and {_OFF}.")


def _movement(step: Step, kind: str, dose: Dose, move: dict[str, Any] | Any, entry: Entry) -> None:
    if dose.holds or dose.left is not None:
        step.ask(f"The holds differ, which only a stretch can. Which one is meant? Write `hold =`, and {_OFF}.")
        return
    reps, sets, hold, time = dose.reps, dose.sets, dose.hold, dose.time
    if dose.count is not None:
        if hold is not None or "hold" in move:
            reps = reps or dose.count
        else:
            sets = sets or dose.count
    if time is not None and hold is None and "hold" in move and not entry.once:
        hold, time = time, None
    if time is not None and hold is None and reps is not None:
        if sets is None and time.low >= _SHORTEST_SET and (reps.high or reps.low) <= _FEW:
            sets, reps = reps, None
        elif time.low <= _LONGEST_HOLD:
            hold, time = time, None
        else:
            step.ask(
                f"{reps.written} times and {time.written} s: is that one repetition, or all of them? Write `tempo =` with "
                f"the seconds of one, or `duration =` in place of `reps`, and {_OFF}."
            )
            time = None
    if hold is not None and reps is None and sets is not None and "hold" in move:
        reps, sets = sets, None
    if hold is not None and reps is None and ("reps" not in move or entry.once):
        if kind == "dynamic":
            step.ask(f"How many times? Write `reps =`, and `hold = {hold.written}` for each of them, and {_OFF}.")
            return
        time, hold = hold, None
    if "hold" in move and entry.once and time is not None:
        hold, reps, time = time, Amount(1.0), None
    if dose.ways and reps is not None and not dose.sides:
        if _turns_about(move):
            dose.sides = "alternate"
        elif sets is None:
            sets = Amount(2.0)
            step.remarks.append("Each way: two sets, one for each direction.")
        else:
            step.ask(f"In each direction, and in sets: how many in all? Write `reps =` and `sets =`, and {_OFF}.")
    _put_count(step, "reps", reps)
    _put_seconds(step, "hold", hold)
    _put_seconds(step, "duration", time)
    _put_count(step, "sets", sets, most=int(SETS.most))
    if dose.tempo:
        if reps is not None or "reps" in move:
            step.keys["tempo"] = dose.tempo
        else:
            step.ask(
                f'How many times, at a tempo of {dose.tempo}? Write `reps =` and `tempo = "{dose.tempo}"`, and {_OFF}.'
            )
    if not move and "reps" not in step.keys and "duration" not in step.keys:
        _without_numbers(step)


def _without_numbers(step: Step) -> None:
    """An exercise of one's own needs some number: once, at one's own pace, which says nothing of how long it takes."""
    step.keys |= {"reps": 1, "until": "key"}
    if not any("ow long" in ask for ask in step.asks):
        step.ask(
            f"How long, or how many times? Write `duration =` with the seconds in place of `reps` and `until`, or the number "
            f"after `reps =`, and {_OFF}."
        )


def _push_and_stretch(step: Step, dose: Dose) -> None:
    _put_seconds(step, "contract", dose.contract, ranged=True)
    _put_seconds(step, "hold", dose.hold or dose.time)
    _put_count(step, "reps", dose.reps or dose.count or dose.sets)


def _lasting(step: Step, kind: str, dose: Dose) -> None:
    """Heat, cold, massage, breathing and rest: a length of time, and for massage sets of it."""
    time = dose.time or dose.hold
    _put_seconds(step, "duration", time)
    if kind == "rest" and "duration" not in step.keys:
        step.keys |= {"kind": "rest", "duration": 1}
        step.ask(f"How long is the rest? Write the seconds after `duration =`, and {_OFF}.")
    times = dose.reps or dose.count or dose.sets
    if kind == "massage" and (time is not None or times is None):
        _put_count(step, "sets", times, most=int(SETS.most))
    elif kind == "breathe" and times is not None:
        step.ask(
            f"{times.written} breaths: how long is that? A breath of 4 s in and 6 s out takes 10 s, so {times.low:g} of them "
            f"are `duration = {times.low * 10:g}`. Write it, and {_OFF}."
        )
    elif times is not None and times.low != 1:
        step.ask(f"{times.written} times: this kind of step is done once. Write it as often as it is done, and {_OFF}.")


def _put_sides(step: Step, dose: Dose, move: dict[str, Any] | Any, kind: str) -> None:
    """Write the sides that the line names, where the kind of step has sides at all."""
    if kind in ("rest", "breathe") or (not dose.sides):
        return
    sides = dose.sides
    if kind in ("heat", "cold") and sides == "alternate":
        sides = "each"
    has = str(move.get("sides", "both")) if move else None
    if sides == "each" and has == "both" and _turns_about(move):
        # Left and right are in it already; in turn, the number is for each side.
        sides = "alternate" if "reps" in step.keys else None
    elif sides == "each" and has == "alternate":
        sides = None
    if sides:
        step.keys["sides"] = sides


def _turns_about(move: dict[str, Any] | Any) -> bool:
    """Whether a movement goes to one side and to the other by itself."""
    if not move or move["kind"] not in ("dynamic", "exercise") or "sides" in move:
        return False
    how = plain(str(move.get("how", "")))
    return any(
        words in how for words in ("the other", "to one side", "to the left", "left and right", "from side to side")
    )


def _put_seconds(step: Step, key: str, amount: Amount | None, *, ranged: bool = True) -> None:
    if amount is None:
        return
    if not SHORTEST <= amount.low <= LONGEST or (amount.high or 0) > LONGEST:
        step.ask(
            f"{amount.written} s cannot be: a `{key}` lasts {SHORTEST:g} s to 4 h. How long is it? Write `{key} =`, and {_OFF}."
        )
        return
    step.keys[key] = _number(amount.low) if amount.high is None or not ranged else f"{amount.written} sec"


def _put_count(step: Step, key: str, amount: Amount | None, *, most: int = int(REPS.most)) -> None:
    if amount is None:
        return
    whole = amount.low.is_integer() and (amount.high is None or amount.high.is_integer())
    if not whole or not 1 <= amount.low <= most or (amount.high or 0) > most:
        step.ask(
            f"`{key} = {amount.written}` cannot be: it is a whole number from 1 to {most}. How many? Write `{key} =`, and {_OFF}."
        )
    elif amount.high is None or key == "sets":
        step.keys[key] = int(amount.low)
        if amount.high is not None:
            step.remarks.append(f"{amount.written} sets: the lower number is taken.")
    else:
        step.keys[key] = amount.written


def _number(value: float) -> int | float:
    return int(value) if float(value).is_integer() else round(value, 2)
