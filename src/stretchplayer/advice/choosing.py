"""Chooses what is worth saying after a session, by what was done in it and what came of it."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct, structs

from stretchplayer.advice.page import TOPICS
from stretchplayer.caps import Ledger, Plan
from stretchplayer.model.steps import Topic
from stretchplayer.session import Snapshot
from stretchplayer.timeline import Load

_DESK: Final = frozenset({"desk", "posture"})
_NIGHT: Final = frozenset({"evening", "night", "sleep"})
_SPORT: Final = frozenset({"sport", "running", "cycling"})


class Happened(Struct, frozen=True, kw_only=True):
    """What was done, and what came of it.

    `loads` were played, of a routine with these `tags`; `words` were given for "too much". `sore` says that one muscle
    was too much twice in 7 days, `flagged` that a word was given that ends a session. `before` and `after` are the
    stiffness, 0 to 10, or None. `sessions` is how many there have been so far.
    """

    tags: frozenset[str] = frozenset()
    before_sport: bool = False
    loads: frozenset[Load] = frozenset()
    words: frozenset[str] = frozenset()
    sore: bool = False
    flagged: bool = False
    before: int | None = None
    after: int | None = None
    sessions: int = 0


def happened(
    plan: Plan,
    snapshot: Snapshot,
    ledger: Ledger,
    now: float,
    *,
    sessions: int = 0,
    flagged: bool = False,
    before: int | None = None,
    after: int | None = None,
) -> Happened:
    """What happened in the session of `plan` that stands as `snapshot` says; `now` is a wall-clock second.

    Whether `ledger` knows of this session already makes no difference.
    """
    said = structs.replace(ledger, strains=(*ledger.strains, *snapshot.strains))
    return Happened(
        tags=frozenset(word for tag in plan.routine.tags for word in (tag.casefold(), *tag.casefold().split())),
        before_sport=plan.routine.before == "sport",
        loads=frozenset(run.load for run in snapshot.progress.runs if run.seconds > 0),
        words=frozenset(strain.word for strain in snapshot.strains),
        sore=bool(said.sore(now)),
        flagged=flagged,
        before=before,
        after=after,
        sessions=sessions,
    )


def choose(it: Happened) -> tuple[Topic, ...]:
    """The topic that fits best, and behind it any others worth a look. What hurt comes before what was done."""
    return tuple(dict.fromkeys(_topics(it)))


def _topics(it: Happened) -> Iterator[Topic]:
    worse = it.before is not None and it.after is not None and it.after > it.before
    if it.flagged or it.sore or worse:
        yield "professional"
    elif "cramp" in it.words or "cramp" in it.tags:
        yield "hydration"
        yield "professional"
    elif it.words:
        yield "rest"
        yield "professional"
    elif it.loads & {"heat", "cold"}:
        yield "rest"
        yield from (topic for topic in ("heat", "cold") if topic in it.loads)
    elif it.tags & _DESK:
        yield "posture"
    elif it.tags & _SPORT and not it.before_sport:
        yield from ("nutrition", "hydration") if it.sessions % 2 else ("hydration", "nutrition")
    elif it.tags & _NIGHT:
        yield "rest"
    else:
        yield TOPICS[it.sessions % len(TOPICS)]
