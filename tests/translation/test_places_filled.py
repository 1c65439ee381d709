"""Each text of the program is filled in with just the places that it has."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import stretchplayer

SOURCE = Path(stretchplayer.__file__).parent
TEXTS = {"gettext": (0,), "pgettext": (1,), "ngettext": (0, 1)}


def filled(code: str) -> Iterator[tuple[int, str, set[str], set[str]]]:
    """Where a text is filled in: the line, the text, the places that it has, and those that are given."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Call(func=ast.Name(id=name), args=texts), attr="format"), keywords=given
            ) if name in TEXTS and not any(each.arg is None for each in given):
                for place in TEXTS[name]:
                    text = texts[place]
                    if isinstance(text, ast.Constant):
                        fields = {field for _, field, _, _ in Formatter().parse(str(text.value)) if field is not None}
                        yield node.lineno, str(text.value), fields, {str(each.arg) for each in given}


def test_each_place_is_filled_in() -> None:
    wrong = [
        f"{path.name}:{line}: {text}"
        for path in SOURCE.rglob("*.py")
        for line, text, has, given in filled(path.read_text(encoding="utf-8"))
        if has - {""} != given
    ]
    assert wrong == []
