"""Sees quickly that no cap touches a routine, so that checking ten thousand faultless files stays cheap.

It only ever says "surely untouched"; everything else is for `admit` to judge. A property test holds it to that.
"""

from collections import defaultdict
from functools import lru_cache, partial
from math import inf
from typing import Final, assert_never

from stretchplayer.caps.bounds import untargeted
from stretchplayer.caps.ledger import neighbours
from stretchplayer.caps.limits import BATH_TEMPERATURE, LIMITS
from stretchplayer.caps.order import RANKS, WARM_FOR, WARM_UP
from stretchplayer.catalog.telling_time import telling_time
from stretchplayer.model.getting_ready import MOST_MORE, SET_UP
from stretchplayer.model.muscles import GROUP_OF, MID, MuscleSide, expand, muscle_sides
from stretchplayer.model.routine import Routine, flat, spoken_in
from stretchplayer.model.step_size import step_size
from stretchplayer.model.steps import (
    Advice,
    AnyStep,
    Breathe,
    Cold,
    ContractRelax,
    Dynamic,
    Exercise,
    Group,
    Heat,
    Massage,
    Movement,
    Rest,
    Step,
    Stretch,
    Targets,
    longest_hold,
    set_seconds,
)
from stretchplayer.model.stretch_words import is_held

_CAP: Final = {row.id: row.cap for row in LIMITS.values()}
_HOLD: Final = {area: _CAP[f"{area}.hold"] for area in ("static", "neck")}
_SESSION: Final = {area: _CAP[f"{area}.session"] for area in ("static", "neck")}
_OWN: Final = frozenset({"static.hold", "static.session", "static.discomfort", "dynamic.session"})
"""Limits that a file may set for itself, and have it read quickly all the same."""
_MANY: Final = 8
"""Groups repeated more often than this are worth a closer look."""


def unaffected(routine: Routine, seconds: float) -> bool:
    """Whether no limit and no rule of order can touch `routine`, lasting `seconds` as written. False says nothing."""
    if not _OWN.issuperset(routine.limits):
        return False
    longer = sum(map(partial(_more_to_say, language=spoken_in(routine)), flat(routine.step)))
    sums = _Sums(routine, timed=seconds + longer > WARM_FOR)
    return all(map(sums.passes, routine.step))


