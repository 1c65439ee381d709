"""Collects what the caps take from each step, and reports it as one verdict per step and limit."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from math import inf
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from stretchplayer.caps.bounds import Allowance, Bounds, Lowered, explain
from stretchplayer.caps.limits import LIMITS, MINUTE, amount
from stretchplayer.caps.meter import Meter
from stretchplayer.caps.order import Order
from stretchplayer.caps.profile import Profile
from stretchplayer.caps.refusals import Refusal
from stretchplayer.caps.session_warnings import warnings
from stretchplayer.catalog.step_names import listed
from stretchplayer.model.duration import spoken
from stretchplayer.text import count_of
from stretchplayer.timeline import Segment
from stretchplayer.translation import gettext, to_translate, to_translate_in, to_translate_many

_BATH: Final = to_translate_in("limit", "temperature of a bath, where a file states one")
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


_EACH: Final = {
    "hold": "hold",
    "contract": "contraction",
    "heat": "application",
    "cold": "application",
    **dict.fromkeys(("stretch", "contract-relax", "dynamic", "exercise", "massage"), "set"),
}
"""What one piece of work is called, by the key or the kind of its step."""
PIECES: Final = {
    "hold": to_translate_many("{count} hold", "{count} holds"),
    "contraction": to_translate_many("{count} contraction", "{count} contractions"),
    "application": to_translate_many("{count} application", "{count} applications"),
    "set": to_translate_many("{count} set", "{count} sets"),
}
"""The same, with how many there are."""
_NOTHING: Final[Mapping[str, str]] = {
    "left": to_translate("nothing is played on the left side"),
    "right": to_translate("nothing is played on the right side"),
    "both": to_translate("nothing is played on both sides"),
}

Action = Literal["trimmed", "withheld", "replaced", "warn"]


class Verdict(Struct, frozen=True, kw_only=True):
    """One judgement; `asked` and `allowed` are in the unit of `limit`, None where nothing is counted.

    `step` and `path` count as the file does; both are None where the whole session is meant. `key` is the
    key of the step that asks for too much, `until` the wall-clock second from which what is withheld may be played
    again, where waiting is all that is needed. `written` are the numbers that the step has for what is trimmed, some of
    them perhaps from its `move`, `played` says in words what is left of them; of a step that is replaced, they are its
    name and that of the move that is done instead. Where each of `pieces` is cut alike,
    `each` is what they are called: "hold", "set".
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
    written: tuple[tuple[str, object], ...] = ()
    played: str = ""
    pieces: int = 0
    each: str = ""
    move: str | None = None


class _Cut(NamedTuple):
    asked: float
    allowed: float
    reason: str
    pieces: int = 1


class _Piece(NamedTuple):
    """One hold or set: seconds asked for, and seconds granted."""

    asked: float
    granted: float


class _Tally:
    """What one step asked for and got, hold by hold, on each side and in each pass through it."""

    __slots__ = ("blocked", "cuts", "first", "pieces", "refusal", "sides")

    def __init__(self, first: Segment) -> None:
        self.first = first
        self.sides: dict[str | None, None] = {}
        self.pieces: defaultdict[tuple[str | None, int], list[_Piece]] = defaultdict(list)
        self.cuts: dict[tuple[str, str], _Cut] = {}
        self.refusal: Refusal | None = None
        self.blocked: tuple[Segment, float, float] | None = None

    @property
    def played(self) -> bool:
        """Whether anything is left of the step."""
        return any(piece.granted for pieces in self.pieces.values() for piece in pieces)

    def on(self, side: str | None) -> list[_Piece]:
        """Everything on one side."""
        return [piece for (each, _), pieces in self.pieces.items() if each == side for piece in pieces]

    @property
    def asked(self) -> float:
        """The seconds that the side asked for that asked for most."""
        return max((sum(piece.asked for piece in self.on(side)) for side in self.sides), default=0.0)

    @property
    def least(self) -> str | None:
        """The side that got least."""
        return min(self.sides, key=lambda side: sum(piece.granted for piece in self.on(side)))

    def passes(self, side: str | None) -> list[list[_Piece]]:
        """What was asked for and granted on one side, pass by pass."""
        return [pieces for (each, _), pieces in self.pieces.items() if each == side]


