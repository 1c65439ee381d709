"""The texts of the program: those that are translated where they stand, and tables that are translated when shown."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TABLES: Final[dict[str, dict[str, tuple[tuple[int, str], ...]]]] = {
    "src/stretchplayer/tui/keymap.py": {
        "Command": ((3, "key"), (4, "")),
        "_said": ((1, "key"), (2, "")),
        "Binding": ((2, "key"),),
    },
    "src/stretchplayer/tui/page_keys.py": {"Command": ((3, "key"), (4, ""))},
}
"""Which arguments of which calls are texts, each with its context, by file."""
_ALL: Final = "*"
CONSTANTS: Final[dict[str, tuple[str, ...]]] = {
    "src/stretchplayer/__init__.py": ("DISCLAIMER",),
    "src/stretchplayer/model/steps.py": ("IN_TURN",),
    "src/stretchplayer/phrases/screen_words.py": (_ALL,),
    "src/stretchplayer/phrases/sheet_words.py": (_ALL,),
}
"""Which constants are texts, by file; all that are text, or only some."""
CALLS: Final = {
    "gettext": "text",
    "to_translate": "text",
    "pgettext": "context",
    "to_translate_in": "context",
    "ngettext": "many",
    "to_translate_many": "many",
    "count_of": "many",
}
"""The functions of stretchplayer.translation and stretchplayer.text, by what they take first."""
_COMMENTS: Final = {
    "large": "A side in letters as large as the countdown: A to Z only, six at most; shorten it with care",
    "heading": "In capitals over a session",
    "breath": "Beside the dots that count a breath or a movement; 11 characters at most",
    "step": "The name of a step that has none of its own; 60 characters at most",
    "kind of step": "In brackets behind the name of a step",
    "key": "Beside a key in the footer: short",
}


Said = str | tuple[str, str]
"""One text, or that for one thing and that for several."""


def texts(path: Path, root: Path) -> Iterator[tuple[Said, str, str]]:
    """Each text of one file with its context and a comment, in order of place.

    Babel's own reader of Python does not look into f-strings before Python 3.12.
    """
    name = path.relative_to(root).as_posix()
    tables, constants = TABLES.get(name, {}), CONSTANTS.get(name, ())
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: list[tuple[int, int, Said, str]] = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=called), args=args) if called in CALLS:
                found += [(node.lineno, node.col_offset, said, context) for said, context in _called(called, args)]
            case ast.Call(func=ast.Name(id=called), args=args) if called in tables:
                for place, context in tables[called]:
                    if (text := _text(args, place)) is not None:
                        found.append((node.lineno, node.col_offset + place, text, context))
            case (
                ast.Assign(targets=[ast.Name(id=called)], value=ast.Constant(value=str() as text))
                | ast.AnnAssign(target=ast.Name(id=called), value=ast.Constant(value=str() as text))
            ) if called in constants or _ALL in constants:
                found.append((node.lineno, node.col_offset, text, ""))
    for _, _, said, context in sorted(found, key=lambda each: each[:2]):
        yield said, context, _COMMENTS.get(context, "")


def _called(name: str, args: list[ast.expr]) -> Iterator[tuple[Said, str]]:
    given = [_text(args, place) for place in range(len(args))]
    match CALLS[name], given:
        case "text", [str() as text, *_]:
            yield text, ""
        case "context", [str() as context, str() as text, *_]:
            yield text, context
        case "many", [str() as one, str() as many, *_]:
            yield (one, many), ""
        case _:
            # What is not written there was marked where it is.
            pass


def _text(args: list[ast.expr], place: int) -> str | None:
    given = args[place] if place < len(args) else None
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else None
