"""The commands of a page in columns: keys, name, and what it does, over as many rows as that needs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rich.cells import cell_len

from stretchplayer.tui.cells import clipped, wrapped
from stretchplayer.tui.commands import ANYWHERE, COMMANDS, Command
from stretchplayer.tui.key_names import shown

_GAP: Final = 2
_LEAST: Final = 30
"""Cells that the sentences need at least to stand beside the names."""
MANUAL: Final = (
    "In the shell, `stretchplayer --help` lists all commands, and `stretchplayer play --help` tells all about one of "
    "them. The manual is the folder docs of the project; it begins with docs/index.md."
)


def page_name(commands: Sequence[Command]) -> str:
    """What the page with these commands is called; "This page" where the table does not say."""
    found = (name for name, listed in COMMANDS.items() if tuple(listed) == tuple(commands))
    return next(found, "This page").replace("Other pages", "This page")


def sections(here: Sequence[Command]) -> list[tuple[str, tuple[Command, ...]]]:
    """The commands of the page, and those that hold everywhere."""
    found = [(page_name(here), tuple(here))] if here else []
    return [*found, ("Everywhere", ANYWHERE)]


def widths(commands: Iterable[Command], keymap: Mapping[str, str]) -> tuple[int, int]:
    """Cells of the columns of keys and of names."""
    listed = list(commands)
    return (
        max((cell_len(shown(each, keymap)) for each in listed), default=0),
        max((cell_len(each.label) for each in listed), default=0),
    )


def help_row(command: Command, keymap: Mapping[str, str], columns: tuple[int, int], width: int) -> str:
    """One command in `width` cells; its sentence stands below where there is no room beside."""
    left = columns[0] + columns[1] + 2 * _GAP
    gap = " " * _GAP
    head = f"{_padded(shown(command, keymap), columns[0])}{gap}{_padded(command.label, columns[1])}"
    if width - left >= _LEAST:
        first, *more = wrapped(command.help, width - left) or [""]
        return "\n".join((f"{head}{gap}{first}", *(" " * left + line for line in more)))
    return "\n".join((clipped(head.rstrip(), width), *(gap + line for line in wrapped(command.help, width - _GAP))))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))