class Judgement:
    """Collects allowances while a routine is admitted."""

    def __init__(self, bounds: Bounds, visits: Mapping[int, int]) -> None:
        self._bounds, self._visits = bounds, visits
        self._tallies: dict[str, _Tally] = {}
        self._waits: dict[object, float | None] = {}
        self._lowered: defaultdict[str, dict[str, tuple[Segment, Lowered]]] = defaultdict(dict)

    def work(self, segment: Segment, allowance: Allowance, seconds: float, at: float) -> None:
        """Note work at the wall-clock second `at`: the `seconds` it asked for, and what it got."""
        tally = self._tally(segment)
        if not allowance.seconds and tally.blocked is None:
            tally.blocked = segment, at, seconds
        if segment.phase == "work":
            place = segment.side, self._visits.get(segment.origin, 0)
            tally.pieces[place].append(_Piece(seconds, allowance.seconds))
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
        tally.pieces[segment.side, self._visits.get(segment.origin, 0)].append(_Piece(segment.seconds, 0.0))
        asked = sum(piece.asked for piece in tally.on(segment.side))
        self._cut(tally, segment, refusal.limit, asked, 0.0, refusal.reason)

    def lowered(self, segment: Segment, all_lowered: tuple[Lowered, ...]) -> None:
        """Note numbers of a step that were lowered."""
        for each in all_lowered:
            self._lowered[segment.path][each.key] = (segment, each)

    @property
    def shortened(self) -> bool:
        """Whether any work was trimmed or left out."""
        return any(tally.cuts or tally.refusal for tally in self._tallies.values())

    def verdicts(
        self, profile: Profile, order: Order, sore: tuple[str, ...], meter: Meter, others: list[Verdict]
    ) -> tuple[Verdict, ...]:
        """Everything noted and `others`, in the order of the steps; what concerns the whole session comes first."""
        found = [verdict for tally in self._tallies.values() for verdict in self._step(tally, meter)]
        for numbers in self._lowered.values():
            for segment, each in numbers.values():
                reason = explain(each.limit, each.allowed, self._bounds)
                if each.limit == "heat.temperature" and each.allowed < self._bounds[each.limit]:
                    reason = self._bounds.reason(each.limit, each.allowed, _BATH)
                cut = _Cut(float(each.asked), float(each.allowed), reason)
                row = LIMITS[each.limit]
                played = _length(each.allowed, 0.0) if row.unit == "s" else amount(row, each.allowed)
                pattern = gettext("{amount} are played") if row.unit == "s" else gettext("{amount} is played")
                found.append(_trimmed(segment, each.limit, each.key, cut, (each.key,), pattern.format(amount=played)))
        for step, path, limit in order.warnings:
            found.append(_warning(step, path, limit, explain(limit, 0.0, self._bounds)))
        # A move that takes the place of another one, and is not played either, is no news.
        withheld = {verdict.path for verdict in found if verdict.action == "withheld"}
        found += [verdict for verdict in others if verdict.path is None or verdict.path not in withheld]
        found.sort(key=lambda verdict: [int(part) for part in (verdict.path or "0").split(".")])
        stretched = any(tally.played for tally in self._tallies.values() if tally.first.load == "static")
        about = warnings(profile, sore, 1 + meter.past.sessions if stretched else 0)
        return (*(_warning(None, None, limit, reason) for limit, reason in about), *found)

    def _tally(self, segment: Segment) -> _Tally:
        tally = self._tallies.get(segment.path)
        if tally is None:
            tally = self._tallies[segment.path] = _Tally(segment)
        tally.sides.setdefault(segment.side)
        return tally

    def _cut(self, tally: _Tally, segment: Segment, limit: str, asked: float, allowed: float, reason: str) -> None:
        key = _KEYS.get(limit) or ("contract" if segment.phase == "contract" else _work_key(segment))
        if limit == "static.gap" and (segment.rep or 1) == 1:
            key = "prepare"
        former = tally.cuts.get((limit, key), _Cut(0.0, inf, "", 0))
        less = _Cut(asked, allowed, reason) if allowed < former.allowed else former
        tally.cuts[limit, key] = less._replace(pieces=former.pieces + 1)

    def _again(self, meter: Meter, segment: Segment, at: float, asked: float) -> float | None:
        """From when a new session may have some of `segment`; None where nothing has to be waited for."""
        # The meter is asked once for all work that is alike: hundreds of steps can wait for the same moment.
        alike = segment.loads, segment.load, asked
        if alike not in self._waits:
            self._waits[alike] = meter.again(segment, at, asked)
        known = self._waits[alike]
        # The answer may be for an earlier moment, and already in the past at this one.
        return known if known is not None and known > at else None

    def _step(self, tally: _Tally, meter: Meter) -> list[Verdict]:
        asked, first = tally.asked, tally.first
        if not tally.played and (asked or tally.refusal):
            refusal = tally.refusal or _first(tally)
            return [
                Verdict(
                    step=first.step,
                    path=first.path,
                    action="withheld",
                    limit=refusal.limit,
                    asked=asked,
                    allowed=0.0,
                    reason=refusal.reason,
                    until=self._again(meter, *tally.blocked) if tally.blocked and not tally.refusal else refusal.until,
                )
            ]
        return [
            _trimmed(first, limit, key, _over_step(tally, limit, cut), *_in_words(tally, limit, key, cut))
            for (limit, key), cut in tally.cuts.items()
        ]


