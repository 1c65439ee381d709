"""Every limit with its value, grade and source."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from stretchplayer.caps.limits import ALL_LIMITS, Limit, amount, bound, graded, limits_disclaimer, usual
from stretchplayer.tui.keymap import LIMITS as KEYS
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Words

_GROUPS: Final = MappingProxyType(
    {
        "static": "Stretching",
        "presport": "Stretching",
        "pnf": "Contract-relax",
        "dynamic": "Movement",
        "ballistic": "Movement",
        "heat": "Heat",
        "cold": "Cold",
        "massage": "Massage",
        "breath": "Breathing",
        "neck": "Neck",
        "order": "Order and pauses",
        "work": "Order and pauses",
        "bath": "Heat",
        "ice-cube": "Cold",
        "today": "Today's answers",
    }
)


def group(limit: Limit) -> str:
    """The heading that a limit stands under."""
    return _GROUPS.get(limit.id.split(".")[0], "For some people")


def grouped(words: str = "") -> dict[str, list[Limit]]:
    """The limits in which all of `words` occur, under their headings."""
    wanted = words.casefold().split()
    found: dict[str, list[Limit]] = {}
    for limit in ALL_LIMITS.values():
        text = f"{limit.id} {group(limit)} {limit.what} {limit.ruled} {limit.source}".casefold()
        if all(word in text for word in wanted):
            found.setdefault(group(limit), []).append(limit)
    return found


def short(limit: Limit) -> str:
    """The value in a few cells: "≤ 1 min", "≥ 2 h", "never"."""
    if not limit.capped:
        return "no cap"
    return "never" if limit.unit == "ban" else f"{'≥' if limit.least else '≤'} {amount(limit, limit.cap)}"


def row(limit: Limit, width: int) -> str:
    """A row of the list: the name at the left, the value at the right."""
    binds = short(limit)
    return f"{limit.id}{binds.rjust(max(len(binds) + 1, width - len(limit.id)))}"


def in_full(limit: Limit) -> Iterable[tuple[str, str]]:
    """Everything about one limit: the style of each line, and its text."""
    yield "title", f"{limit.what[:1].upper()}{limit.what[1:]}"
    yield "binds", _sentence(bound(limit)) + (" on a scale from 0 to 10" if limit.unit == "0-10" else "")
    if limit.usual:
        yield "line", f"Usual: {usual(limit)}"
    if limit.ruled:
        yield "line", _sentence(limit.ruled)
    yield "head", f"Grade {limit.grade}"
    for part, meaning in graded(limit.grade):
        yield "line", f"{part}: {meaning}"
    yield "head", "Source"
    yield "line", _sentence(limit.source)
    yield "note", f"Its name in routines and messages: {limit.id}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


_ROW = 28
"""Cells of one limit in the list."""


class LimitsPage(Page[None], commands=KEYS):
    """A list of the limits, and beside it the highlighted one in full."""

    HEADING = "Limits"

    def content(self) -> Iterable[Widget]:
        with Horizontal(id="both"):
            with Vertical(id="left"):
                yield Input(placeholder="find (/)", id="find", compact=True)
                yield OptionList(id="limits", compact=True, markup=False)
            yield VerticalScroll(id="detail")
        yield Words(limits_disclaimer(), id="disclaimer")

    def on_mount(self) -> None:
        self._fill("")
        self.query_one(OptionList).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        self.query_one(OptionList).focus()

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        detail = self.query_one("#detail", VerticalScroll)
        await detail.remove_children()
        if event.option_id is not None:
            shown = in_full(ALL_LIMITS[event.option_id])
            await detail.mount(*(Words(text, classes=f"limit-{look}") for look, text in shown))
            await detail.mount(Words(limits_disclaimer(), classes="small-print"))
            detail.scroll_home(animate=False)

    def action_find(self) -> None:
        self.query_one(Input).focus()

    def action_close(self) -> None:
        """From the search field go back to the list; from the list go back to the page below."""
        words = self.query_one(Input)
        if words.has_focus or words.value:
            words.value = ""
            self.query_one(OptionList).focus()
        else:
            self.dismiss(None)

    def _fill(self, words: str) -> None:
        found = grouped(words)
        options = []
        for heading, limits in found.items():
            options.append(Option(Content(heading), disabled=True))
            options += [Option(Content(row(limit, _ROW)), id=limit.id) for limit in limits]
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(options or [Option(Content("No limit has these words."), disabled=True)])
        listed.highlighted = 1 if options else None
