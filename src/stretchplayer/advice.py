"""What to read beside stretching: the pages of advice, and which of them fits after a session."""

from collections.abc import Iterator, Mapping
from typing import Final, get_args

from msgspec import Struct, structs

from stretchplayer.caps import Ledger, Plan
from stretchplayer.caps.limits import LIMITS, Limit, bound, usual
from stretchplayer.catalog import AdviceText, Section, advice, advice_page
from stretchplayer.model.steps import Topic
from stretchplayer.phrases.warning_signs import warning_signs
from stretchplayer.session import Snapshot
from stretchplayer.text import capitalised
from stretchplayer.timeline import Load
from stretchplayer.translation import gettext, pgettext

TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)
"""Every topic, in the order in which they are listed."""
_LIMITS: Final[Mapping[str, tuple[str, ...]]] = {
    "stretching": ("static.hold", "static.reps", "static.gap", "static.session", "static.week"),
    "heat": ("heat.time", "heat.gap", "heat.day"),
    "cold": ("cold.time", "cold.time.lean", "cold.gap", "cold.day"),
    "massage": ("massage.set", "massage.sets", "massage.spot", "massage.pressure", "massage.gun"),
}


class Page(AdviceText, frozen=True, kw_only=True):
    """Everything to read on a topic: the advice in short, its sections, and where it comes from."""

    section: tuple[Section, ...]
    source: tuple[str, ...]


def page(topic: Topic) -> Page:
    """The whole page on `topic`."""
    short, rest = advice(topic), advice_page(topic)
    warnings = warning_signs().values() if topic == "professional" else ()
    signs = (Section(title=action, points=points) for action, points in warnings)
    return Page(
        topic=topic,
        title=short.title,
        line=short.line,
        text=" ".join(short.text.split()),
        section=(*signs, *rest.section, *_limits(topic)),
        source=rest.source,
    )


def topic_for(word: str) -> Topic | None:
    """The topic with that key or title, or None."""
    folded = " ".join(word.split()).casefold()
    return next((topic for topic in TOPICS if folded in (topic, advice(topic).title.casefold())), None)


def _limits(topic: Topic) -> Iterator[Section]:
    """The limits of this program on a topic."""
    names = _LIMITS.get(topic, ())
    if names:
        yield Section(
            title=gettext("What this program allows"),
            text=gettext("`stretchplayer caps` says where each of these comes from."),
            points=tuple(_sentence(LIMITS[name]) for name in names),
        )


def _sentence(limit: Limit) -> str:
    what = pgettext("limit", limit.what)
    what = capitalised(what)
    if limit.usual and not limit.least:
        return gettext("{limit}: usual {usual}, {bound}.").format(limit=what, usual=usual(limit), bound=bound(limit))
    return f"{what}: {bound(limit)}."


_DESK: Final = frozenset({"desk", "posture"})
_NIGHT: Final = frozenset({"evening", "night", "sleep"})
_SPORT: Final = frozenset({"sport", "running", "cycling"})


class Happened(Struct, frozen=True, kw_only=True):
    """What was done in a session, and how it went.

    `loads` were played, of a routine with these `tags`; `words` were given for "too much". `sore` says that it was too
    much for one muscle twice in 7 days, `flagged` that a word ended the session. `before` and `after` are the
    stiffness, 0 to 10, or None; `sessions` is their number so far.
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
    """What happened in the session of `plan` at `snapshot`; `now` is a wall-clock second.

    `ledger` may contain this session already.
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
    """The topics that fit, the best first. What hurt counts before what was done."""
    return tuple(dict.fromkeys(_topics(it)))


def _topics(it: Happened) -> Iterator[Topic]:
    worse = it.before is not None and it.after is not None and it.after > it.before
    if it.flagged or it.sore or worse:
        yield "professional"
    elif "cramp" in it.words or "cramp" in it.tags:
        yield "hydration"
        yield "medication" if it.sessions % 2 else "nutrition"
        yield "professional"
    elif it.words:
        yield "rest"
        yield "professional"
    elif it.loads & {"heat", "cold"}:
        yield "rest"
        yield from (topic for topic in ("heat", "cold") if topic in it.loads)
    elif "spasm" in it.tags:
        yield from ("heat", "cold", "medication")
    elif it.tags & _DESK:
        yield "posture"
    elif it.tags & _SPORT and not it.before_sport:
        yield from ("nutrition", "hydration") if it.sessions % 2 else ("hydration", "nutrition")
        yield "heat" if "massage" in it.loads else "massage"
    elif it.tags & _NIGHT:
        yield "rest"
    else:
        yield TOPICS[it.sessions % len(TOPICS)]
