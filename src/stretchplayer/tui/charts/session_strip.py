"""A session as a strip of time: what is done when, and where in it a step is."""

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from stretchplayer.caps.budgets import Use
from stretchplayer.catalog import side_name
from stretchplayer.model.duration import spoken
from stretchplayer.timeline import Segment
from stretchplayer.translation import gettext
from stretchplayer.tui.charts.text_layout import Ink, Row, clipped

_TONES: Final = {"heat": ("▓", "nearly"), "cold": ("▒", "before")}
_WORK: Final = ("█", "bar")
_BETWEEN: Final = ("░", "rest")
_HERE: Final = ("█", "today")
_NEARLY: Final = 0.8


def session_strip(segments: Sequence[Segment], width: int, here: str = "") -> Row:
    """The session in `width` cells, each as what lasts longest in it; the step of the number `here` stands out."""
    total = segments[-1].end if segments else 0.0
    if not total or width <= 0:
        return (Ink(" " * max(0, width)),)
    cells: list[tuple[str, str]] = []
    index = 0
    for cell in range(width):
        start, end = cell * total / width, (cell + 1) * total / width
        while index + 1 < len(segments) and segments[index].end <= start:
            index += 1
        lasting: dict[tuple[str, str], float] = {}
        look = index
        while look < len(segments) and segments[look].start < end:
            mark, share = _mark(segments[look], here), min(end, segments[look].end) - max(start, segments[look].start)
            lasting[mark] = lasting.get(mark, 0.0) + share
            look += 1
        cells.append(max(lasting, key=lambda mark: lasting[mark]) if lasting else _BETWEEN)
    row: list[Ink] = []
    for text, tone in cells:
        if row and row[-1].tone == tone and row[-1].text[-1] == text:
            row[-1] = Ink(row[-1].text + text, tone)
        else:
            row.append(Ink(text, tone))
    return tuple(row)


def _mark(segment: Segment, here: str) -> tuple[str, str]:
    if not segment.works:
        return _BETWEEN
    if here and (segment.path == here or segment.path.startswith(f"{here}.")):
        return _HERE
    return _TONES.get(segment.kind, _WORK)


def place_row(segments: Sequence[Segment], width: int, here: str) -> Row:
    """A mark below the strip where the step is, with the time at which it begins."""
    mine = [each for each in segments if each.path == here or each.path.startswith(f"{here}.")] if here else []
    total = segments[-1].end if segments else 0.0
    if not mine or not total:
        return (Ink(" " * max(0, width)),)
    at = min(width - 1, int(mine[0].start / total * width))
    last = max(at, min(width - 1, int(mine[-1].end / total * width - 0.01)))
    line = f"└{'─' * (last - at - 1)}┘" if last > at else "▲"
    words = (
        " "
        + gettext("from {start}, {length}").format(
            start=spoken(mine[0].start), length=spoken(mine[-1].end - mine[0].start)
        )
        if mine[0].start
        else ""
    )
    words = words or " " + gettext("the first {length}").format(length=spoken(mine[-1].end))
    left = at + len(line) + cell_len(words) > width
    text = f"{words[1:]} {line}".rjust(at + len(line)) if left else f"{' ' * at}{line}{words}"
    return (Ink(clipped(text, width), "today"),)


def uses_row(uses: Sequence[Use], width: int, muscles: Sequence[tuple[str, str]] = ()) -> Row:
    """What the session asks of the muscles of a step, against what they may have; then what is nearly used up."""
    chosen = [each for each in uses if (each.muscle, each.side) in muscles]
    others = sorted(
        (each for each in uses if each not in chosen and each.share >= _NEARLY), key=lambda each: -each.share
    )
    row: list[Ink] = []
    room = width
    for each in (*chosen, *others):
        text = gettext("{muscle} {seconds:.0f} of {allowed:.0f} s").format(
            muscle=side_name(each.muscle, each.side), seconds=each.seconds, allowed=each.allowed
        )
        word = f" {gettext('full')}" if each.share >= 1 else ""
        gap = " · " if row else ""
        if cell_len(gap + text + word) > room:
            if row and room >= 2:  # noqa: PLR2004 - a space and the dots
                row.append(Ink(" …", "muted"))
            break
        row.append(Ink(f"{gap}{text}{word}", "full" if each.share >= 1 else "plain" if each in chosen else "muted"))
        room -= cell_len(gap + text + word)
    return tuple(row)
