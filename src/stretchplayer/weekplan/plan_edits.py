"""Puts entries into the text of a plan and takes them out; everything else in it stays as it is written."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from stretchplayer.editing.toml_text import content_length, newline_of, regions, remarks_above
from stretchplayer.phrases import week_words as words
from stretchplayer.routine import quoting


class NewEntry(Struct, frozen=True, kw_only=True):
    """An entry as somebody asks for it, in the words of the file; what is None or empty is left out."""

    routine: tuple[str, ...]
    on: str = ""
    cue: str = ""
    at: str = ""
    short: bool = False
    minutes: float | None = None
    fallback: tuple[str, ...] = ()


def with_entry(text: str, entry: NewEntry, today: date) -> str:
    """The text of a plan with one more entry at its end, from `today` on; "" is a plan that is not there yet."""
    text = text or words.STARTER
    names = [quoting.text(each) for each in entry.routine]
    rows = [("routine", names[0] if len(names) == 1 else f"[{', '.join(names)}]")]
    days = [each.strip() for each in entry.on.split(",") if each.strip()]
    rows += [("on", quoting.text(days[0]) if len(days) == 1 else f"[{', '.join(map(quoting.text, days))}]")] * bool(
        days
    )
    rows += [("cue", quoting.text(entry.cue))] if entry.cue else []
    rows += [("at", quoting.text(entry.at))] if entry.at else []
    rows += [("minutes", f"{entry.minutes:g}")] if entry.minutes is not None else []
    rows += [("short", "true")] if entry.short else []
    rows += [("fallback", f"[{', '.join(map(quoting.text, entry.fallback))}]")] if entry.fallback else []
    rows += [("from", today.isoformat())]
    newline = newline_of(text)
    lines = ["", "[[entry]]", *(f"{key} = {value}" for key, value in rows), ""]
    return f"{text if text.endswith(newline) else text + newline}{newline.join(lines)}"


def without_entry(text: str, number: int) -> str:
    """The text of a plan without its entry of this number, from 1, and the remarks right above it."""
    found = [each for each in regions(text) if each.header is not None and each.names == ("entry",)]
    region = found[number - 1]
    if region.header is None:
        return text
    start = remarks_above(text, region.header.line)
    end = region.start + content_length(text[region.start : region.end])
    return f"{text[:start].rstrip()}{newline_of(text)}{text[end:]}"


def chosen(routines: Sequence[tuple[str, ...]], what: str) -> int:
    """The number, from 1, of the entry that a number or a routine means. ValueError says why there is not just one."""
    if what.isdecimal() and 0 < int(what) <= len(routines):
        return int(what)
    found = [number for number, names in enumerate(routines, 1) if what.removesuffix(".toml") in names]
    if len(found) == 1:
        return found[0]
    raise ValueError(words.which(what, found) if found else words.not_there(quoting.short(what)))
