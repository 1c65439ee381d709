"""What mends a line that is no TOML: quotes, brackets, signs, and a key that is there twice."""

import re
from collections.abc import Iterator
from typing import Final

import tomli

from stretchplayer.editing.cursor_place import place, table_here
from stretchplayer.editing.keys import usual_value
from stretchplayer.editing.legible import legible
from stretchplayer.editing.outline import Outline
from stretchplayer.editing.toml_text import (
    header,
    headers,
    line_end,
    line_span,
    newline_of,
    region_at,
    regions,
    statements_of,
    unquoted,
)
from stretchplayer.routine import quoting
from stretchplayer.routine.reader import read

Change = tuple[str, int, int, str]
_STRAIGHT: Final = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\xab\xbb", '"') | dict.fromkeys("\u2018\u2019\u201a", "'")
)
_KEY_VALUE: Final = re.compile(r"(?P<key>\s*[A-Za-z][A-Za-z0-9_.-]*)(?:\s*(?P<mark>[:=])\s*|\s+|$)(?P<value>.*)$")
_LONGEST: Final = 2000
_WORDS: Final = {"true": "true", "false": "false", "yes": "true", "no": "false", "on": "true", "off": "false"}
_DECIMAL_COMMA: Final = re.compile(r"-?[0-9]+,[0-9]+").fullmatch


def syntax_fixes(text: str, line: int, column: int) -> Iterator[Change]:
    """What mends the line; each makes a whole statement or header of it. Line and column count from 0."""
    start, end = line_span(text, line)
    shown = text[start:end].removesuffix("\r")
    if text.startswith("\ufeff"):
        yield "remove the byte order mark", 0, 1, ""
        return
    twice = list(_twice(text, start, start + column))
    if twice:
        yield from twice
        return
    if len(shown) > _LONGEST or not shown.replace("\t", " ").isprintable() or (_is_whole(shown) and shown.strip()):
        # Nothing is wrong with this line by itself, or what is wrong cannot be seen.
        return
    done, unknown = set(), []
    for label, repaired in _mended(shown, _usual(text, line)):
        if repaired != shown and repaired not in done and _is_whole(repaired):
            done.add(repaired)
            right, known = right_line(text, line, repaired)
            if not right:
                continue
            change = label if right == repaired else f"write {_said(right, repaired)}", start, start + len(shown), right
            if known:
                yield change
            else:
                unknown.append(change)
    if unknown:
        # A key that is not there stays one, whatever its value: what leaves nothing wrong comes first.
        yield "make it a remark", start, start + len(shown), f"# {shown}"
        yield from unknown
    if not done:
        yield from _unclosed(text, line)


def right_line(text: str, line: int, repaired: str) -> tuple[str, bool]:
    """A line that is TOML, with its key spelt right and a value that the key takes; and whether the key is known.

    "" where it is not known what may be written. What is no TOML elsewhere does not count.
    """
    text = _alone(text, line)
    start, end = line_span(text, line)
    for _ in range(3):
        changed = Outline(f"{text[:start]}{repaired}{text[end:]}")
        if any(each.at >= start and not changed.text.count("\n", start, each.at) for each in changed.mistakes()):
            return "", False
        found = read(legible(changed).encode(errors="replace"), "x.toml", identified=False).problems
        here = [each for each in found if each.line == line + 1 and each.severity == "error"]
        statements = statements_of(repaired, regions(repaired)[0]).statements
        table = place(text, line, 0)
        strange = bool(statements) and statements[0].key not in table_here(text, line, table).fields
        unknown = next((each for each in here if each.about == "key" and strange), None)
        if unknown is not None:
            key = _spelling(unknown.write)
            if not key or key in table.values:
                return repaired, False
            repaired = f"{repaired[: statements[0].at]}{key}{repaired[statements[0].key_end :]}"
            continue
        wrong = [each for each in here if each.about == "value"]
        if not wrong:
            return repaired, True
        value = statements[0]
        if len(wrong) > 1 or not wrong[0].write or wrong[0].column - 1 != value.value_at:
            return "", True
        repaired = f"{repaired[: value.value_at]}{wrong[0].write[0]}{repaired[value.end :]}"
    return "", True


def _alone(text: str, line: int) -> str:
    """A text with blank lines in the place of the steps that a line is not in: a long one is read for each key."""
    at, end = line_span(text, line)
    parts, after = [], 0
    for block in Outline(text).steps:
        if not block.inner and (block.own_end < at or block.start > end) and block.start >= after:
            parts += [text[after : block.start], "\n" * text.count("\n", block.start, block.own_end)]
            after = block.own_end
    return "".join((*parts, text[after:]))


def _spelling(write: tuple[str, ...]) -> str:
    """The key that is meant by one that is not there; "" where none is near."""
    return next((each for each in write if re.fullmatch(r"[a-z_]+", each)), "")


def _said(right: str, repaired: str) -> str:
    """What a label shows of a line: its value, or all of it where its key is another one."""
    return _value(right) if right.partition("=")[0] == repaired.partition("=")[0] else quoting.short(right.strip(), 40)


def _value(line: str) -> str:
    """The value of a line, as a label shows it."""
    found = statements_of(line, regions(line)[0]).statements[0]
    return quoting.short(line[found.value_at : found.end], 40)


def _is_whole(line: str) -> bool:
    """Whether a line is TOML by itself."""
    try:
        tomli.loads(line)
    except (tomli.TOMLDecodeError, RecursionError, ValueError):
        return False
    return True


