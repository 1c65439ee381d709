"""A routine in the list of the library, as words: one row, or two where there is room."""

from rich.cells import cell_len

from stretchplayer.listing import TOO_LONG, Listed
from stretchplayer.routine.quoting import plain
from stretchplayer.tui.cells import apart, clipped


def mark(each: Listed) -> str:
    """The word that tells it from a bundled routine."""
    if each.left_alone:
        return "takes too long to read" if each.problems == (TOO_LONG,) else "reading it failed"
    return "bad file" if not each.title else "yours" if each.yours else ""


def name(each: Listed) -> str:
    """Its title, or the name of a file that cannot be read."""
    return each.title or plain(f"{each.name}.toml")


def one_row(each: Listed, width: int) -> str:
    """Minutes, title and mark in one row of `width` cells."""
    minutes = f"{each.minutes:3} min" if each.title else "  –    "
    return apart(f"{minutes}  {name(each)}", mark(each), width)


def two_rows(each: Listed, width: int) -> tuple[str, str]:
    """The title in one row; minutes, mark and what is needed in the next."""
    facts = [f"{each.minutes} min"] if each.title else []
    facts += [mark(each)] if mark(each) else []
    text = " · ".join(facts)
    needed = _things(each.needs, width - cell_len(text) - 3)
    return clipped(name(each), width), clipped(f"{text} · {needed}" if needed else text, width)


def _things(needs: tuple[str, ...], width: int) -> str:
    """As many as fit; half a word is worse than none."""
    for count in range(len(needs), 0, -1):
        text = ", ".join((*needs[:count], *(["…"] if count < len(needs) else [])))
        if cell_len(text) <= width:
            return text
    return ""
