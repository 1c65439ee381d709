"""Reads the bundled TOML on first use and keeps it: moves, their figures, muscle names, advice.

A move and its figure are decoded when they are first asked for: a routine names some fifteen of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from pkgutil import get_data
from typing import Any, Final, TypeVar

import tomli
from msgspec import Struct, convert

from stretchplayer.model.figure import Figure
from stretchplayer.model.muscles import GROUPS, MUSCLES, expand
from stretchplayer.model.steps import Step, Topic
from stretchplayer.translation import SOURCE, gettext, language, pgettext

REGIONS: Final = ("arm", "back", "hip", "leg", "lower-leg", "neck", "shoulder", "whole-body")
"""The files of moves, and of their figures."""
_EXTRAS: Final = ("feel", "mistake", "easier")
_HEADER: Final = re.compile(r"^\[+([\w-]+)[^\]\n]*\]", re.MULTILINE)
Value = TypeVar("Value")


class OnDemand(Mapping[str, Value]):
    """Values by name, in the order of `names`; each is made when it is first asked for, and kept."""

    def __init__(self, names: Iterable[str], make: Callable[[str], Value]) -> None:
        self._names = dict.fromkeys(names)
        self._make = make
        self._made: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        """The value of this name; KeyError where there is none."""
        found = self._made.get(name)
        if found is None:
            if name not in self._names:
                raise KeyError(name)
            found = self._made[name] = self._make(name)
        return found

    def __contains__(self, name: object) -> bool:
        """Whether there is such a name; nothing is made for that."""
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._names)


class Move(Struct, frozen=True, kw_only=True):
    """One bundled move: `step` holds its step keys as the file gives them, to be merged under a step's own.

    `region` is the part of the body whose files it stands in. `feel` says what to feel and where, `mistake` names
    the common mistake, `easier` a gentler way.
    """

    key: str
    region: str
    step: dict[str, Any]
    feel: str
    mistake: str
    easier: str


class Muscle(Struct, frozen=True, kw_only=True):
    """A muscle key in everyday words, and what to take care of there (nothing: an empty text)."""

    key: str
    name: str
    caution: str = ""


class Section(Struct, frozen=True, kw_only=True):
    """A part of a page of advice: a heading, and below it a paragraph, points, or both."""

    title: str
    text: str = ""
    points: tuple[str, ...] = ()


class AdviceText(Struct, frozen=True, kw_only=True):
    """What is said on one topic; it never stands without the disclaimer.

    `line` is one sentence for lists, `text` is spoken and shown in passing.
    """

    topic: Topic
    title: str
    line: str
    text: str


class AdvicePage(Struct, frozen=True, kw_only=True):
    """What else there is to read on a topic, and where all of it comes from."""

    section: tuple[Section, ...]
    source: tuple[str, ...]


@cache
def moves() -> Mapping[str, Move]:
    """Every bundled move by its key, in alphabetical order."""
    regions: dict[str, str] = {}
    for region in REGIONS:
        for key in _sections(f"moves/{region}.toml"):
            if key in regions:
                message = f"catalog/moves/{region}.toml: the move {key} is there twice"
                raise ValueError(message)
            regions[key] = region

    def read(key: str) -> Move:
        table = _section(f"moves/{regions[key]}.toml", key)
        extras = {extra: table.pop(extra) for extra in _EXTRAS}
        return Move(key=key, region=regions[key], step=table, **extras)

    return OnDemand(sorted(regions), read)


def figures() -> Mapping[str, Figure]:
    """How each bundled move is done, by its key."""
    found = {move.key: _figure(move.key) for move in moves().values()}
    return {key: figure for key, figure in found.items() if figure is not None}


def figure_of(step: Step) -> Figure | None:
    """A step's own figure, or that of its move; None where nobody has drawn it."""
    return step.figure or _figure(step.move or "")


@cache
def _figure(key: str) -> Figure | None:
    """The figure of one move, read when it is first looked at: the player needs one at a time, and at once."""
    move = moves().get(key)
    file = "" if move is None else f"figures/{move.region}.toml"
    return convert(_section(file, key), Figure) if file and key in _sections(file) else None


