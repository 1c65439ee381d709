"""What the judge asks of one session: single pieces, holds without a release, sums and counts."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from math import inf
from typing import Any

from core.judged import SLACK, Session, by_where, neck
from core.rules import application_cap, dose_faults, forbidden, set_cap
from core.tape import Record
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.timeline import Load


def single_pieces(session: Session) -> Iterator[str]:
    """Single pieces: their length, their numbers, and whether they were for this person at all."""
    caps = session.caps
    for piece in session.pieces:
        reckon: dict[str, Callable[[Any], float]] = {
            "static": lambda each: caps["neck.hold" if any(map(neck, each.loads)) else "static.hold"],
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


def continuous(session: Session) -> Iterator[str]:
    """`static.hold` and `static.gap`: holds with too little release between them are one hold."""
    caps, gap = session.caps, session.caps["static.gap"] - SLACK
    mine = [each for each in session.done if each.load in ("static", "contract")]
    if not mine:
        return
    first = session.last_admitted(mine[0].start)
    before = [
        each.no_later(first) if each.told else each for each in session.others if each.load in ("static", "contract")
    ]
    for where, records in by_where(before + mine).items():
        cap = caps["neck.hold" if neck(where) else "static.hold"]
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


def sums_of_session(session: Session) -> Iterator[str]:
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
            cap = caps["neck.session" if neck(where) else "static.session"]
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
