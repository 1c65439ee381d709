"""Composes a balanced routine for muscles and minutes, out of the moves of the catalogue and inside usual ranges."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import ceil, inf
from typing import Any, Final, NamedTuple

from msgspec import structs

from stretchplayer.caps import SEASONED, Profile, admit
from stretchplayer.caps.order import WARM_FOR
from stretchplayer.catalog import moves, target_name
from stretchplayer.editing.key_edits import literal
from stretchplayer.editing.meaning import Meaning, meaning
from stretchplayer.editing.selection import (
    HEIGHTS,
    LEAST_MOVING,
    WARM,
    Around,
    Choice,
    Height,
    around_of,
    best_place,
    holds,
    massages_for,
    movement,
    moving_again,
    usual_hold,
)
from stretchplayer.fitting.fit import fit
from stretchplayer.model.duration import spoken
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.muscles import OPPOSITES, expand
from stretchplayer.model.number_ranges import PASSAGE_LENGTH, TITLE_LENGTH
from stretchplayer.model.routine import SCHEMA_LINE, Routine, flat
from stretchplayer.problems import UserError
from stretchplayer.routine.quoting import joined
from stretchplayer.routine.reader import read
from stretchplayer.text import capitalised, plain
from stretchplayer.translation import gettext

LEAST_MINUTES: Final = 2
MOST_MINUTES: Final = 60
AT_HAND: Final = frozenset({"mat", "wall", "chair"})
"""What is taken to be there, whatever is asked for."""
NEAR: Final = 0.15
"""The greatest difference from the minutes that were asked for, as a share of them."""
_NEARER: Final = 0.06
"""A difference that is not worth another try."""
_LONG: Final = 30 * 60.0
"""Seconds from which on the first that is near enough is taken: the search for a nearer one takes seconds itself."""
_QUICK: Final = 11 * 60.0
"""Seconds for which one warm-up is enough, also where all is new and takes longer."""
_TRIES: Final = 16
"""Plans that are looked at; most of those that do not fit are seen to be too long at once."""
_SHORT: Final = 4 * 60.0
"""Seconds in which there is no time for anything but movement: three minutes of it are due before any hold."""
_ONE_PLACE: Final = 5 * 60.0
"""Seconds in which nobody is to get up and down."""
_RUBBED: Final = 45.0
"""Seconds of one massage on one side."""
_READY: Final = 6.0
"""Seconds to get ready for what is known."""
_WORDS_A_SECOND: Final = 2.0
_TO_THE_FLOOR: Final = 10
_BLOCK: Final = 9 * 60.0
"""For how long muscles are held until they are moved again, in seconds, where a warm-up does not last for all."""
_WHY: Final = {
    "meant": "",
    "opposite": "pulls against it: ",
    "beside": "close by: ",
    "around": "for the rest of the body: ",
}
_SHOWN: Final = 6
"""The most muscles that the summary names."""
_COLUMN: Final = 30
"""Where remarks begin, if there is room."""


class Part(NamedTuple):
    """One step to be: its move, the remark beside it, the keys that it writes; `heading` stands above its block."""

    keys: dict[str, Any]
    remark: str = ""
    heading: str = ""


def compose(
    words: str,
    minutes: float,
    *,
    title: str | None = None,
    at_hand: Collection[str] = AT_HAND,
    name: str = "composed",
    without: Collection[str] = (),
) -> str:
    """The TOML text of a routine for what the user says: "stiff neck", "lower back in bed", "whole body".

    `minutes` are those of a user to whom the moves are new, within 15 %, or else of a user who knows them; minutes
    that the words say ("neck 8 minutes") go before them. UserError where the words mean no muscle, where nothing
    should be stretched for what they say, and where the minutes cannot be filled. Moves that are named in `without` are
    not taken.
    """
    meant = meaning(words)
    minutes = minutes if meant.minutes is None else meant.minutes
    title = title or _title(words)
    return compose_for(meant.muscles, minutes, title=title, at_hand=at_hand, meant=meant, name=name, without=without)


def compose_for(
    muscles: Sequence[str],
    minutes: float,
    *,
    title: str,
    at_hand: Collection[str] = AT_HAND,
    meant: Meaning | None = None,
    name: str = "composed",
    without: Collection[str] = (),
) -> str:
    """The TOML text of a routine for these muscles, keys or groups; what was `meant` besides says where and with what.

    UserError, and `without`, as for `compose`. `name` is how the routine's file will be called.
    """
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        message = gettext("not minutes for a routine: {minutes:g} (a number from {least} to {most})").format(
            minutes=minutes, least=LEAST_MINUTES, most=MOST_MINUTES
        )
        raise UserError(message)
    said = meant or Meaning(muscles=tuple(muscles))
    wanted = expand(tuple(muscles))
    around = around_of(frozenset(at_hand), said)._replace(ruled_out=frozenset(without))
    asked = 60.0 * minutes
    best: tuple[float, str, float] | None = None
    # What cannot be as short while it has to be explained is as short for a user who knows it.
    for new in (True, False):
        for count, reps, block in _plans(wanted, around, asked):
            parts = _parts(wanted, around, asked, count, reps, block, said)
            if not parts:
                continue
            text, seconds = _fitted(_head(title, minutes, wanted, said.answer, new=new), parts, asked, name, new=new)
            off = abs(seconds - asked) / asked
            if best is None or off < best[0]:
                best = off, text, seconds
            if off <= (_NEARER if asked <= _LONG else NEAR):
                break
        if best is not None and best[0] <= NEAR:
            break
    if best is None or best[0] == inf:
        message = gettext("nothing here is done for {muscles}: leave out where, or name another part").format(
            muscles=f"{_names(wanted[:2])}{_where(said)}"
        )
        raise UserError(message)
    if best[0] > NEAR:
        nearest = spoken(60.0 * max(1, round(best[2] / 60)))
        message = gettext(
            "inside the usual ranges there is work for about {nearest} for {title}, not for {asked}; "
            "ask for about as many minutes, name more of the body, or leave out where"
        ).format(nearest=nearest, title=title, asked=spoken(asked))
        raise UserError(message)
    return best[1]


def _plans(wanted: Sequence[str], around: Around, asked: float) -> Iterator[tuple[int, int, float]]:
    """How many holds, each how often, and how long without moving again: the likeliest first."""
    found = holds(wanted, around) if asked >= _SHORT else ()
    tried = []
    for count in range(len(found) + 1):
        for reps, block in ((2, inf), (1, inf), (2, _BLOCK)) if count else ((0, inf),):
            if block < inf and asked <= _QUICK:
                continue
            blocks = len(list(_chunks(found[:count], reps, block)))
            length = blocks * (_warm_count(asked) * _READY + WARM) + _calm(asked) if count else 0.0
            length += sum(_seconds(each, reps) for each in found[:count])
            # Numbers may still grow: to fill what is missing is better than to have more moves than are needed.
            off = abs(length * 1.1 - asked) + (asked / 8 if reps == 1 else 0.0)
            tried.append((off, (count, reps, block)))
    likely = [plan for _, plan in sorted(tried)[:_TRIES]]
    yield from likely
    if found and asked < WARM_FOR and (0, 0) not in {(count, reps) for count, reps, _ in likely}:
        yield 0, 0, inf


def _seconds(hold: Choice, reps: int) -> float:
    one = usual_hold(hold.move) * reps + 10.0 * (reps - 1)
    return (2 * one + 5.0 if hold.sided else one) + _READY


def _warm_count(asked: float) -> int:
    """How many moves a warm-up has."""
    return 3 if asked < 6 * 60.0 else 4 if asked < 12 * 60.0 else 5


def _calm(asked: float) -> float:
    """Seconds of quiet breathing at the end."""
    return 0.0 if asked < 3 * 60.0 else 30.0 if asked < 6 * 60.0 else 60.0


def _parts(
    wanted: Sequence[str], around: Around, asked: float, count: int, reps: int, block: float, said: Meaning
) -> list[Part]:
    """The steps of a routine with `count` holds; none where there is nothing to move."""
    held = sorted(holds(wanted, around)[:count], key=lambda each: HEIGHTS.index(each.height))
    massages = massages_for(wanted, held, around)
    first = held[0].height if held else best_place(wanted, around)
    moving = WARM
    if not held:
        rubbed = sum(2 * (_RUBBED + _READY) if each.sided else _RUBBED + _READY for each in massages)
        moving = max(2 * LEAST_MOVING, asked - _calm(asked) - rubbed - _READY * _warm_count(asked))
        if asked <= _ONE_PLACE and first is not None:
            # So short a time is not for getting up and down.
            around = around._replace(heights=(first,))
    many = _warm_count(asked) if held else ceil(moving / 50.0)
    warm = movement(wanted, held, around, moving, many, first)
    done = {target for each in (*held, *massages, *(one for one, _ in warm)) for target in each.targets}
    if not done & set(wanted) or _one_sided({target for each in held for target in each.targets}, done):
        return []
    # What leads into the first hold is done in its place.
    ordered = sorted(warm, key=lambda each: (each[0].height == first, HEIGHTS.index(each[0].height)))
    heading = "Movement first: three minutes of it, so that nothing is held cold." if held else "Gentle movement."
    parts = [*_headed(heading, (_moved(each, seconds) for each, seconds in ordered))]
    parts += _headed("Massage, now that the muscles are warm.", map(_rubbed, massages))
    for number, chunk in enumerate(_chunks(held, reps, block)):
        if number:
            again = moving_again(chunk[0].height, around)
            parts += _headed("Moving again, so that nothing gets cold.", (_moved(*each) for each in again))
        parts += _headed("Holds: a mild pull and no more, left and right alike.", (_held(each, reps) for each in chunk))
    if _calm(asked):
        last = held[-1].height if held else ordered[-1][0].height
        parts.append(_breathing(_calm(asked), last, said, around))
    return parts


def _one_sided(held: Collection[str], done: Collection[str]) -> bool:
    """Whether anything is held without that being done for what pulls against it."""
    pairs = (pair for one, other in OPPOSITES for pair in ((one, other), (other, one)))
    return any(not one.isdisjoint(held) and other.isdisjoint(done) for one, other in pairs)


def _headed(heading: str, parts: Iterable[Part]) -> list[Part]:
    return [part._replace(heading="" if number else heading) for number, part in enumerate(parts)]


def _moved(choice: Choice, seconds: float) -> Part:
    return Part({"move": choice.move, "duration": int(seconds)}, _remark(choice))


def _rubbed(choice: Choice) -> Part:
    return Part({"move": choice.move, "prepare": _listening(choice)}, _remark(choice))


def _held(choice: Choice, reps: int) -> Part:
    keys = {"move": choice.move, "prepare": _listening(choice), "hold": int(usual_hold(choice.move)), "reps": reps}
    return Part(keys, _remark(choice))


def _remark(choice: Choice) -> str:
    return f"{_WHY[choice.why]}{_names(choice.targets)}"


def _listening(choice: Choice) -> int:
    """Seconds to hear how it is done and to get there; a user who knows it gets less."""
    words = len(moves()[choice.move].step["how"].split())
    return 5 * ceil(words / _WORDS_A_SECOND / 5) + (_TO_THE_FLOOR if choice.height == "floor" else 0)


def _chunks(held: Sequence[Choice], reps: int, block: float) -> Iterator[list[Choice]]:
    """The holds, in blocks between which there is movement again."""
    for _, chunk in groupby(held, key=_Blocks(reps, block)):
        yield list(chunk)


class _Blocks:
    """Numbers holds by the block that they belong to."""

    def __init__(self, reps: int, block: float) -> None:
        self._reps, self._block, self._length, self._number = reps, block, 0.0, 0

    def __call__(self, hold: Choice) -> int:
        # They may be made half as long again, to fill the minutes.
        length = 1.5 * _seconds(hold, self._reps)
        if self._length and self._length + length > self._block:
            self._length, self._number = 0.0, self._number + 1
        self._length += length
        return self._number


def _breathing(seconds: float, place: Height, said: Meaning, around: Around) -> Part:
    heading = "A calm end."
    if place != "floor" or "slow-breathing-lying" in around.ruled_out:
        return Part({"move": "slow-breathing", "duration": int(seconds)}, heading=heading)
    if "pillow" in said.things:
        return Part({"move": "slow-breathing-lying", "duration": int(seconds)}, heading=heading)
    how = "Stay on your back with your knees bent, hands on your belly. Let each breath out a little longer than in."
    lying = {"kind": "breathe", "name": "Slow breathing, lying", "position": "lying-back", "duration": int(seconds)}
    return Part({**lying, "how": how}, heading=heading)


def _fitted(top: str, parts: Sequence[Part], asked: float, name: str, *, new: bool) -> tuple[str, float]:
    """The file with numbers that make it last as long as asked for, as far as they go, and how long that is.

    It lasts as long for a user to whom all is `new`, or else for a user who knows it.
    What breaks a rule lasts infinitely long: it is no answer.
    """
    plainly = _written(top, parts, {})
    routine = _known(plainly, name)
    known, seconds = _lasts(routine, new=new)
    holding = any("hold" in part.keys for part in parts)
    if holding and not seconds <= asked * (1 + NEAR):
        # Making it shorter would take its warm-up as well.
        return plainly, inf
    # What explaining adds stays the same: the rest is fitted into what is left.
    explaining = seconds - known if seconds < inf else 0.0
    changed = fit(routine, Profile(), SEASONED, 0.0, asked - explaining).fitting
    if not changed.left_out:
        text = _written(top, parts, {(int(each.path), each.key): each.value for each in changed.changes})
        shortest, fitted = _lasts(_known(text, name), new=new)
        if fitted < inf:
            # Once it is known, it must not be far too short either.
            return text, fitted if shortest >= asked * (1 - NEAR) or not new else inf
    return plainly, seconds if known >= asked * (1 - NEAR) or not new else inf


def _lasts(routine: Routine, *, new: bool) -> tuple[float, float]:
    """How long it lasts for a user who knows it; and for a user to whom it is `new`, if it is.

    Infinitely long where anything is said against it, for one or the other: what a warm-up has to last for differs.
    """
    plans = [admit(structs.replace(routine, known=known), Profile(), SEASONED, 0.0) for known in (routine.known, ())]
    if any(plan.verdicts for plan in plans):
        return inf, inf
    return plans[0].seconds, plans[1 if new else 0].seconds


def _known(text: str, name: str) -> Routine:
    """A file that is right, as it is for a user who knows all that is in it."""
    reading = read(text.encode(), f"{name}.toml", identified=False)
    if reading.routine is None or reading.problems:
        message = f"a composed routine has problems: {'; '.join(map(str, reading.problems))}"
        raise ValueError(message)
    known = tuple({known_as(step) for step in flat(reading.routine.step)})
    return structs.replace(reading.routine, known=known)


def _where(said: Meaning) -> str:
    return f" ({said.where})" if said.where else ""


def _title(words: str) -> str:
    line = plain(" ".join(words.split()))
    return capitalised(line)[:TITLE_LENGTH].rstrip()


def _head(title: str, minutes: float, muscles: Sequence[str], answer: str, *, new: bool) -> str:
    """The top of the file; the `answer` to what was said stands with whom it is not for."""
    whom = "while the moves are new to you" if new else "for somebody who knows the moves"
    summary = f"About {minutes:g} minutes {whom}: {_names(muscles[:_SHOWN])}."
    not_for = (
        "People with a new injury, a fever, or a place that is swollen, numb or weak: they ask a doctor or "
        "physiotherapist first."
    )
    lines = [
        SCHEMA_LINE,
        "# Made for you out of the bundled moves; change whatever you like. A line that begins with # is a remark.",
        "",
        "format = 1",
        f"title = {literal(title)}",
        f"summary = {literal(summary)}",
        f"not_for = {literal(next(each for each in (f'{not_for} {answer}'.strip(), answer, not_for) if _fits(each)))}",
        f"tags = {literal(['made for me'])}",
        "",
        "# Seconds to read, listen and get into position; there are fewer for what you have done often.",
        "[defaults]",
        "prepare = 10",
    ]
    return "\n".join(lines)


def _fits(passage: str) -> bool:
    return 0 < len(passage) <= PASSAGE_LENGTH


def _written(head: str, parts: Sequence[Part], changes: Mapping[tuple[int, str], float]) -> str:
    """The file, with the numbers that `changes` has by step and key in place of the first ones."""
    blocks = [head]
    for number, part in enumerate(parts, 1):
        keys = {**part.keys, **{key: value for (step, key), value in changes.items() if step == number}}
        if part.heading:
            blocks.append(f"# {part.heading}")
        lines = [f"{key} = {literal(value)}" for key, value in keys.items()]
        if part.remark:
            lines[0] = f"{lines[0]:{_COLUMN}} # {part.remark}"
        blocks.append("\n".join(("[[step]]", *lines)))
    return "\n\n".join(blocks) + "\n"


def _names(muscles: Sequence[str]) -> str:
    """Muscles by their everyday names: "front of the thigh and buttock"."""
    return joined([target_name(each) for each in muscles], "and")
