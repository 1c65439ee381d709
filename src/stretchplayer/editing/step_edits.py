"""Edits of a routine's text as a form makes them: each takes a text and gives the next, and changes nothing else in it.

Remarks, order and spacing stay. A step that is moved, copied or removed takes the remarks right above it along. Every
edit raises EditRefused, with a sentence for the user, where it would lose something or mean nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import tomlkit
from tomlkit.exceptions import TOMLKitError

from stretchplayer.editing.formatting import format_text, named_kind
from stretchplayer.editing.key_edits import (
    EditRefused,
    Values,
    key_text,
    literal,
    no_such_step,
    with_values,
)
from stretchplayer.editing.keys import TOP_ORDER, step_order
from stretchplayer.editing.outline import Block, Outline, StepPath, number_of
from stretchplayer.editing.toml_text import Header, content_length, headers, newline_of, remarks_above, remarks_in
from stretchplayer.model.steps import DEEPEST
from stretchplayer.routine.fields import DEFAULTS
from stretchplayer.routine.toml_source import scan
from stretchplayer.translation import gettext, to_translate

_OPENING: Final = re.compile(r"[ \t]*\[{1,2}[ \t]*")
_FIRST: Final = re.compile(r"""\A(?:step|"step"|'step')[ \t]*\.[ \t]*""")
"""The first of the names in a header, up to the next."""


class Edited(NamedTuple):
    """The text after an edit, and the path of the step that the edit was about (None where there is none left)."""

    text: str
    path: StepPath | None


def set_values(text: str, path: StepPath, values: Values) -> Edited:
    """Give the step at `path` these values for its own keys."""
    text, outline = _outlined(text)
    block = step_at(outline, path)
    part = text[block.keys : block.keys_end]
    for table in _tables(outline, block):
        name = table.names[len(path)]
        if name in values:
            message = gettext("{name} stands in a table of its own in step {number}: change it in the text").format(
                name=name, number=block.number
            )
            raise EditRefused(message)
    order = step_order(named_kind({**block.values, **values}))
    changed = with_values(part, values, order, text[block.header : block.keys], newline_of(text))
    return Edited(f"{text[: block.keys]}{changed}{text[block.keys_end :]}", path)


def set_top(text: str, values: Values) -> str:
    """Give the keys at the top of the file (title, summary, tags, …) these values."""
    outline = Outline(text)
    first = outline.headers[0].start if outline.headers else len(text)
    return f"{with_values(text[:first], values, TOP_ORDER, newline=newline_of(text))}{text[first:]}"


def set_defaults(text: str, values: Values) -> str:
    """Give the keys under `[defaults]` these values; the table is made above the first step where there is none."""
    text = _ended(text)
    outline = Outline(text)
    header = next((each for each in outline.headers if each.names == ("defaults",)), None)
    if header is None:
        if all(value is None for value in values.values()):
            return text
        newline = newline_of(text)
        first = remarks_above(text, outline.headers[0].start) if outline.headers else len(text)
        table = _table("[defaults]", values).replace("\n", newline)
        return f"{text[:first]}{table}{newline * 2}{text[first:]}"
    after = next((each.start for each in outline.headers if each.start > header.start), len(text))
    end = header.end + content_length(text[header.end : after])
    line, keys = text[header.start : header.end], text[header.end : end]
    changed = with_values(keys, values, tuple(DEFAULTS), line, newline_of(text))
    return f"{text[: header.end]}{changed}{text[end:]}"


def new_step(values: Values) -> str:
    """A step with these values as text, to be put in by `add`."""
    return _table("[[step]]", values)


def _table(header: str, values: Values) -> str:
    keys = (f"{key_text(key)} = {literal(value)}\n" for key, value in values.items() if value is not None)
    return format_text(f"{header}\n{''.join(keys)}").rstrip("\n")


def add(text: str, after: StepPath | None, step: str) -> Edited:
    """Put the text of a step behind the one at `after`, on its level; before all others without one."""
    text, outline = _outlined(text)
    newline = newline_of(text)
    step = step.strip("\r\n").replace("\n", newline)
    if not outline.steps:
        place = len(text.rstrip())
        return Edited(f"{text[:place]}{newline * 2 if place else ''}{step}{newline}", (0,))
    if after is None:
        return Edited(_before(text, outline.steps[0].start, step, newline), (0,))
    block = step_at(outline, after)
    step = _nested(step, len(after) - 1)
    return Edited(_behind(text, block.end, step, newline), (*after[:-1], after[-1] + 1))


def remove(text: str, path: StepPath) -> Edited:
    """Take the step at `path` out, with the remarks right above it; a group of which nothing is left goes as well."""
    text, outline = _outlined(text)
    while len(path) > 1 and len(outline.siblings(path)) == 1:
        path = path[:-1]
    if len(outline.steps) == 1 and len(path) == 1:
        message = gettext("this is the only step: add another one first, a routine needs at least one")
        raise EditRefused(message)
    block = step_at(outline, path)
    after = text
    # A table of the file that stands in a group stays; only the steps around it go.
    for start, end in reversed(_parts(outline, block)):
        after = _cut(after, start, end)
    left = len(outline.siblings(path)) - 1
    return Edited(after, (*path[:-1], min(path[-1], left - 1)) if left else path[:-1] or None)


def copy(text: str, path: StepPath) -> Edited:
    """Put a copy of the step at `path` behind it, with its remarks."""
    text, outline = _outlined(text)
    block = step_at(outline, path)
    _must_be_whole(outline, to_translate("copy them"), block)
    copied = text[block.start : block.end].rstrip("\r\n")
    return Edited(_behind(text, block.end, copied, newline_of(text)), (*path[:-1], path[-1] + 1))


def move(text: str, path: StepPath, by: int) -> Edited:
    """Move the step one place down (`by` 1) or up (-1); it goes into a group that it meets, and out at its edges."""
    text, outline = _outlined(text)
    block, beside = step_at(outline, path), outline.siblings(path)
    other = path[-1] + by
    if not 0 <= other < len(beside):
        return _out(text, outline, block, by)
    _must_be_whole(outline, to_translate("move them"), block)
    neighbour = beside[other]
    depth = max(len(each.path) - len(path) for each in _all(block)) + (1 if block.is_group else 0)
    if neighbour.inner and not block.is_group and len(path) + depth <= DEEPEST:
        return _into(text, block, neighbour, by)
    _must_be_whole(outline, to_translate("move them"), neighbour)
    first, second = (block, neighbour) if by > 0 else (neighbour, block)
    one, two = text[first.start : first.end], text[second.start : second.end]
    between = text[first.end : second.start]
    if not two.endswith("\n"):
        one, two = one.rstrip("\r\n"), f"{two}{newline_of(text)}"
    return Edited(f"{text[: first.start]}{two}{between}{one}{text[second.end :]}", (*path[:-1], other))


def move_to(text: str, path: StepPath, number: int) -> Edited:
    """Move the step to the place of its neighbour with a number, counted from 0; it goes into no group."""
    text, outline = _outlined(text)
    block = step_at(outline, path)
    if number == path[-1]:
        return Edited(text, path)
    other = step_at(outline, (*path[:-1], number))
    _must_be_whole(outline, to_translate("move them"), block)
    moved, newline = text[block.start : block.end].rstrip("\r\n"), newline_of(text)
    if number > path[-1]:
        return Edited(_cut(_behind(text, other.end, moved, newline), block.start, block.end), other.path)
    return Edited(_before(_cut(text, block.start, block.end), other.start, moved, newline), other.path)


def group(text: str, paths: Sequence[StepPath], repeat: int = 2) -> Edited:
    """Put neighbouring steps into a group that is played `repeat` times."""
    text, outline = _outlined(text)
    first, last = step_at(outline, paths[0]), step_at(outline, paths[-1])
    if first.path[:-1] != last.path[:-1]:
        message = gettext("only steps beside each other can be grouped")
        raise EditRefused(message)
    chosen = outline.siblings(first.path)[first.path[-1] : last.path[-1] + 1]
    depth = max(len(inner.path) + inner.is_group for block in chosen for inner in _all(block))
    if depth > DEEPEST:
        message = gettext("groups can stand in each other at most {deep} deep").format(deep=DEEPEST)
        raise EditRefused(message)
    _must_be_whole(outline, to_translate("group them"), first, last)
    newline, above = newline_of(text), len(first.path) - 1
    header = _nested(f"[[step]]{newline}repeat = {repeat}", above)
    inside = _nested(text[first.start : last.end], 1)
    made = f"{header}{newline * 2}{inside}"
    return Edited(f"{text[: first.start]}{made}{text[last.end :]}", first.path)


def dissolve(text: str, path: StepPath) -> Edited:
    """Put the steps of the group at `path` in its place, once each; its remarks stay."""
    text, outline = _outlined(text)
    block = step_at(outline, path)
    if not block.inner:
        message = gettext("step {number} is no group").format(number=block.number)
        raise EditRefused(message)
    if any(header.start < block.inner[0].start for header in _foreign(outline, block, block)):
        message = gettext("another table of the file stands above the steps of this group: take them apart in the text")
        raise EditRefused(message)
    if tables := _tables(outline, block):
        message = gettext("{name} stands in a table of its own in this group: take it apart in the text").format(
            name=tables[0].names[len(path)]
        )
        raise EditRefused(message)
    if block.values.get("enabled") is False:
        # What was not played with the group is not played without it.
        for number in reversed(range(len(block.inner))):
            text = _off(text, (*path, number))
        outline = Outline(text)
        block = outline.at(path)
    inside = text[block.inner[0].start : block.end]
    newline = newline_of(text)
    kept = "".join(f"{each}{newline}" for each in remarks_in(text[block.start : block.inner[0].start]))
    return Edited(f"{text[: block.start]}{kept}{_shallower(inside)}{text[block.end :]}", path)


def switch(text: str, path: StepPath) -> Edited:
    """Leave the step out for now, or take it in again."""
    text, outline = _outlined(text)
    off = step_at(outline, path).values.get("enabled") is False
    return set_values(text, path, {"enabled": None if off else False})


def _off(text: str, path: StepPath) -> str:
    return set_values(text, path, {"enabled": False}).text


def unfold(text: str) -> str:
    """The same routine with each step below a header of its own, where its steps stand in a list."""
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        message = gettext("the steps stand in a list that cannot be read yet: mend it in the text first")
        raise EditRefused(message) from error
    steps = document.unwrap().get("step")
    remarks = _remarks_in_lists(text)
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        message = gettext("the steps stand in a list that cannot be read yet: mend it in the text first")
        raise EditRefused(message)
    document.remove("step")
    top = tomlkit.dumps(document).rstrip()
    written = "\n\n".join(_written(step, 1) for step in steps)
    return "\n\n".join(part for part in (top, "\n".join(remarks), written) if part) + "\n"


def _written(step: Mapping[str, Any], depth: int) -> str:
    own = {key: value for key, value in step.items() if key != "step" or not isinstance(value, list)}
    inner = step["step"] if isinstance(step.get("step"), list) else []
    parts = [_nested(new_step(own), depth - 1), *(_written(each, depth + 1) for each in inner)]
    return "\n\n".join(parts)


def _remarks_in_lists(text: str) -> list[str]:
    """The remarks inside of the lists of steps, which have no place of their own once the lists are gone."""
    node = scan(text).children.get("step")
    if node is None or node.value is None:
        return []
    return remarks_in(text[node.value : node.end] if node.end is not None else text[node.value :])


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + newline_of(text)


def _outlined(text: str) -> tuple[str, Outline]:
    """The text with its last line ended and its steps below headers, and its outline."""
    text = _ended(text)
    outline = Outline(text)
    if outline.in_a_list:
        text = unfold(text)
        outline = Outline(text)
    return text, outline


def step_at(outline: Outline, path: StepPath) -> Block:
    """The step at a path. EditRefused where there is none."""
    try:
        return outline.at(path)
    except KeyError:
        raise no_such_step(number_of(path), len(outline.steps)) from None


def _all(block: Block) -> list[Block]:
    return [block, *(each for inner in block.inner for each in _all(inner))]


def _tables(outline: Outline, block: Block) -> list[Header]:
    """The headers of a step's own tables: `[step.figure]`."""
    depth = len(block.path)
    inside = [header for header in outline.headers if block.keys <= header.start < block.end]
    return [header for header in inside if header.is_table_of_step(depth)]


