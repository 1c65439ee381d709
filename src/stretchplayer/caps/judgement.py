"""Collects what the caps take from each step, and reports it as one verdict per step and limit."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from stretchplayer.caps.bounds import Allowance, Bounds, Lowered, explain
from stretchplayer.caps.limits import MANY_SESSIONS
from stretchplayer.caps.meter import Meter
from stretchplayer.caps.order import Order
from stretchplayer.caps.profile import ELSEWHERE, Profile
from stretchplayer.caps.refusals import Refusal
from stretchplayer.timeline import Segment

_BATH: Final = "temperature of a bath, where a file states one"
# Counted over the whole step, on one side, rather than hold by hold.
_SUMS: Final = frozenset(
    {
        "static.session",
        "static.day",
        "static.week",
        "static.total",
        "neck.session",
        "presport",
        "dynamic.session",
        "massage.gun",
        "too-much",
    }
)
_COUNTS: Final = frozenset({"static.reps", "pnf.cycles", "massage.sets"})
_KEYS: Final = {
    "static.reps": "reps",
    "static.gap": "rest",
    "pnf.contract": "contract",
    "pnf.cycles": "reps",
    "massage.sets": "sets",
    "heat.temperature": "temperature",
}


Action = Literal["trimmed", "withheld", "warn"]


class Verdict(Struct, frozen=True, kw_only=True):
    """One judgement; `asked` and `allowed` are in the unit of `limit`, None where nothing is counted.

    `step` and `path` count as the file does; both are None where the whole session is meant. `key` is the
    key of the step that asks for too much, `until` the wall-clock second from which what is withheld may be played
    again, where waiting is all that is needed.
    """

    step: int | None
    path: str | None
    action: Action
    limit: str
    asked: float | None
    allowed: float | None
    reason: str
    key: str | None = None
    until: float | None = None


class _Cut(NamedTuple):
    asked: float
    allowed: float
    reason: str


class _Tally:
    """What one step asked for and got on each side: seconds, and the number of holds or sets."""

    __slots__ = ("asked", "blocked", "cuts", "granted", "refusal", "static", "step")

    def __init__(self, step: int, *, static: bool) -> None:
        self.step = step
        self.static = static
        self.asked: dict[str | None, list[float]] = {}
        self.granted: dict[str | None, list[float]] = {}
        self.cuts: dict[tuple[str, str], _Cut] = {}
        self.refusal: Refusal | None = None
        self.blocked: tuple[Segment, float, float] | None = None


class Judgement:
    """Collects allowances while a routine is admitted."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._tallies: dict[str, _Tally] = {}
        self._waits: dict[object, float | None] = {}
        self._lowered: defaultdict[str, dict[str, tuple[int, Lowered]]] = defaultdict(dict)

    def work(self, segment: Segment, allowance: Allowance, seconds: float, at: float) -> None:
        """Note work at the wall-clock second `at`: the `seconds` it asked for, and what it got."""
        tally = self._tally(segment)
        if not allowance.seconds and tally.blocked is None:
            tally.blocked = segment, at, seconds
        asked, granted = tally.asked[segment.side], tally.granted[segment.side]
        if segment.phase == "work":
            asked[0] += seconds
            asked[1] += 1
            granted[0] += allowance.seconds
            granted[1] += 1 if allowance.seconds else 0
        if allowance.limit:
            self._cut(tally, segment, allowance.limit, seconds, allowance.seconds, allowance.reason)

    def gap(self, segment: Segment, asked: float) -> None:
        """Note a release that had to be lengthened."""
        allowed = self._bounds["static.gap"]
        self._cut(
            self._tally(segment), segment, "static.gap", asked, allowed, explain("static.gap", allowed, self._bounds)
        )

    def refused(self, segment: Segment, refusal: Refusal) -> None:
        """Note a step that is not for this person, on this side."""
        tally = self._tally(segment)
        tally.refusal = refusal
        asked = tally.asked[segment.side]
        asked[0] += segment.seconds
        self._cut(tally, segment, refusal[0], asked[0], 0.0, refusal[1])

    def lowered(self, segment: Segment, all_lowered: tuple[Lowered, ...]) -> None:
        """Note numbers of a step that were lowered."""
        for each in all_lowered:
            self._lowered[segment.path][each.key] = (segment.step, each)

    @property
    def shortened(self) -> bool:
        """Whether any work was trimmed or left out."""
        return any(tally.cuts or tally.refusal for tally in self._tallies.values())

    def verdicts(self, profile: Profile, order: Order, sore: tuple[str, ...], meter: Meter) -> tuple[Verdict, ...]:
        """Everything noted, in the order of the steps; what concerns the whole session comes first."""
        found = [verdict for path, tally in self._tallies.items() for verdict in self._step(path, tally, meter)]
        for path, numbers in self._lowered.items():
            for step, each in numbers.values():
                reason = explain(each.limit, each.allowed, self._bounds)
                if each.limit == "heat.temperature" and each.allowed < self._bounds[each.limit]:
                    reason = self._bounds.reason(each.limit, each.allowed, _BATH)
                asked, allowed = float(each.asked), float(each.allowed)
                found.append(_trimmed(step, path, each.limit, each.key, _Cut(asked, allowed, reason)))
        for step, path, limit in order.warnings:
            found.append(_warning(step, path, limit, explain(limit, 0.0, self._bounds)))
        found.sort(key=lambda verdict: [int(part) for part in (verdict.path or "0").split(".")])
        stretched = any(
            seconds for tally in self._tallies.values() if tally.static for seconds, _ in tally.granted.values()
        )
        about = _about(profile, sore, 1 + meter.past.sessions if stretched else 0)
        return (*(_warning(None, None, limit, reason) for limit, reason in about), *found)

    def _tally(self, segment: Segment) -> _Tally:
        tally = self._tallies.get(segment.path)
        if tally is None:
            tally = self._tallies[segment.path] = _Tally(segment.step, static=segment.load == "static")
        tally.asked.setdefault(segment.side, [0.0, 0])
        tally.granted.setdefault(segment.side, [0.0, 0])
        return tally

    def _cut(self, tally: _Tally, segment: Segment, limit: str, asked: float, allowed: float, reason: str) -> None:
        key = _KEYS.get(limit) or ("contract" if segment.phase == "contract" else _work_key(segment))
        former = tally.cuts.get((limit, key))
        if former is None or allowed < former.allowed:
            tally.cuts[limit, key] = _Cut(asked, allowed, reason)

    def _again(self, meter: Meter, segment: Segment, at: float, asked: float) -> float | None:
        """From when a new session may have some of `segment`; None where nothing has to be waited for."""
        # The meter is asked once for all work that is alike: hundreds of steps can wait for the same moment.
        alike = segment.loads, segment.load, asked
        if alike not in self._waits:
            self._waits[alike] = meter.again(segment, at, asked)
        known = self._waits[alike]
        # The answer may be for an earlier moment, and already in the past at this one.
        return known if known is not None and known > at else None

    def _step(self, path: str, tally: _Tally, meter: Meter) -> list[Verdict]:
        asked = max((seconds for seconds, _ in tally.asked.values()), default=0.0)
        played = any(seconds for seconds, _ in tally.granted.values())
        if not played and (asked or tally.refusal):
            limit, reason = tally.refusal or _first(tally)
            return [
                Verdict(
                    step=tally.step,
                    path=path,
                    action="withheld",
                    limit=limit,
                    asked=asked,
                    allowed=0.0,
                    reason=reason,
                    until=None if tally.refusal or tally.blocked is None else self._again(meter, *tally.blocked),
                )
            ]
        return [
            _trimmed(tally.step, path, limit, key, _over_step(tally, limit, cut))
            for (limit, key), cut in tally.cuts.items()
        ]


