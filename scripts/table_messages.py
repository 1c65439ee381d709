"""The texts of tables that the program makes once, and translates where it shows them: the keys of the app, for one."""

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
}
"""Which arguments of which calls are texts, each with its context, by file."""
CONSTANTS: Final[dict[str, tuple[str, ...]]] = {
    "src/stretchplayer/__init__.py": ("DISCLAIMER",),
}
"""Which constants are texts, by file."""
_COMMENTS: Final = {"key": "Beside a key in the footer: short"}


def texts(path: Path, root: Path) -> Iterator[tuple[str, str, str]]:
    """Each text of one file with its context and a comment, in order of place."""
    name = path.relative_to(root).as_posix()
    tables, constants = TABLES.get(name, {}), CONSTANTS.get(name, ())
    if not tables and not constants:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(each, ast.Name) and each.id in constants for each in targets):
                yield str(node.value.value), "", ""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for place, context in tables.get(node.func.id, ()):
                given = node.args[place] if place < len(node.args) else None
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value, context, _COMMENTS.get(context, "")