def _foreign(outline: Outline, first: Block, last: Block) -> list[Header]:
    """The headers of tables that belong to the file and stand among these steps: `[move.x]`."""
    inside = [header for header in outline.headers if first.start <= header.start < last.end]
    return [header for header in inside if header.names[:1] != ("step",)]


def _must_be_whole(outline: Outline, what: str, first: Block, last: Block | None = None) -> None:
    """EditRefused where something else stands between the begin of a block and its end, or that of the last."""
    foreign = _foreign(outline, first, last or first)
    if foreign:
        name = ".".join(foreign[0].names)
        message = gettext(
            "[{name}] stands among these steps: {what} in the text, or put it above all steps first"
        ).format(name=name, what=gettext(what))
        raise EditRefused(message)


def _behind(text: str, end: int, step: str, newline: str) -> str:
    """A step's text, a blank line below what ends at `end`."""
    before = text[:end] if text[:end].endswith("\n") else f"{text[:end]}{newline}"
    return f"{before}{newline}{step}{newline}{text[end:]}"


def _before(text: str, start: int, step: str, newline: str) -> str:
    return f"{text[:start]}{step}{newline * 2}{text[start:]}"


def _parts(outline: Outline, block: Block) -> list[tuple[int, int]]:
    """From where to where the text is a block's own."""
    if not _foreign(outline, block, block):
        return [(block.start, block.end)]
    return [
        outline.part(index)
        for index, header in enumerate(outline.headers)
        if block.start <= header.start < block.end and header.names[:1] == ("step",)
    ]


