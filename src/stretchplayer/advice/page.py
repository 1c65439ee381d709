"""Puts a page of advice together: the catalogue's words, and the warning signs and limits as caps has them."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final, get_args

from msgspec import Struct

from stretchplayer.caps.limit import Limit, bound, usual
from stretchplayer.caps.limits import LIMITS
from stretchplayer.caps.redflags import RED_FLAGS, WHEN
from stretchplayer.catalog import Section, advice, advice_page
from stretchplayer.model.steps import Topic

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
