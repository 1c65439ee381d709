"""Which keys a command has now, how they are written, and which two commands of a page want the same one."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from textual.binding import Binding
from textual.keys import format_key

from stretchplayer.plain.keys import latin
from stretchplayer.tui.commands import ANYWHERE, COMMANDS, Command

_PLAINLY: Final = {"escape": "esc", "enter": "enter", "backspace": "backspace", "delete": "del"}
_EVERYWHERE: Final = "Anywhere"
_NAMES: Final = {"]": "right_square_bracket", ";": "semicolon"}
"""What Textual calls those that are no letters among the keys of other layouts."""


def keys_of(command: Command, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """Its keys by Textual's names, as the configuration has them."""
    keys = keymap.get(command.name, command.keys)
    return tuple(each.key for each in Binding.make_bindings([Binding(keys, command.action)]))


def meant(key: str, known: Collection[str]) -> str:
    """The key among the `known` ones that was meant by `key`: the same, in the other case, or at the same place.

    Where there is none, its place on a Latin keyboard.
    """
    *modifiers, last = key.split("+")
    last = ";" if last == "semicolon" else last
    if key in known or len(last) != 1:
        return key
    here = latin(last)
    ways = ["+".join((*modifiers, _NAMES.get(way, way))) for way in (here, last.lower(), last.upper(), here.upper())]
    return next((way for way in ways if way in known), ways[0])


def written(key: str) -> str:
    """A key as people write it: "space", "ctrl+s", "?", "→"."""
    *modifiers, last = key.split("+")
    return "+".join((*modifiers, _PLAINLY.get(last) or format_key(last)))


def shown(command: Command, keymap: Mapping[str, str]) -> str:
    """All its keys, side by side."""
    return " ".join(map(written, keys_of(command, keymap)))


def with_keys(label: str, name: str, keymap: Mapping[str, str]) -> str:
    """A label for the mouse with the keys of the command `name` behind it: "Keep (ctrl+s)"."""
    command = next(each for commands in COMMANDS.values() for each in commands if each.name == name)
    return f"{label} ({shown(command, keymap)})"


def faults(keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every command of the configuration whose key cannot work, with what is wrong."""
    for name in unknown(keymap):
        near = get_close_matches(name.replace("_", "-"), sorted(_names()), 1)
        yield name, f"no command is called `{name}`, so it has no key{f'; did you mean `{near[0]}`?' if near else ''}"
    yield from clashes(keymap)


def clashes(keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A command and a sentence for each key given to it that another one on the same page has as well."""
    for page, commands in COMMANDS.items():
        owners: dict[str, list[Command]] = {}
        everywhere = () if page == _EVERYWHERE else ANYWHERE
        for command in (*commands, *everywhere):
            for key in keys_of(command, keymap):
                owners.setdefault(key, []).append(command)
        for key, found in owners.items():
            here = [each for each in found if page == _EVERYWHERE or each not in ANYWHERE]
            given = [each.name for each in found if each.name in keymap]
            if len(found) > 1 and here and given:
                names = " and ".join(f"{each.label} ({each.name})" for each in found)
                yield given[0], f"{page}: {written(key)} is the key of {names}; only one of them can have it"


def unknown(keymap: Mapping[str, str]) -> list[str]:
    """Names in the configuration that no command has."""
    return sorted(set(keymap) - _names())


def _names() -> set[str]:
    return {command.name for commands in COMMANDS.values() for command in commands}


def key_lines(keymap: Mapping[str, str]) -> Iterator[str]:
    """Every command by its name for the configuration, with its keys beside it; a heading above each page."""
    wide = max(len(command.name) for commands in COMMANDS.values() for command in commands)
    for page, commands in COMMANDS.items():
        yield page
        for command in commands:
            yield f"  {command.name:<{wide}}  {shown(command, keymap)}"
        yield ""