def _cut(text: str, start: int, end: int) -> str:
    """The text without a part; of the blank lines around it, those that belong to what stays."""
    before, after = text[:start], text[end:]
    if not after.strip():
        return f"{before.rstrip()}{newline_of(text)}" if before.strip() else after
    if not before.strip() or before.endswith(("\n\n", "\r\n\r\n")):
        after = re.sub(r"\A(?:[ \t]*\r?\n)+", "", after)
    return f"{before}{after}"


def _out(text: str, outline: Outline, block: Block, by: int) -> Edited:
    """Move a step out of its group, above or below it."""
    path = block.path
    if len(path) == 1:
        message = gettext("this is the last step already") if by > 0 else gettext("this is the first step already")
        raise EditRefused(message)
    around = outline.at(path[:-1])
    newline, place = newline_of(text), around.path[-1] + (1 if by > 0 else 0)
    if len(around.inner) == 1:
        # Nothing would be left of the group.
        return dissolve(text, around.path)._replace(path=around.path)
    _must_be_whole(outline, to_translate("move them"), block)
    if around.values.get("enabled") is False:
        text = _off(text, path)
        outline = Outline(text)
        block, around = outline.at(path), outline.at(path[:-1])
    moved = _shallower(text[block.start : block.end]).rstrip("\r\n")
    if by > 0:
        changed = _cut(_behind(text, around.end, moved, newline), block.start, block.end)
    else:
        changed = _before(_cut(text, block.start, block.end), around.start, moved, newline)
    return Edited(changed, (*around.path[:-1], place))