@cache
def muscles() -> Mapping[str, Muscle]:
    """Every muscle by its key, from the neck down."""
    tables = read_table("muscles.toml")
    return {key: Muscle(key=key, **tables[key]) for key in MUSCLES}


def muscle(key: str) -> Muscle:
    """The muscle with this key; KeyError if there is none."""
    return muscles()[key]


def group_name(group: str, code: str | None = None) -> str:
    """The everyday name of a muscle group; KeyError if there is none."""
    return pgettext("muscle", _english_group_name(group), code)


@cache
def _english_group_name(group: str) -> str:
    name: str = read_table("muscles.toml")["groups"][group]["name"]
    return name


def muscle_name(key: str, code: str | None = None) -> str:
    """The everyday name of a muscle; KeyError if there is none."""
    return pgettext("muscle", muscle(key).name, code)


def target_name(target: str, code: str | None = None) -> str:
    """The everyday name of a muscle key or a group, whichever `target` is; KeyError if neither."""
    return group_name(target, code) if target in GROUPS else muscle_name(target, code)


def side_name(key: str, side: str | None) -> str:
    """A muscle with its side: "left back of the thigh"; just the name for `mid`, `both` or no side."""
    name = muscle_name(key)
    match side:
        case "left":
            return pgettext("muscle", "left {muscle}").format(muscle=name)
        case "right":
            return pgettext("muscle", "right {muscle}").format(muscle=name)
        case _:
            return name


def advice(topic: Topic) -> AdviceText:
    """What there is to say on `topic`, in short."""
    return _advice(topic, language())


def advice_title(topic: Topic, code: str | None = None) -> str:
    """What a topic is called."""
    return pgettext("title", _english_advice(topic).title, code)


@cache
def _english_advice(topic: Topic) -> AdviceText:
    return convert({"topic": topic, **read_table("advice.toml")[topic]}, AdviceText)


def _advice(topic: Topic, code: str) -> AdviceText:
    english = _english_advice(topic)
    if code == SOURCE:
        return english
    line, text = (gettext(" ".join(each.split()), code) for each in (english.line, english.text))
    return AdviceText(topic=topic, title=advice_title(topic, code), line=line, text=text)


def advice_page(topic: Topic) -> AdvicePage:
    """What there is to read on `topic`."""
    page = _english_page(topic)
    return AdvicePage(section=tuple(map(_translated_section, page.section)), source=page.source)


@cache
def _english_page(topic: Topic) -> AdvicePage:
    return convert(read_table(f"pages/{topic}.toml"), AdvicePage)


def _translated_section(section: Section) -> Section:
    text, *points = (gettext(" ".join(each.split())) if each else "" for each in (section.text, *section.points))
    return Section(title=pgettext("title", section.title), text=text, points=tuple(points))


@cache
def read_table(file: str) -> dict[str, Any]:
    """One bundled TOML file of this folder, as it stands."""
    return tomli.loads(_text(file))


@cache
def _sections(file: str) -> Mapping[str, str]:
    """The text of each top-level table of a bundled file, by its name; nothing is decoded."""
    text = _text(file)
    starts: dict[str, int] = {}
    last = ""
    for header in _HEADER.finditer(text):
        name = header[1]
        if name != last and name in starts:
            message = f"catalog/{file}: the table {name} is there twice"
            raise ValueError(message)
        starts.setdefault(name, header.start())
        last = name
    ends = [*list(starts.values())[1:], len(text)]
    return {name: text[start:end] for (name, start), end in zip(starts.items(), ends, strict=True)}


def _section(file: str, name: str) -> dict[str, Any]:
    """One top-level table of a bundled file."""
    table: dict[str, Any] = tomli.loads(_sections(file)[name])[name]
    return table


def _text(file: str) -> str:
    found = get_data(__package__, file)
    if found is None:
        message = f"catalog/{file} cannot be read"
        raise ValueError(message)
    return found.decode()


_FILE: Final = "names.toml"
FILLERS: Final = frozenset({"muscle", "muscles", "the", "my", "your", "tight", "sore", "stiff", "stretch", "of", "a"})
"""Words beside the name of a muscle that say nothing about which one."""
_SPACED: Final = str.maketrans("_-", "  ")
_SHORTEST: Final = 4
_NO_PLURAL: Final = ("ss", "us", "is", "ps")
"""How words end whose `s` is no plural: `serratus`, `biceps`."""


