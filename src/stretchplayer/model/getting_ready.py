"""How long the user gets ready for a step: as its file says, longer to explain it, shorter for what is known."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple, Protocol
from zlib import crc32

from stretchplayer.model.muscles import GROUPS, expand
from stretchplayer.model.places import ON_THE_FLOOR, Place, down_or_up, place_of, way_to
from stretchplayer.model.steps import (
    Advice,
    Breathe,
    Cold,
    ContractRelax,
    Defaults,
    Heat,
    Massage,
    Movement,
    Rest,
    Step,
    Stretch,
    TargetedStep,
)

BRIEF: Final = 5.0
"""Seconds for what is known; and for the second side of an arm or the neck, which needs no instruction."""
UNANNOUNCED: Final = 7.0
"""The same where nothing was done just before in which it could be announced."""
TAKEN_OFF: Final = 10.0
"""The same after heat or cold, which has to be taken off first."""
MOVED: Final = 8.0
"""The same where more has to be moved than an arm or a leg: another position, something new to take hold of.

Also for a second leg, where one sits or lies as before.
"""
CHANGED: Final = 12.0
"""Seconds for a second side for which one stands on the other leg, turns round or over, or has something to take over
to that side first; as long as that, whatever the file gives.

Also for what is known, where one gets down to the floor for it, up from it, or turns over there.
"""
CROSSED: Final = 13.0
"""The same for a second leg whose ankle is laid on the other knee."""
SET_UP: Final = 15.0
"""The same for a second leg that has a towel put round it, is knelt on, or hangs off the other edge of a seat."""
_AGAIN: Final = 4.0
"""Those of them that are for getting ready for a second side, with a countdown; before that, the side is named."""
_AT_ONCE: Final = 2.0
"""The same where there is no time for a countdown."""
_WATCHFUL: Final = frozenset({"standing", "kneeling"})
"""Where eyes stay open."""
_LYING_AT_EASE: Final = frozenset({"lying-back", "lying-side"})
"""Where eyes may be closed without a word; on the front, one looks at the floor."""
_OPENED: Final = frozenset({"open", "open briefly"})
_SILENT: Final = (Heat, Cold, Rest, Advice)
"""What asks, or is quiet: nothing is announced in it."""
DOWN: Final = 8.0
"""Seconds more for a newcomer who begins on the floor."""
DOWN_OR_UP: Final = 12.0
"""Seconds more for a newcomer to hear how to get down to the floor or up from it, and to do so with stiff joints."""
TURNED: Final = 9.0
"""The same between two places on the floor."""
_TAKING_UP: Final = 3.0
"""Seconds more to hear what to take, which was not used in the last `_LATELY` steps, and to do so."""
_TAKING_UP_BRIEFLY: Final = 2.0
_LATELY: Final = 4
_EYES: Final = 3.0
"""Seconds more to hear that the eyes may close."""
_EYES_OPEN: Final = 2.0
"""The same, that they have to open."""
_STILL: Final = (Stretch, ContractRelax, Breathe)
"""What needs no eyes where one sits or lies; how long it lasts does not count, because that can be changed."""
_TAKING_OFF: Final = 3.0
"""Seconds more to explain something after heat or cold: that it is to be taken off is said first."""
MOST_MORE: Final = DOWN_OR_UP + _TAKING_UP + _EYES + _EYES_OPEN + _TAKING_OFF
"""The most seconds that all of this adds to an explanation."""
_LEG: Final = frozenset(muscle for group in ("hip", "thigh", "leg", "foot") for muscle in GROUPS[group])
_BELOW_THE_KNEE: Final = frozenset(muscle for group in ("leg", "foot") for muscle in GROUPS[group])
_WITH_THE_ANKLE_UP: Final = frozenset({"piriformis", "peroneals", "plantar_foot"})
"""What is reached in sitting or lying with the ankle on the other knee."""
_OFF_THE_EDGE: Final = frozenset({"hip_flexors", "quadriceps"})
"""What is reached on a chair with the thigh off its edge."""
_PUT_ROUND: Final = frozenset({"towel", "belt", "strap", "doorway"})
"""What a leg is put into, or laid against."""
FURNITURE: Final = frozenset({"mat", "chair", "wall", "doorway", "table"})
"""What is needed, but not taken into the hands."""
STANDS_THERE: Final = FURNITURE | {"bed", "worktop", "step with a rail"}
"""What nobody takes up."""
_NOT_MOVED: Final = frozenset({"mat", "chair", "wall", "table"})
"""What stays where it is when the body changes sides; a door frame is on one side only."""


Eyes = Literal["", "close", "open", "open briefly"]
"""What is said of the eyes before a step: that they may close, or open for good or only to change place."""


class Times(NamedTuple):
    """Seconds to get ready for the first side, and for the second one to change sides and to get ready.

    `full` is how long the first side takes where nothing of it is known. Before it, one has to `take` what was not used
    lately, and hears that the `eyes` may close, or have to open first.
    """

    first: float
    switch: float
    second: float
    full: float
    take: tuple[str, ...] = ()
    eyes: Eyes = ""

    def for_all_sides(self, step: Step) -> float:
        """Seconds of all of it in one visit of `step`."""
        each = getattr(step, "sides", "both") == "each"
        return self.first + (self.switch + self.second if each else 0.0)


def known_as(step: Step) -> str:
    """By what a step is known: its move, or its name where it has none, and a check sum of what has to be heard.

    A move that a routine explains in words of its own is not the one that is known.
    """
    heard = f"{step.how or ''}\n{step.caution or ''}"
    return f"{step.move or step.name or step.kind} {crc32(heard.encode()):08x}"


def prepare_time(step: Step, defaults: Defaults) -> float:
    """How long the file gives to get ready for a step."""
    if step.prepare is not None:
        return step.prepare
    # A question comes before heat and cold; getting ready twice would only delay it. Nothing leads into the others.
    return 0.0 if isinstance(step, Heat | Cold | Breathe | Rest | Advice) else defaults.prepare


def explained(step: Step) -> bool:
    """Whether a user who does not know a step hears something before its work begins."""
    return not isinstance(step, Advice) and bool(step.how or step.caution)


def instructed(step: Step) -> bool:
    """Whether a step has to be followed by ear: everything but a rest in which nothing is to be done."""
    return not isinstance(step, Advice) and not (isinstance(step, Rest) and not explained(step))


class Telling(Protocol):
    """Says how long it takes to explain a step."""

    def __call__(self, step: Step, *, briefly: bool = False) -> float:
        """Seconds in which a newcomer hears all of it, or `briefly` what to take care of; 0.0 where it is nothing."""
        ...


class GettingReady:
    """Goes through the steps of a session in order; what was met once is known from then on.

    `known` is what the person knew before; what is told in `brief` is not explained, but cautioned about. `telling`
    says how long an explanation takes.
    """

    def __init__(self, known: Iterable[str] = (), *, brief: Iterable[str] = (), telling: Telling) -> None:
        self._known = set(known)
        self._brief, self._telling = frozenset(brief), telling
        self._before: Step | None = None
        self._place: Place | None = None
        self._things: frozenset[str] = frozenset()
        self._used: dict[str, int] = {}
        self._number = 0
        self._stood = False
        self._eyes_closed = False

    def times(self, step: Step, defaults: Defaults) -> Times:
        """The times for the next step."""
        written, switch = prepare_time(step, defaults), defaults.switch
        brief = UNANNOUNCED if self._before is None or isinstance(self._before, _SILENT) else BRIEF
        taking_off = isinstance(self._before, Heat | Cold)
        self._before = step
        before = self._place
        led, unannounced = way_to(before, step) is not None, brief - BRIEF
        if self._moves(step):
            brief = MOVED
        if taking_off:
            brief, unannounced = TAKEN_OFF, TAKEN_OFF - BRIEF
        if led:
            brief = CHANGED + unannounced
        take = self._not_at_hand(step)
        brief += _TAKING_UP_BRIEFLY * bool(take)
        name = known_as(step)
        known = name in self._known
        self._known.add(name)
        if isinstance(step, Heat | Cold):
            # A question stands before each application, and a pack takes its time.
            return Times(written, switch, written, written)
        eyes = self._of_the_eyes(step, before, explained=not known and name not in self._brief)
        brief += _EYES_OPEN * (eyes in _OPENED)
        more = _TAKING_OFF if taking_off and explained(step) else 0.0
        more += (_getting_there(before, self._place) + _TAKING_UP * bool(take)) * explained(step)
        more += (_EYES * (eyes == "close") + _EYES_OPEN * (eyes in _OPENED)) * explained(step)
        # Before what the file gives no time for, it is named; there is nothing to say before a rest alone.
        least = brief if isinstance(step, Breathe | Rest) and explained(step) else 0.0
        ready = max(written, least)
        moving = brief if led and explained(step) else 0.0
        full = max(written, moving, self._telling(step) + more)
        first = full
        if known:
            first = max(least, moving, min(written, brief))
        elif name in self._brief:
            first = max(least, moving, min(written, brief), self._telling(step, briefly=True) + more)
        changing, second = second_side(step, ready, switch)
        return Times(first, changing, second, full, take, eyes)

    def _not_at_hand(self, step: Step) -> tuple[str, ...]:
        """What a step needs that its name does not say, and that was not used in the steps just before.

        In the first steps, what lies ready was named in the introduction.
        """
        self._number += 1
        name = (step.say or step.name or "").casefold()
        things = [each for each in step.needs if each not in STANDS_THERE]
        found = tuple(each for each in things if self._number - self._used.get(each, 0) > _LATELY)
        self._used |= dict.fromkeys(things, self._number)
        return tuple(each for each in found if each.casefold() not in name)

    def _of_the_eyes(self, step: Step, before: Place | None, *, explained: bool) -> Eyes:
        """What is said of the eyes: they may close in the first step in which one sits or lies still after one stood.

        Where they may be closed, they open before one gets up or changes place; to stand and to kneel, for good.
        """
        place, still = self._place, isinstance(step, _STILL)
        opens = self._eyes_closed and place != before and instructed(step)
        if place in _WATCHFUL:
            self._stood = self._stood or opens or (place == "standing" and not isinstance(step, Rest | Advice))
            self._eyes_closed = self._eyes_closed and not opens
            return "open" if opens else ""
        closes = explained and self._stood and still and place != "lying-front"
        self._stood = self._stood and not closes
        self._eyes_closed = self._eyes_closed or closes or (still and place in _LYING_AT_EASE)
        return "close" if closes else "open briefly" if opens else ""

    def _moves(self, step: Step) -> bool:
        """Whether the body takes another place, or something new is taken up; nobody begins on the floor."""
        before, things = self._place, frozenset(step.needs) - FURNITURE
        self._place = place_of(step) or before
        elsewhere = self._place in ON_THE_FLOOR if before is None else self._place != before
        new = not things <= self._things
        self._things = things
        return elsewhere or new


def _getting_there(before: Place | None, after: Place | None) -> float:
    """Seconds to come from one place to another, None for upright."""
    if after == before or {before, after}.isdisjoint(ON_THE_FLOOR):
        return 0.0
    if before is None:
        return DOWN
    return DOWN_OR_UP if down_or_up(before, after) else TURNED


def changing_sides(step: Step) -> float:
    """Seconds from the end of one side of a step until the other can begin, to hear which one included."""
    if not isinstance(step, TargetedStep):
        return BRIEF
    leg = on_a_leg(step)
    tool = isinstance(step, Massage) and step.using != "hands"
    if leg and _set_up(step):
        return SET_UP
    match step.position:
        case "lying-side" | "lying-front":
            return CHANGED
        case "standing" if leg or step.needs:
            return CHANGED
        case "kneeling" | "lying-back" if "cushion" in step.needs:
            return CHANGED
        case _:
            moved = tool or not _NOT_MOVED.issuperset(step.needs)
            if leg and moved:
                return CHANGED
            if leg and _crossed(step):
                return CROSSED
            return MOVED if leg or moved else BRIEF


def _set_up(step: TargetedStep) -> bool:
    """Whether a second leg takes long to bring into place: it is knelt on, put into something, or hangs off a seat."""
    if step.position == "kneeling":
        return True
    if isinstance(step, Massage | Movement) or step.position in ("standing", None):
        return False
    off_the_edge = step.position == "sitting" and "chair" in step.needs and expand(step.target)[0] in _OFF_THE_EDGE
    return off_the_edge or not _PUT_ROUND.isdisjoint(step.needs)


def _crossed(step: TargetedStep) -> bool:
    """Whether one lays the ankle on the other knee for it: for the deep muscle of the hip, to hold or rub a foot."""
    first = expand(step.target)[0]
    if isinstance(step, Massage):
        return first in _BELOW_THE_KNEE
    return not isinstance(step, Movement) and first in _WITH_THE_ANKLE_UP


def cautioned_first(step: Step) -> bool:
    """Whether one hears what to take care of before the position is taken: who should not take it is not there yet."""
    return step.position in ON_THE_FLOOR or (not isinstance(step, Advice) and bool(step.not_with))


def second_side(step: Step, ready: float, switch: float) -> tuple[float, float]:
    """Seconds to change sides, and then to get ready, of the `switch` and `ready` that the file gives.

    An arm or a leg may have less time than is usual, where the file gives less; nobody turns over in three seconds.
    """
    changed = changing_sides(step)
    whole = max(switch, changed)
    again = min(ready, _AGAIN if whole >= MOVED else _AT_ONCE)
    if changed < CHANGED:
        changing = min(switch, whole - again)
        return changing, min(ready, whole - changing)
    return (whole - again, again) if switch else (0.0, whole if ready else 0.0)


def in_turn(step: Step, switch: float) -> float:
    """Seconds for each change of sides where they take turns, where the file gives `switch`."""
    changed = changing_sides(step)
    return max(switch, changed) if changed >= CHANGED else switch


def on_a_leg(step: Step) -> bool:
    """Whether a step is about the hip, the leg or the foot before anything else."""
    return isinstance(step, TargetedStep) and not _LEG.isdisjoint(expand(step.target)[:1])


def by_themselves(steps: Iterable[tuple[Step, Defaults]], known: Iterable[str], *, telling: Telling) -> Iterator[float]:
    """Seconds of getting ready for each step where it is played alone, with what is `known` then."""
    known = frozenset(known)
    for step, defaults in steps:
        yield GettingReady(known, telling=telling).times(step, defaults).for_all_sides(step)


def in_order(
    steps: Iterable[tuple[Step, Defaults]], known: Iterable[str], *, brief: Iterable[str] = (), telling: Telling
) -> Iterator[float]:
    """Seconds of getting ready for each step where they are played one after another.

    `known` is what is known before these steps; what is told in `brief` is not explained.
    """
    ready = GettingReady(known, brief=brief, telling=telling)
    for step, defaults in steps:
        yield ready.times(step, defaults).for_all_sides(step)
