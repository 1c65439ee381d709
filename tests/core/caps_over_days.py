"""What the judge asks of sessions together: sums and counts of a day and a week, and what follows a strain."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import inf

from core.judged import SLACK, Session, begun, by_where
from core.rules import DAY, WEEK
from stretchplayer.timeline import Load


def windows(session: Session) -> Iterator[str]:
    """Rolling sums over a day and a week, in every window that holds something new."""
    caps = session.caps
    rules: tuple[tuple[str, float, Load], ...] = (
        ("static.day", DAY, "static"),
        ("static.week", WEEK, "static"),
        ("massage.gun", DAY, "gun"),
    )
    for limit, length, load in rules:
        mine = [each for each in session.done if each.load == load]
        for where, news in by_where(mine).items():
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


def sessions_of_a_day(session: Session) -> Iterator[str]:
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


def sets_of_a_day(session: Session) -> Iterator[str]:
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
            if begun((each - SLACK for each in runs.values()), 30) + 1 > session.caps["massage.sets"]:
                yield f"massage.sets {where}: set {len(runs) + 1} at {piece.start}"


def cycles_of_days(session: Session) -> Iterator[str]:
    """Contract-relax on one muscle-side not on consecutive days: in one sitting, or 48 h apart."""
    mine = [each for each in session.done if each.load == "contract"]
    for where, records in by_where(mine).items():
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


def halved(session: Session) -> Iterator[str]:
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