def _mended(line: str, usual: str) -> Iterator[tuple[str, str]]:
    straight = line.translate(_STRAIGHT)
    yield "straight quotes", straight
    if line.lstrip().startswith("["):
        yield from _brackets(straight)
        return
    found = _KEY_VALUE.match(straight)
    if found is None:
        return
    key, value, remark = found["key"], found["value"].rstrip(), ""
    if "#" in value and value[:1] not in ('"', "'"):
        value, _, remark = value.partition("#")
        value, remark = value.rstrip(), f"  #{remark}"
    label = "write =" if found["mark"] != "=" else ""
    yield label or "straight quotes", f"{key} = {value}{remark}"
    if not _is_whole(f"{key} = {value}"):
        for each in (*_values(value), *((usual,) if usual and not value else ())):
            yield f"write {quoting.short(each, 40)}", f"{key} = {each}{remark}"
    if not found["mark"] or not value:
        # Words without a value: a remark is what they can be.
        yield "make it a remark", f"# {line}"


def _usual(text: str, line: int) -> str:
    """What the key of a line usually has; "" where nothing is usual."""
    here = place(text, line, 0)
    if not here.key:
        return ""
    table = table_here(text, line, here)
    return usual_value(table.sort, table.kind, here.key)


def _values(value: str) -> Iterator[str]:
    """The value as it may be meant."""
    if not value:
        return
    word = _WORDS.get(value.casefold())
    if word:
        yield word
    if _DECIMAL_COMMA(value):
        yield value.replace(",", ".")
    if value.endswith((",", ";")):
        yield value[:-1].rstrip()
        yield from _values(value[:-1].rstrip())
        return
    if value[0] in "\"'":
        body = unquoted(value)
        yield f"{value}{value[0]}"
        if "\\" in body and "'" not in body:
            yield f"'{body}'"
        yield quoting.text(body.replace("\\", "/") if "\\" in body else body)
    elif value[0] == "[":
        yield from _lists(value)
    elif value[0] == "{":
        yield f"{value} }}"
    else:
        yield quoting.text(value.strip("\"'"))


def _lists(value: str) -> Iterator[str]:
    """A list with its bracket, its commas and its quotes."""
    yield f"{value}]"
    if "{" in value:
        return
    items = [each or other for each, other in re.findall(r"""["']([^"'\n]*)["']?|([^\s,\[\]"']+)""", value)]
    written = [each if re.fullmatch(r"-?[0-9.]+", each) else quoting.text(each) for each in items]
    yield f"[{', '.join(written)}]"
    if len(written) == 1:
        # The bracket itself was the slip.
        yield written[0]


def _brackets(line: str) -> Iterator[tuple[str, str]]:
    """A header with as many brackets at its end as at its beginning."""
    found = re.match(r"(\s*)(\[{1,3})\s*([^\[\]#]*?)\s*(\]{0,3})\s*(#.*)?$", line)
    if found is None:
        return
    indent, _, name, _, remark = found.groups()
    name = name.strip()
    listed = set(name.split(".")) == {"step"} or name.endswith("through")
    opens, closes = ("[[", "]]") if listed else ("[", "]")
    header_line = f"{opens}{name}{closes}"
    yield f"write {header_line}", f"{indent}{header_line}{'  ' + remark if remark else ''}"


def _twice(text: str, line_at: int, at: int) -> Iterator[Change]:
    """Remove a key that its table has already; make a list of tables that are written as one."""
    here = header(text, line_at)
    if here is not None:
        alike = [each for each in headers(text) if each.names == here.names]
        wrong = [each for each in alike if not each.repeated]
        if here.is_step and _is_whole(text[line_at : line_end(text, line_at)]) and wrong and len(alike) > 1:
            name = f"[[{'.'.join(here.names)}]]"
            first, end = wrong[0].line, line_end(text, wrong[-1].line)
            changed = text[first:end]
            for each in reversed(wrong):
                changed = f"{changed[: each.line - first]}{name}{changed[line_end(text, each.line) - first :]}"
            yield f"write {name}", first, end, changed
        return
    table = statements_of(text, region_at(regions(text), line_at))
    for statement in table.statements:
        earlier = (other.key for other in table.statements if other.at < statement.at)
        if statement.at <= at <= statement.end and statement.key in earlier:
            end = line_end(text, line_at)
            whole = not text[line_at : statement.at].strip() and not text[statement.end : end].strip()
            if whole and "\n" not in text[statement.at : statement.end]:
                above = text[:line_at].rstrip("\r\n").count("\n") + 1 < text[:line_at].count("\n")
                if above and (step := _step_around(text, line_at)):
                    yield f"put {step} above it", line_at, line_at, f"{step}{newline_of(text[line_at : end + 1])}"
                yield f"remove the second `{statement.key}`", line_at, min(end + 1, len(text)), ""


def _step_around(text: str, at: int) -> str:
    """The header of the step that a line stands in, as it is written; "" where it stands in none."""
    around = region_at(regions(text), at).header
    return f"[[{'.'.join(around.names)}]]" if around is not None and around.is_step and around.repeated else ""


def _unclosed(text: str, line: int) -> Iterator[Change]:
    """Close a list that was opened in a line above, where the reader noticed it only here."""
    for above in range(line - 1, max(-1, line - 3), -1):
        start, end = line_span(text, above)
        shown = text[start:end].removesuffix("\r")
        if "[" in shown and "=" in shown and not _is_whole(shown):
            for label, repaired in _mended(shown, ""):
                if _is_whole(repaired) and (right := right_line(text, above, repaired)[0]):
                    yield label, start, start + len(shown), right
                    return