class Asked(Struct, frozen=True, kw_only=True):
    """What to answer to a name that means no muscle, or several; `near` are the muscles a search shows for it.

    `said` is the answer to those who write no file, where it is another one.
    """

    answer: str
    near: tuple[str, ...]
    said: str = ""


@cache
def muscle_names() -> Mapping[str, tuple[str, ...]]:
    """Every name besides keys and groups, words apart by one space, with the keys and groups that it means."""
    found = {_english_group_name(group): (group,) for group in GROUPS}
    found |= {muscle(key).name: (key,) for key in MUSCLES}
    for entry in _entries("known"):
        found |= dict.fromkeys(entry["names"], tuple(entry["keys"]))
    # A key with its words apart means itself, whatever else its name may be.
    found |= {spaced(key): (key,) for key in (*MUSCLES, *GROUPS) if "_" in key}
    return {name: keys for name, keys in found.items() if name not in GROUPS and name not in MUSCLES}


@cache
def asked_names() -> Mapping[str, Asked]:
    """Every name that is answered with a question or a sentence."""
    return {
        name: Asked(answer=entry["answer"], near=tuple(entry["near"]), said=entry.get("said", ""))
        for entry in _entries("asked")
        for name in entry["names"]
    }


@cache
def folded_names() -> Mapping[str, tuple[str, ...]]:
    """Every name, folded, with the keys and groups that it means: one of its own, or the plural of a key."""
    plurals = {folded(f"{key}s"): (key,) for key in (*MUSCLES, *GROUPS)}
    named = {folded(name): keys for name, keys in muscle_names().items()}
    return {name: keys for name, keys in (plurals | named).items() if name not in _folded_asked()}


@cache
def _folded_asked() -> Mapping[str, Asked]:
    return {folded(name): asked for name, asked in asked_names().items()}


def spaced(name: str) -> str:
    """A name with its words apart: `hip_flexors` and `hip-flexors` are `hip flexors`."""
    return " ".join(name.translate(_SPACED).split())


def folded(name: str) -> str:
    """A name as it is looked up: its words apart and without the `s` of a plural, "of the" as "of"."""
    words = spaced(name).replace(" of the ", " of ").split()
    return " ".join(map(singular, words))


def singular(word: str) -> str:
    """A word without the `s` of a plural."""
    return word if len(word) < _SHORTEST or word.endswith(_NO_PLURAL) else word.removesuffix("s")


def keys_named(name: str) -> tuple[str, ...]:
    """The keys and groups that a name other than these means, in small letters; none where it means none."""
    return folded_names().get(folded(name), ())


def asked_named(name: str) -> Asked | None:
    """What is answered to a name in small letters that means no muscle, or several; None for others."""
    return None if name in GROUPS else _folded_asked().get(folded(name))


def muscles_named(name: str) -> tuple[str, ...]:
    """The muscle keys that a name of any kind and in any case means or lies near; none where it is not known."""
    words = spaced(name.casefold())
    if words in GROUPS or words in MUSCLES:
        return expand((words,))
    asked = asked_named(words)
    return expand(keys_named(words)) if asked is None else asked.near


def muscles_among(words: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The muscles that the longest run of words means, in small letters, and the other words."""
    for length in range(len(words), 0, -1):
        for first in range(len(words) - length + 1):
            run = " ".join(words[first : first + length])
            if found := muscles_named(run):
                return found, [*words[:first], *words[first + length :]]
    return (), list(words)


_LEAST: Final = 3
"""The fewest letters of a name that say anything."""


@lru_cache(maxsize=64)
def muscles_begun(beginning: str) -> tuple[str, ...]:
    """The muscles that names with this beginning, in small letters, mean or lie near."""
    if len(beginning) < _LEAST:
        return ()
    names = (*GROUPS, *MUSCLES, *muscle_names(), *asked_names())
    found = (muscles_named(name) for name in names if name.startswith(beginning))
    return tuple(dict.fromkeys(chain.from_iterable(found)))


def _entries(kind: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = read_table(_FILE)[kind]
    return entries
