"""Reads the bundled TOML on first use and keeps it: moves, their figures, muscle names, advice."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import tomli
from msgspec import Struct, convert

from stretchplayer.model.figure import Figure
from stretchplayer.model.muscles import GROUPS, MUSCLES
from stretchplayer.model.steps import Step, Topic

_EXTRAS: Final = ("feel", "mistake", "easier")


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
    found: dict[str, Move] = {}
    for file, text in _texts("moves"):
        for key, table in tomli.loads(text).items():
            if key in found:
                message = f"catalog/moves/{file}: the move {key} is there twice"
                raise ValueError(message)
            extras = {extra: table.pop(extra) for extra in _EXTRAS}
            found[key] = Move(key=key, region=file.removesuffix(".toml"), step=table, **extras)
    return MappingProxyType(dict(sorted(found.items())))


def figures() -> Mapping[str, Figure]:
    """How each bundled move is done, by its key."""
    found = {move.key: _figure(move.key) for move in moves().values()}
    return MappingProxyType({key: figure for key, figure in found.items() if figure is not None})


def figure_of(step: Step) -> Figure | None:
    """A step's own figure, or that of its move; None where nobody has drawn it."""
    return step.figure or _figure(step.move or "")


@cache
def _figure(key: str) -> Figure | None:
    """The figure of one move, read when it is first looked at: the player needs one at a time, and at once."""
    move = moves().get(key)
    table = None if move is None else read_table(f"figures/{move.region}.toml").get(key)
    return None if table is None else convert(table, Figure)


@cache
def muscles() -> Mapping[str, Muscle]:
    """Every muscle by its key, from the neck down."""
    tables = read_table("muscles.toml")
    return MappingProxyType({key: Muscle(key=key, **tables[key]) for key in MUSCLES})


def muscle(key: str) -> Muscle:
    """The muscle with this key; KeyError if there is none."""
    return muscles()[key]


@cache
def group_name(group: str) -> str:
    """The everyday name of a muscle group; KeyError if there is none."""
    name: str = read_table("muscles.toml")["groups"][group]["name"]
    return name


def target_name(target: str) -> str:
    """The everyday name of a muscle key or a group, whichever `target` is; KeyError if neither."""
    return group_name(target) if target in GROUPS else muscle(target).name


def side_name(key: str, side: str | None) -> str:
    """A muscle with its side: "left back of the thigh"; just the name for `mid`, `both` or no side."""
    name = muscle(key).name
    return f"{side} {name}" if side in ("left", "right") else name


@cache
def advice(topic: Topic) -> AdviceText:
    """What there is to say on `topic`, in short."""
    return convert({"topic": topic, **read_table("advice.toml")[topic]}, AdviceText)


@cache
def advice_page(topic: Topic) -> AdvicePage:
    """What there is to read on `topic`."""
    return convert(read_table(f"pages/{topic}.toml"), AdvicePage)


@cache
def read_table(file: str) -> dict[str, Any]:
    """One bundled TOML file of this folder, as it stands."""
    from importlib.resources import files

    return tomli.loads(files(__package__).joinpath(file).read_text(encoding="utf-8"))


def _texts(folder: str) -> list[tuple[str, str]]:
    from importlib.resources import files

    found = [file for file in files(__package__).joinpath(folder).iterdir() if file.name.endswith(".toml")]
    return [(file.name, file.read_text(encoding="utf-8")) for file in sorted(found, key=lambda file: file.name)]
