"""Writes a composed routine as TOML: its top, its steps, and a remark beside each that says what it is there for."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import tomlkit

from stretchplayer.catalog import target_name
from stretchplayer.model.number_ranges import PASSAGE_LENGTH

_SHOWN: Final = 6
"""The most muscles that the summary names."""
_COLUMN: Final = 30
"""Where remarks begin, if there is room."""


class Part(NamedTuple):
    """One step to be: its move, the remark beside it, the keys that it writes; `heading` stands above its block."""

    keys: dict[str, Any]
    remark: str = ""
    heading: str = ""


def names_of(muscles: Sequence[str]) -> str:
    """Muscles by their everyday names: "front of the thigh and buttock"."""
    names = [target_name(each) for each in muscles]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def head(title: str, minutes: float, muscles: Sequence[str], answer: str) -> str:
    """The top of the file; the `answer` to what was said stands with whom it is not for."""
    summary = f"About {minutes:g} minutes for somebody who knows the moves: {names_of(muscles[:_SHOWN])}."
    not_for = (
        "People with a new injury, a fever, or a place that is swollen, numb or weak: they ask a doctor or "
        "physiotherapist first."
    )
    lines = [
        "#:schema ../schema/routine.schema.json",
        "# Made for you out of the bundled moves; change whatever you like. A line that begins with # is a remark.",
        "",
        "format = 1",
        f"title = {_text(title)}",
        f"summary = {_text(summary)}",
        f"not_for = {_text(next(each for each in (f'{not_for} {answer}'.strip(), answer, not_for) if _fits(each)))}",
        f"tags = {_text(['made for me'])}",
        "",
        "# Seconds to read, listen and get into position; there are fewer for what you have done often.",
        "[defaults]",
        "prepare = 10",
    ]
    return "\n".join(lines)


def _fits(passage: str) -> bool:
    return 0 < len(passage) <= PASSAGE_LENGTH


def _text(value: object) -> str:
    return tomlkit.item(value).as_string()


def written(head: str, parts: Sequence[Part], changes: Mapping[tuple[int, str], float]) -> str:
    """The file, with the numbers that `changes` has by step and key in place of the first ones."""
    blocks = [head]
    for number, part in enumerate(parts, 1):
        keys = {**part.keys, **{key: value for (step, key), value in changes.items() if step == number}}
        if part.heading:
            blocks.append(f"# {part.heading}")
        lines = [f"{key} = {_text(_plain(value))}" for key, value in keys.items()]
        if part.remark:
            lines[0] = f"{lines[0]:{_COLUMN}} # {part.remark}"
        blocks.append("\n".join(("[[step]]", *lines)))
    return "\n\n".join(blocks) + "\n"


def _plain(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value