class _Sums:
    """What each muscle-side has had so far, how warm it is, and the order of kinds."""

    def __init__(self, routine: Routine, *, timed: bool) -> None:
        self._defaults, own = routine.defaults, routine.limits
        self._language = spoken_in(routine)
        # What a file allows for a hold binds the neck as well.
        self._hold = {area: min(cap, own.get("static.hold", cap)) for area, cap in _HOLD.items()}
        sport = _CAP["presport"] if routine.before == "sport" else inf
        self._session = {area: min(cap, sport, own.get("static.session", cap)) for area, cap in _SESSION.items()}
        self._discomfort, self._movement = (
            min(_CAP[limit], own.get(limit, inf)) for limit in ("static.discomfort", "dynamic.session")
        )
        # In a routine that is shorter than a warm-up lasts, it does not matter when something is done.
        self._timed = timed
        self._held: defaultdict[MuscleSide, float] = defaultdict(float)
        self._moved: defaultdict[MuscleSide, float] = defaultdict(float)
        self._sets: defaultdict[MuscleSide, int] = defaultdict(int)
        self._cycles: defaultdict[MuscleSide, int] = defaultdict(int)
        self._reps: defaultdict[int, int] = defaultdict(int)
        self._exercised: defaultdict[int, float] = defaultdict(float)
        self._moves: list[tuple[float, float]] = []
        self._regions: set[str] = set()
        self._heat = -inf
        self._total = self._at = 0.0
        self._rank = 0

    def passes(self, step: AnyStep) -> bool:
        """Whether one more step stays clear of everything."""
        if not step.enabled:
            return True
        return self._rounds(step) if isinstance(step, Group) else self._step(step)

    def _rounds(self, group: Group) -> bool:
        outer = self._defaults
        self._defaults = group.defaults or outer
        for turn in range(group.repeat if group.repeat <= _MANY else 0):
            self._at += group.rest or 0.0 if turn else 0.0
            if not all(map(self.passes, group.step)):
                return False
        self._defaults = outer
        return group.repeat <= _MANY

    def _step(self, step: Step) -> bool:
        began = self._at
        if self._timed:
            self._at += step_size(step, self._defaults)[1] + _more_to_say(step, self._language)
        if untargeted(step) > self._hold["static"] and is_held(step):
            return False
        if isinstance(step, Stretch | ContractRelax):
            return self._holds(step)
        if isinstance(step, Exercise):
            return self._exercises(step, began)
        if isinstance(step, Dynamic):
            return self._moves_well(step, began)
        if isinstance(step, Massage):
            return self._presses(step)
        if isinstance(step, Heat | Cold):
            return self._lies_on(step)
        if isinstance(step, Breathe):
            return max(step.hold, step.hold_out) <= _CAP["breath.hold"]
        if isinstance(step, Rest | Advice):
            return True
        assert_never(step)

    def _holds(self, step: Stretch | ContractRelax) -> bool:
        ready = self._defaults.prepare if step.prepare is None else step.prepare
        rest = self._defaults.rest if step.rest is None else step.rest
        gap = _CAP["static.gap"]
        if step.hold.varies or step.sides == "alternate":
            return False
        self._reps[id(step)] += step.reps
        if (
            ready < gap
            or (step.reps > 1 and rest < gap)
            or step.discomfort > self._discomfort
            or self._reps[id(step)] > _CAP["static.reps"]
            or not self._warm(self._at - step.hold)
            or not self._follows(step.kind)
        ):
            return False
        touched, turns = _touched(step.target, step.sides)
        if isinstance(step, ContractRelax) and not self._pushes(step, touched):
            return False
        seconds, held = step.hold * step.reps, self._held
        self._total += seconds * turns
        for where, area in touched:
            held[where] += seconds
            if step.hold > self._hold[area] or held[where] > self._session[area]:
                return False
        return self._total <= _CAP["static.total"]

    def _pushes(self, step: ContractRelax, touched: "_Touched") -> bool:
        for where, _ in touched:
            self._cycles[where] += step.reps
            if self._cycles[where] > _CAP["pnf.cycles"]:
                return False
        return step.contract <= _CAP["pnf.contract"] and step.effort <= _CAP["pnf.effort"]

    def _moves_well(self, step: Dynamic, began: float) -> bool:
        if longest_hold(step) > _still(step):
            return False
        touched, turns = _touched(step.target, step.sides)
        seconds, moved = set_seconds(step) * step.sets, self._moved
        # What is done in one go ends with its step; with pauses in it, it may be that it began with it.
        self._moves.append((self._at - seconds if turns == step.sets == 1 else began, seconds * turns))
        for where, _ in touched:
            moved[where] += seconds
            if moved[where] > self._movement:
                return False
        return self._rank <= RANKS["dynamic"]

    def _exercises(self, step: Exercise, began: float) -> bool:
        turns = 2 if step.sides == "each" else 1
        seconds = set_seconds(step) * step.sets * turns
        self._moves.append((self._at - seconds if turns == step.sets == 1 else began, seconds))
        self._exercised[id(step)] += seconds
        return (
            longest_hold(step) <= _still(step)
            and self._exercised[id(step)] <= _CAP["exercise.time"]
            and sum(self._exercised.values()) <= _CAP["exercise.session"]
        )

    def _presses(self, step: Massage) -> bool:
        longest = _CAP["massage.spot"] if step.spot else _CAP["massage.set"]
        if step.using == "massage gun" or step.duration > longest or step.pressure > _CAP["massage.pressure"]:
            return False
        for where, _ in _touched(step.target, step.sides)[0]:
            self._sets[where] += step.sets
            if self._sets[where] > _CAP["massage.sets"]:
                return False
        return self._follows(step.kind)

    def _lies_on(self, step: Heat | Cold) -> bool:
        muscles = expand(step.target)
        regions = {GROUP_OF[muscle] for muscle in muscles}
        if any(neighbours(one, other) for one in regions for other in self._regions) or (
            step.sides == "each" and not MID.isdisjoint(muscles)
        ):
            return False
        self._regions |= regions
        if isinstance(step, Cold):
            return step.duration <= _CAP["cold.time.lean"] and self._follows(step.kind)
        self._heat = self._at
        cool = step.temperature is None or step.temperature <= BATH_TEMPERATURE
        return cool and step.duration <= _CAP["heat.time"] and self._follows(step.kind)

    def _warm(self, at: float) -> bool:
        """Whether a hold that begins at `at` begins warm. Of a movement that began too early, the end still counts."""
        since = at - WARM_FOR
        return self._heat >= since or (
            sum([max(0.0, length - max(0.0, since - began)) for began, length in self._moves]) >= WARM_UP
        )

    def _follows(self, kind: str) -> bool:
        """Whether a kind of work stands where the usual order has it; what follows cold is looked at closely."""
        if self._rank > RANKS[kind] or self._rank == RANKS["cold"]:
            return False
        self._rank = RANKS[kind]
        return True


def _more_to_say(step: Step, language: str) -> float:
    """The most seconds by which getting ready for a step may be longer than its file says."""
    return telling_time(step, language=language) + MOST_MORE + SET_UP


def _still(step: Movement) -> float:
    """The longest hold that one repetition may have."""
    neck = any(GROUP_OF[muscle] == "neck" for muscle in expand(step.target))
    return min(_CAP["exercise.hold"], _HOLD["neck"] if neck else inf)


_Touched = tuple[tuple[MuscleSide, str], ...]


@lru_cache(maxsize=1024)
def _touched(target: Targets, sides: str) -> tuple[_Touched, int]:
    """Every muscle-side that a step loads, once for each turn, with the limits that hold there; and the turns."""
    turns: tuple[str, ...] = ("left", "right") if sides == "each" else (sides,)
    muscles = expand(target)
    pairs = tuple(
        (where, "neck" if GROUP_OF[where[0]] == "neck" else "static")
        for side in turns
        for where in muscle_sides(muscles, side)
    )
    return pairs, len(turns)
