"""The judge: adds up what was seen to be done, and says which cap it passed; shares no arithmetic with the meter."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Any, Final

from core.rules import DAY, HALF_HOUR, WEEK, Caps, application_cap, caps_for, dose_faults, forbidden, set_cap
from core.tape import Record, RunningSegment
from core.world import World
from strategies import NOW
from stretchplayer.caps import Ledger, Profile
from stretchplayer.model.muscles import GROUP_OF, MuscleSide
from stretchplayer.model.routine import Routine
from stretchplayer.timeline import Load, Segment

SLACK: Final = 1e-3
"""No more than this may be lost in rounding, in seconds."""

Hurt = tuple[MuscleSide, float]
"""Where and when somebody said "too much"."""


@dataclass
class Session:
    """What is known when a session is judged: who, what came before it, and what it did.

    `admitted` are the times at which a plan was made. In a `steady` one the clock was not moved while it was on.
    """

    name: str
    routine: Routine
    profile: Profile
    admitted: list[float]
    pieces: list[RunningSegment]
    others: list[Record]
    strains: list[Hurt]
    caps: Caps
    played: list[Segment] = field(default_factory=list)
    steady: bool = True

    def last_admitted(self, at: float) -> float:
        """The last time before `at` that a plan was made."""
        return max((each for each in self.admitted if each <= at + SLACK), default=self.admitted[0])

    def before(self, at: float) -> list[Record]:
        """Records of other sessions as they count for what begins at `at`."""
        now = self.last_admitted(at)
        return [each.no_later(now) if each.told else each for each in self.others if each.told or each.start < at]

    @property
    def done(self) -> list[Record]:
        """What it really did, as records."""
        return records_of(self.name, self.pieces)


def judge(world: World, others: Iterable[Record] = (), strains: Iterable[Hurt] = ()) -> list[str]:
    """Every cap that the session of a world passed, given what came before it."""
    world.tape.until(world.now)
    ledger = world.ledger
    new = any(ledger.first_use is None or NOW + at - ledger.first_use < 14 * DAY for at in world.admitted)
    session = Session(
        name=world.name,
        routine=world.routine,
        profile=world.profile,
        admitted=world.admitted,
        others=list(others),
        strains=list(strains),
        caps=caps_for(world.routine, world.profile, new_user=new and len(world.admitted) == 1),
        pieces=[piece for piece in world.tape.pieces if piece.seconds > 0],
        played=world.tape.played,
        steady=world.late == world.late_at_first,
    )
    return [*world.faults, *world.tape.faults, *verdict(session)]


def verdict(session: Session) -> list[str]:
    """Every cap that the session passed."""
    return [fault for check in _CHECKS for fault in check(session)]


def known(ledger: Ledger) -> list[Record]:
    """The records of a ledger in true time."""
    return [
        Record(each.session, each.run, each.where, each.kind, each.start - NOW, each.end - NOW, each.seconds, told=True)
        for each in ledger.exposures
        if each.seconds
    ]


def hurt(ledger: Ledger) -> list[Hurt]:
    """The strains of a ledger in true time."""
    return [((each.muscle, each.side), each.at - NOW) for each in ledger.strains]


def done(world: World) -> list[Record]:
    """What the session of a world really did, as records."""
    return records_of(world.name, world.tape.pieces)


def records_of(name: str, pieces: Iterable[RunningSegment]) -> list[Record]:
    """What the pieces of a session did, as records."""
    return [
        Record(name, piece.number, where, piece.load, stint.start, stint.end, stint.seconds)
        for piece in pieces
        for stint in piece.stints
        for where in piece.loads
        if stint.seconds > 0
    ]


def _neck(where: MuscleSide) -> bool:
    return GROUP_OF[where[0]] == "neck"


def _by_where(records: Iterable[Record]) -> dict[MuscleSide, list[Record]]:
    found: dict[MuscleSide, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda each: each.start):
        found[record.where].append(record)
    return found


def _pieces(session: Session) -> Iterator[str]:
    """Single pieces: their length, their numbers, and whether they were for this person at all."""
    caps = session.caps
    for piece in session.pieces:
        reckon: dict[str, Callable[[Any], float]] = {
            "static": lambda each: caps["neck.hold" if any(map(_neck, each.loads)) else "static.hold"],
            "contract": lambda _: caps["pnf.contract"],
            "dynamic": lambda _: caps["dynamic.session"],
            "exercise": lambda _: caps["exercise.time"],
            "massage": lambda each: set_cap(each.what, caps),
            "gun": lambda each: set_cap(each.what, caps),
            "heat": lambda each: application_cap(each.what, each.targets, caps, session.profile),
            "cold": lambda each: application_cap(each.what, each.targets, caps, session.profile),
        }
        cap = reckon[piece.load](piece)
        if piece.seconds > cap + SLACK:
            yield f"{piece.path}: one {piece.load} of {piece.seconds} s, cap {cap}"
        if piece.seconds > piece.most + SLACK:
            yield f"{piece.path}: {piece.seconds} s of {piece.load}, admitted were {piece.most}"
        refused = forbidden(piece.what, piece.targets, session.profile, piece.side)
        if refused is not None:
            yield f"{piece.path}: {piece.load} in spite of {refused}"
    for segment in session.played:
        yield from (f"{segment.path}: {fault}" for fault in dose_faults(segment.what, caps))
        if segment.origin % 2 and segment.seconds > caps["static.gap"] + SLACK:
            yield f"{segment.path}: a release of {segment.seconds} s is asked for"


def _continuous(session: Session) -> Iterator[str]:
    """`static.hold` and `static.gap`: holds with too little release between them are one hold."""
    caps, gap = session.caps, session.caps["static.gap"] - SLACK
    mine = [each for each in session.done if each.load in ("static", "contract")]
    if not mine:
        return
    first = session.last_admitted(mine[0].start)
    before = [
        each.no_later(first) if each.told else each for each in session.others if each.load in ("static", "contract")
    ]
    for where, records in _by_where(before + mine).items():
        cap = caps["neck.hold" if _neck(where) else "static.hold"]
        cluster: list[Record] = []
        for record in [*records, None]:
            if record is not None and cluster and record.start - max(each.end for each in cluster) < gap:
                cluster.append(record)
                continue
            total = sum(each.seconds for each in cluster if each.load == "static")
            new = any(each.session == session.name for each in cluster)
            if new and total > cap + SLACK and len(cluster) > 1:
                yield f"{where}: {total} s of hold without a release, from {cluster[0].start}, cap {cap}"
            cluster = [] if record is None else [record]


def _session(session: Session) -> Iterator[str]:
    """Sums and counts of one session."""
    caps = session.caps
    sums: dict[tuple[MuscleSide, Load], float] = defaultdict(float)
    moved: dict[str, float] = defaultdict(float)
    cycles: dict[MuscleSide, int] = defaultdict(int)
    holds: dict[tuple[str, str | None], int] = defaultdict(int)
    total = 0.0
    for piece in session.pieces:
        for where in piece.loads:
            sums[where, piece.load] += piece.seconds
            cycles[where] += piece.load == "contract"
        if piece.load == "exercise":
            moved[piece.path] += piece.seconds
        if piece.load == "static":
            holds[piece.path, piece.side] += 1
            total += piece.seconds
    for (where, load), seconds in sums.items():
        cap = caps["dynamic.session"] if load == "dynamic" else float("inf")
        if load == "static":
            cap = caps["neck.session" if _neck(where) else "static.session"]
        if seconds > cap + SLACK:
            yield f"{where}: {seconds} s of {load} in the session, cap {cap}"
    for where, count in cycles.items():
        if count > caps["pnf.cycles"]:
            yield f"{where}: {count} cycles of contract-relax"
    for (path, side), count in holds.items():
        if count > caps.get("static.reps", inf):
            yield f"{path} {side}: {count} holds"
    for path, seconds in moved.items():
        if seconds > caps["exercise.time"] + SLACK:
            yield f"{path}: {seconds} s of exercise in one step"
    if sum(moved.values()) > caps["exercise.session"] + SLACK:
        yield f"exercise.session: {sum(moved.values())} s"
    if total > caps["static.total"] + SLACK:
        yield f"static.total: {total} s"


def _windows(session: Session) -> Iterator[str]:
    """Rolling sums over a day and a week, in every window that holds something new."""
    caps = session.caps
    rules: tuple[tuple[str, float, Load], ...] = (
        ("static.day", DAY, "static"),
        ("static.week", WEEK, "static"),
        ("massage.gun", DAY, "gun"),
    )
    for limit, length, load in rules:
        mine = [each for each in session.done if each.load == load]
        for where, news in _by_where(mine).items():
            olds = [each for each in session.before(news[-1].end) if each.load == load and each.where == where]
            starts = (
                [each.start for each in news] + [each.start for each in olds] + [each.end - length for each in news]
            )
            for start in starts:
                end = start + length
                new = sum(each.within(start, end) for each in news)
                total = new + sum(each.within(start, end) for each in olds)
                if new > SLACK and total > caps[limit] + SLACK:
                    yield f"{limit} {where}: {total} s in the window from {start}, cap {caps[limit]}"
                    break


def _sessions(session: Session) -> Iterator[str]:
    """`static.sessions`: with a minute of static work or more, in the 24 hours before any of it."""
    for piece in session.pieces:
        if piece.load != "static":
            continue
        for stint in piece.stints:
            runs = {
                (each.session, each.run, each.start): each.seconds
                for each in session.before(stint.start)
                if each.load == "static" and stint.start - DAY + SLACK < each.end
            }
            seconds: defaultdict[str, float] = defaultdict(float)
            for (name, *_), held in runs.items():
                seconds[name] += held
            others = sum(each >= 60 + SLACK for each in seconds.values())
            if others + 1 > session.caps.get("static.sessions", inf):
                yield f"static.sessions: {others + 1} at {stint.start}"
                return


def _begun(seconds: Iterable[float], least: float) -> int:
    """How many of these count: each that lasted, and of those that were left at once as many as they make up."""
    lasting, short = 0, 0.0
    for each in seconds:
        if each < least:
            short += each
        else:
            lasting += 1
    return lasting + int((short + SLACK) / least)


def _sets(session: Session) -> Iterator[str]:
    """`massage.sets`: begun on one muscle-side in any 24 hours."""
    own = [piece for piece in session.pieces if piece.load in ("massage", "gun")]
    for piece in own:
        for where in piece.loads:
            runs: defaultdict[tuple[str, int], float] = defaultdict(float)
            for each in session.before(piece.start):
                if each.where == where and each.load in ("massage", "gun") and each.end > piece.start - DAY + SLACK:
                    runs[each.session, each.run] += each.seconds
            for other in own:
                if where in other.loads and other.number < piece.number and other.end > piece.start - DAY + SLACK:
                    runs["", other.number] = other.seconds
            # What is made up of short ones is counted with a little slack, and may be one too many.
            if _begun((each - SLACK for each in runs.values()), 30) + 1 > session.caps["massage.sets"]:
                yield f"massage.sets {where}: set {len(runs) + 1} at {piece.start}"


def _cycles_of_days(session: Session) -> Iterator[str]:
    """Contract-relax on one muscle-side not on consecutive days: in one sitting, or 48 h apart."""
    mine = [each for each in session.done if each.load == "contract"]
    for where, records in _by_where(mine).items():
        olds = [each for each in session.before(records[0].start) if each.load == "contract" and each.where == where]
        for record in records:
            # Contractions that were left at once, less than 3 s of them, are none.
            lately = [old for old in olds if record.start - old.end < 2 * DAY - SLACK]
            if sum(old.seconds for old in lately) >= 3 + SLACK:
                yield f"order.pnf {where}: less than 48 h after another session, at {record.start}"
        # Where the clock was moved back within a session, nobody can tell how long ago its contractions were.
        since = records[0].start
        for one, two in pairwise(records if session.steady else ()):
            if two.start - one.end >= 2 * DAY - SLACK:
                since = two.start
            elif two.start - since > DAY / 2 + SLACK:
                yield f"order.pnf {where}: {two.start - since} s after the first in one session"


_PATCHES: Final = ({"shoulder", "back"}, {"hip", "thigh"}, {"leg", "foot"})
"""Regions that one pack covers: they count as one for the gaps of heat and of cold."""


def _touching(one: Iterable[MuscleSide], two: Iterable[MuscleSide], *, patch: bool = False) -> bool:
    """Whether both are about one region and side; with `patch`, about one that a pack covers."""
    return any(
        (GROUP_OF[a] == GROUP_OF[b] or (patch and {GROUP_OF[a], GROUP_OF[b]} in _PATCHES))
        and (one_side == other_side or "mid" in (one_side, other_side))
        for a, one_side in one
        for b, other_side in two
    )


@dataclass(frozen=True)
class _Application:
    key: tuple[str, int]
    load: Load
    loads: tuple[MuscleSide, ...]
    start: float
    end: float
    seconds: float


def _applications(records: Iterable[Record]) -> list[_Application]:
    runs: dict[tuple[str, int], list[Record]] = defaultdict(list)
    for each in records:
        if each.load in ("heat", "cold"):
            runs[each.session, each.run].append(each)
    return [
        _Application(
            key,
            parts[0].load,
            tuple(part.where for part in parts),
            min(part.start for part in parts),
            max(part.end for part in parts),
            min(sum(part.seconds for part in parts if part.where == where) for where in {each.where for each in parts}),
        )
        for key, parts in runs.items()
    ]


def _lay_on(applications: Iterable[_Application]) -> bool:
    """Whether they lasted: what was left at once, less than a minute in all, is none."""
    return bool(_begun((each.seconds - SLACK for each in applications), 60))


def _thermal(session: Session) -> Iterator[str]:
    """Gaps between applications on one region, how many a day, contrast, and what must wait after cold."""
    caps, mine = session.caps, _applications(session.done)
    for one in mine:
        near = [
            each
            for each in _applications(session.before(one.start)) + mine
            if each.key != one.key and each.start <= one.start and _touching(each.loads, one.loads, patch=True)
        ]
        same = [each for each in near if each.load == one.load]
        others = [each for each in near if each.load != one.load and _touching(each.loads, one.loads)]
        if _lay_on(each for each in others if one.start - each.end < HALF_HOUR - SLACK):
            yield f"order.contrast: {one.load} at {one.start}"
        gap = caps[f"{one.load}.gap"]
        if gap <= DAY and _lay_on(each for each in same if one.start - each.end < gap - SLACK):
            yield f"{one.load}.gap: at {one.start}"
        day = [each for each in same if _touching(each.loads, one.loads) and one.start - each.end < DAY - SLACK]
        if _begun((each.seconds - SLACK for each in day), 60) + 1 > caps[f"{one.load}.day"]:
            yield f"{one.load}.day: {len(day) + 1} applications at {one.start}"
    for piece in session.pieces:
        if piece.load not in ("static", "contract", "massage", "gun"):
            continue
        for stint in piece.stints:
            colds = [
                each
                for each in _applications(session.before(stint.start)) + mine
                if each.load == "cold" and each.start <= stint.start and _touching(each.loads, piece.loads)
            ]
            if _lay_on(each for each in colds if stint.start - each.end < HALF_HOUR - SLACK):
                yield f"order.cold: {piece.load} after cold at {stint.start}"


def _halved(session: Session) -> Iterator[str]:
    """For 24 h after "too much", half of what was left of the day's budget just then."""
    mine = [each for each in session.done if each.load == "static"]
    for where, said in session.strains:
        own = 0.0
        for one in mine:
            at = min(said, session.last_admitted(one.start))
            if one.where != where or one.start >= at + DAY:
                continue
            own += one.seconds
            olds = [each for each in session.before(one.start) if each.load == "static" and each.where == where]
            before = sum(each.within(at - DAY, at) for each in olds)
            after = sum(each.within(at, at + DAY) for each in olds)
            allowed = (session.caps["static.day"] - before) / 2
            if own > SLACK and own + after > allowed + SLACK:
                yield f"too much on {where}: {own} s, {after} s since, {allowed} s were half of what was left"
                break


_CHECKS: Final[tuple[Callable[[Session], Iterator[str]], ...]] = (
    _pieces,
    _continuous,
    _session,
    _windows,
    _sessions,
    _sets,
    _cycles_of_days,
    _thermal,
    _halved,
)
