"""The pages of advice, and which of them fits after a session."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final, get_args

from msgspec import Struct, structs

from stretchplayer.caps import Ledger, Plan
from stretchplayer.caps.limit import Limit, bound, usual
from stretchplayer.caps.limits import LIMITS
from stretchplayer.caps.questions import RED_FLAGS, WHEN
from stretchplayer.catalog import Section, advice, advice_page
from stretchplayer.model.steps import Topic
from stretchplayer.session import Snapshot
from stretchplayer.timeline import Load

TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)
"""Every topic, in the order in which they are listed."""
_LIMITS: Final = MappingProxyType(
    {
        "stretching": ("static.hold", "static.reps", "static.gap", "static.session", "static.week"),
        "heat": ("heat.time", "heat.gap", "heat.day"),
        "cold": ("cold.time", "cold.time.lean", "cold.gap", "cold.day"),
        "massage": ("massage.set", "massage.sets", "massage.spot", "massage.pressure", "massage.gun"),
    }
)


class Page(Struct, frozen=True, kw_only=True):
    """Everything there is to read on a topic; it never stands without the disclaimer.

    `line` is one sentence for lists, `text` is the advice in short, `section` the rest, `source` where it comes from.
    """

    topic: Topic
    title: str
    line: str
    text: str
    section: tuple[Section, ...]
    source: tuple[str, ...]


def page(topic: Topic) -> Page:
    """The whole page on `topic`."""
    short, rest = advice(topic), advice_page(topic)
    return Page(
        topic=topic,
        title=short.title,
        line=short.line,
        text=" ".join(short.text.split()),
        section=(*_signs(topic), *rest.section, *_limits(topic)),
        source=rest.source,
    )


def topic_for(word: str) -> Topic | None:
    """The topic that is called so, by its key or by its title; None if none is."""
    folded = " ".join(word.split()).casefold()
    return next((topic for topic in TOPICS if folded in (topic, advice(topic).title.casefold())), None)


def _signs(topic: Topic) -> Iterator[Section]:
    """The warning signs, the most urgent first."""
    if topic == "professional":
        for group, signs in RED_FLAGS.items():
            yield Section(title=WHEN[group], points=signs)


def _limits(topic: Topic) -> Iterator[Section]:
    """What the program itself holds to."""
    names = _LIMITS.get(topic, ())
    if names:
        yield Section(
            title="What this program allows",
            text="`stretchplayer caps` says where each of these comes from.",
            points=tuple(_told(LIMITS[name]) for name in names),
        )


def _told(limit: Limit) -> str:
    common = f"usual {usual(limit)}, " if limit.usual and not limit.least else ""
    return f"{limit.what[:1].upper()}{limit.what[1:]}: {common}{bound(limit)}."


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