def _first(tally: _Tally) -> Refusal:
    for (limit, _), cut in tally.cuts.items():
        if not cut.allowed:
            return limit, cut.reason
    message = "a step came to nothing and no limit says why"
    raise AssertionError(message)


def _over_step(tally: _Tally, limit: str, cut: _Cut) -> _Cut:
    """A cut in the unit of its limit: of one hold, or of all seconds or holds of the side that got least."""
    unit = 0 if limit in _SUMS or (not cut.allowed and limit not in _COUNTS) else 1 if limit in _COUNTS else None
    if unit is None:
        return cut
    side = min(tally.granted, key=lambda each: tally.granted[each][unit])
    return cut._replace(asked=float(tally.asked[side][unit]), allowed=float(tally.granted[side][unit]))


def _work_key(segment: Segment) -> str:
    if segment.load == "static":
        return "hold"
    return "duration" if getattr(segment.what, "duration", None) is not None else "reps"


def _trimmed(step: int, path: str, limit: str, key: str, cut: _Cut) -> Verdict:
    asked, allowed, reason = cut
    return Verdict(
        step=step, path=path, action="trimmed", limit=limit, asked=asked, allowed=allowed, reason=reason, key=key
    )


def _warning(step: int | None, path: str | None, limit: str, reason: str) -> Verdict:
    return Verdict(step=step, path=path, action="warn", limit=limit, asked=None, allowed=None, reason=reason)


def _about(profile: Profile, sore: tuple[str, ...], sessions: int) -> Iterator[tuple[str, str]]:
    """Warnings about the whole session: the limit, and the reason."""
    if sessions >= MANY_SESSIONS:
        yield (
            "static.sessions",
            f"This is session {sessions} with static stretching in 24 hours: 1 or 2 are usual.",
        )
    if sore:
        muscles = ", ".join(muscle.replace("_", " ") for muscle in sore)
        yield "too-much", f"Too much for the second time in 7 days ({muscles}): see a professional about it."
    if profile.age == "under-16":
        yield "profile.age", "Under 16: do this together with an adult."
    if profile.pregnant and profile.gave_birth:
        reason = "Your profile says both pregnant and after a birth, once one question: answer both in the profile."
        yield "profile.pregnant", reason
    if profile.recent_surgery:
        where = ", ".join(place.replace("_", " ") for place in profile.recent_surgery if place != ELSEWHERE)
        about = f" ({where})" if where else ""
        reason = f"After surgery, a fracture or a new joint{about}: ask who treats you before you stretch there."
        yield "profile.recent_surgery", reason
    if profile.supervised:
        reason = "You were told to exercise only under supervision: do this with the person who supervises you."
        yield "profile.supervised", reason