def _first(tally: _Tally) -> Refusal:
    for (limit, _), cut in tally.cuts.items():
        if not cut.allowed:
            return Refusal(limit, cut.reason)
    message = "a step came to nothing and no limit says why"
    raise AssertionError(message)


def _sums_up(limit: str, cut: _Cut) -> bool:
    """Whether a cut is of the whole step, rather than of one hold or set."""
    return limit in _SUMS or limit in _COUNTS or not cut.allowed


def _over_step(tally: _Tally, limit: str, cut: _Cut) -> _Cut:
    """A cut in the unit of its limit: of one hold, or of all seconds or holds of the side that got least."""
    if not _sums_up(limit, cut):
        return cut
    pieces = tally.on(tally.least)
    if limit in _COUNTS:
        return cut._replace(asked=float(len(pieces)), allowed=float(sum(1 for piece in pieces if piece.granted)))
    return cut._replace(asked=sum(piece.asked for piece in pieces), allowed=sum(piece.granted for piece in pieces))


def _in_words(tally: _Tally, limit: str, key: str, cut: _Cut) -> tuple[tuple[str, ...], str, str]:
    """The keys of a step that a cut takes from, what is played of them, and what is cut if each is cut alike."""
    beat = tally.first.beat if key == "reps" and limit not in _COUNTS else 0.0
    parts = ("reps", "tempo", "hold") if beat else (key,)
    keys = tuple(each for each in parts if each == key or getattr(tally.first.what, each, None) is not None)
    if not _sums_up(limit, cut):
        each = "" if beat or limit == "static.gap" else _EACH.get(key, _EACH[tally.first.kind])
        return keys, _are_played(_length(cut.allowed, beat), one=_is_one(cut.allowed, beat)), each
    passes = tally.passes(tally.least)
    often = "sets" if hasattr(tally.first.what, "sets") else "reps"
    if len(passes[0]) > 1:
        keys = tuple(dict.fromkeys((*keys, often)))
    return keys, _over_passes(passes, "set" if often == "sets" else "hold", beat, tally.least), ""