def _into(text: str, block: Block, neighbour: Block, by: int) -> Edited:
    """Move a step into the group beside it, as its first or last one."""
    moved = _nested(text[block.start : block.end], 1).rstrip("\r\n")
    newline = newline_of(text)
    if by > 0:
        changed = _cut(_before(text, neighbour.inner[0].start, moved, newline), block.start, block.end)
        return Edited(changed, (*block.path, 0))
    changed = _behind(_cut(text, block.start, block.end), neighbour.end, moved, newline)
    return Edited(changed, (*neighbour.path, len(neighbour.inner)))


def _nested(part: str, by: int) -> str:
    """A part with all its headers of steps `by` levels deeper."""
    return _headers_replaced(part, lambda name: f"{'step.' * by}{name}")


def _shallower(part: str) -> str:
    return _headers_replaced(part, lambda name: _FIRST.sub("", name))


def _headers_replaced(part: str, renamed: Callable[[str], str]) -> str:
    """A part with other names in all its headers of steps; what follows a name on its line goes through as well."""
    for header in reversed(headers(part)):
        if header.names[:1] == ("step",):
            name = _OPENING.match(part, header.start, header.end)
            at = name.end() if name is not None else header.start
            part = f"{part[:at]}{renamed(part[at : header.end])}{part[header.end :]}"
    return part
