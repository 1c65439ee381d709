"""Help for what is at the cursor in the text of a routine: a key with its limits, a move, a muscle, a header."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from stretchplayer.caps.limits import LIMITS
from stretchplayer.catalog import moves as bundled_moves
from stretchplayer.catalog import muscle, target_name
from stretchplayer.editing.cursor_place import Place, TableHere, place, table_here
from stretchplayer.editing.keys import default, form, limit_lines, limits_of, said, words_of
from stretchplayer.editing.toml_text import line_span, unquoted
from stretchplayer.model.muscles import GROUPS, MUSCLES
from stretchplayer.model.steps import STEP_TYPES
from stretchplayer.routine.fields import OF_KIND, kinds_with, target_keys

_TABLES: Final[Mapping[tuple[str, ...], str]] = {
    (
        "step",
    ): "A step. The lines below it belong to it. It has a `move` or a `kind`; or `repeat`, with its steps below.",
    ("defaults",): "Lengths for all steps that give none of their own.",
    ("sound",): "What the routine sounds like.",
    ("limits",): "Limits of the routine's own. They only bind tighter than those that always hold.",
}
_GROUP: Final = "A step of the group above: it is played in each of its rounds."
_MOVE: Final = "A move of this file, with the keys of a step; steps name it as `move`."
_FIGURE: Final = "How the step is done, as a small body in two poses or more."
_MOST_WORDS: Final = 16


class Help(NamedTuple):
    """What is at the cursor: a title, and paragraphs about it."""

    title: str
    text: str


def help_at(text: str, line: int, column: int) -> Help | None:
    """Help for what is at the cursor; line and column count from 0. None where nothing is known about it."""
    here = place(text, line, column)
    if here.where == "header":
        return _table(here.names)
    if here.where == "remark":
        return Help("Remark", "What stands behind # is a remark: for people only.")
    if not here.key:
        return _table(here.names) if here.names else None
    table = table_here(text, line, here)
    if here.where in ("value", "text"):
        line_at, _ = line_span(text, line)
        written = unquoted(text[line_at + here.start : line_at + here.end])
        found_help = _value(here, written)
        if found_help is not None:
            return found_help
    return _key(here, table)


def _table(names: tuple[str, ...]) -> Help | None:
    if "figure" in names:
        return Help(f"[{'.'.join(names)}]", _FIGURE)
    if names[:1] == ("move",) and len(names) > 1:
        return Help(f"[move.{names[1]}]", _MOVE)
    if set(names) == {"step"}:
        return Help(f"[[{'.'.join(names)}]]", _TABLES["step",] if len(names) == 1 else _GROUP)
    return Help(f"[{names[0]}]", _TABLES[names[:1]]) if names[:1] in _TABLES else None


def _value(here: Place, written: str) -> Help | None:
    if here.key in ("move", "instead"):
        move = bundled_moves().get(written)
        if move is not None:
            step = move.step
            parts = (step.get("how", ""), f"Feel: {move.feel}", f"Mistake: {move.mistake}", f"Easier: {move.easier}")
            return Help(
                f"{step.get('name', written)} ({step.get('kind', '')})", "\n".join(each for each in parts if each)
            )
    if here.key == "target":
        return _muscle(written)
    if here.key == "kind" and written in OF_KIND:
        model = next(each for each in STEP_TYPES if each.kind == written)
        return Help(f'kind = "{written}"', (model.__doc__ or "").strip())
    return None


def _muscle(written: str) -> Help | None:
    keys = target_keys(written) if written else ()
    if not keys:
        return None
    known = written in GROUPS or written in MUSCLES
    title = f"{written}: {target_name(written)}" if known else written
    lines = [f"{key}: {target_name(key)}" for key in keys if key != written]
    lines += [note for key in keys if (note := muscle(key).caution)] if len(keys) == 1 else []
    return Help(title, "\n".join(lines))


def _key(here: Place, table: TableHere) -> Help | None:
    if table.sort == "limits":
        name = ".".join((*here.names[1:], here.key))
        limit = LIMITS.get(name)
        return None if limit is None else Help(name, f"{limit_lines(limit)}\n{limit.ruled}".strip())
    field = table.fields.get(here.key)
    if field is None:
        kinds = ", ".join(kinds_with(here.key)) if table.sort in ("step", "move") else ""
        return Help(here.key, f"A step of this kind has no such key. These kinds have it: {kinds}.") if kinds else None
    return Help(here.key, "\n".join(_about(here.key, table)))


def _about(key: str, table: TableHere) -> Iterator[str]:
    field = table.fields[key]
    sentence = said(table.sort, table.kind, field)
    needed = field.required and key not in table.base and (table.kind or table.sort == "top")
    yield f"{sentence} Needed." if needed else sentence
    if form(field):
        yield f"Write {form(field)}."
    words = [word for word, _ in words_of(table.kind, field)]
    if words:
        yield f"One of: {', '.join(words[:_MOST_WORDS])}{', …' if len(words) > _MOST_WORDS else ''}."
    if key in table.base:
        yield f"The move has {_shown(table.base[key])}."
    elif default(field):
        yield f"Without it: {default(field)}."
    elif key in ("prepare", "rest"):
        yield "Without it: that of [defaults]."
    for limit in limits_of(table.sort, table.kind, key):
        yield limit_lines(limit)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