def _over_passes(passes: list[list[_Piece]], noun: str, beat: float, side: str | None) -> str:
    granted = [tuple(piece.granted for piece in each) for each in passes]
    first, rounds = granted[0], len(granted)
    if not any(map(any, granted)):
        return gettext(_NOTHING[side or "both"])
    alone = len(passes[0]) == 1 and _is_one(passes[0][0].granted, beat)
    text = _are_played(_one_pass(passes[0], noun, beat), one=alone or _one_kept(passes[0]))
    if rounds == 1:
        return text
    if len(set(granted)) == 1:
        return gettext("{text} in each of {rounds} rounds").format(text=text, rounds=rounds)
    if set(granted) <= {first, (0.0,) * len(first)}:
        some = granted.count(first)
        return gettext("{text} in {count} of {rounds} rounds").format(text=text, count=some, rounds=rounds)
    asked = sum(piece.asked for each in passes for piece in each)
    return gettext("{amount} of {asked} are played in all rounds").format(
        amount=_length(sum(map(sum, granted)), beat), asked=_length(asked, beat)
    )


def _one_kept(pieces: list[_Piece]) -> bool:
    """Whether one of several holds or sets is played: "1 of 5 holds is played"."""
    return len(pieces) > 1 and sum(1 for piece in pieces if piece.granted) == 1


def _one_pass(pieces: list[_Piece], noun: str, beat: float) -> str:
    """What one pass through a step comes to: "40 s", "4 of 5 holds", "2 sets of 40 s and 1 of 20 s"."""
    if len(pieces) == 1:
        return _length(pieces[0].granted, beat)
    kept = [piece for piece in pieces if piece.granted]
    if all(piece.granted == piece.asked for piece in kept):
        pattern = gettext("{count} of {all} sets") if noun == "set" else gettext("{count} of {all} holds")
        return pattern.format(count=len(kept), all=len(pieces))
    alike = Counter(piece.granted for piece in kept)
    parts = [
        gettext("{count} of {length}").format(
            count=count_of(*PIECES[noun], number) if place == 0 else number, length=_length(length, beat)
        )
        for place, (length, number) in enumerate(alike.items())
    ]
    return listed(parts)


def _length(seconds: float, beat: float) -> str:
    if beat:
        return count_of("{count} repetition", "{count} repetitions", round(seconds / beat))
    return spoken(seconds) if seconds >= 2 * MINUTE and not seconds % 1 else f"{seconds:g} s"


def _are_played(text: str, *, one: bool = False) -> str:
    pattern = gettext("{amount} is played") if one else gettext("{amount} are played")
    return pattern.format(amount=text)


def _is_one(seconds: float, beat: float) -> bool:
    """Whether a length is one repetition; a length of time is several seconds or minutes."""
    return bool(beat) and round(seconds / beat) == 1


def _work_key(segment: Segment) -> str:
    if segment.load == "static":
        return "hold"
    return "duration" if getattr(segment.what, "duration", None) is not None else "reps"


def _trimmed(
    first: Segment, limit: str, key: str, cut: _Cut, keys: tuple[str, ...], played: str, each: str = ""
) -> Verdict:
    what = first.what
    written = cut.asked if limit == "static.gap" else None
    return Verdict(
        step=first.step,
        path=first.path,
        action="trimmed",
        limit=limit,
        asked=cut.asked,
        allowed=cut.allowed,
        reason=cut.reason,
        key=key,
        written=tuple((key, getattr(what, key, None) if written is None else written) for key in keys),
        played=played,
        pieces=cut.pieces,
        each=each,
        move=what.move,
    )


def _warning(step: int | None, path: str | None, limit: str, reason: str) -> Verdict:
    return Verdict(step=step, path=path, action="warn", limit=limit, asked=None, allowed=None, reason=reason)
