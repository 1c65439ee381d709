"""Every limit with its value, grade and source."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from rich.cells import cell_len
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from stretchplayer.caps.limits import (
    ALL_LIMITS,
    Limit,
    amount,
    bound,
    grade_of,
    graded,
    limits_disclaimer,
    ruled_of,
    usual,
    what_of,
)
from stretchplayer.text import capitalised
from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.keymap import LIMITS as KEYS
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Words

_GROUPS: Final = MappingProxyType(
    {
        "static": to_translate("Stretching"),
        "presport": to_translate("Stretching"),
        "pnf": to_translate("Contract-relax"),
        "dynamic": to_translate("Movement"),
        "ballistic": to_translate("Movement"),
        "heat": to_translate("Heat"),
        "cold": to_translate("Cold"),
        "massage": to_translate("Massage"),
        "breath": to_translate("Breathing"),
        "neck": to_translate("Neck"),
        "order": to_translate("Order and pauses"),
        "work": to_translate("Order and pauses"),
        "bath": to_translate("Heat"),
        "ice-cube": to_translate("Cold"),
        "today": to_translate("Today's answers"),
    }
)


def group(limit: Limit) -> str:
    """The heading that a limit stands under."""
    return gettext(_GROUPS.get(limit.id.split(".")[0], to_translate("For some people")))


def grouped(words: str = "") -> dict[str, list[Limit]]:
    """The limits in which all of `words` occur, under their headings."""
    wanted = words.casefold().split()
    found: dict[str, list[Limit]] = {}
    for limit in ALL_LIMITS.values():
        said = f"{what_of(limit)} {ruled_of(limit)} {limit.what} {limit.ruled}"
        text = f"{limit.id} {group(limit)} {said} {limit.source}".casefold()
        if all(word in text for word in wanted):
            found.setdefault(group(limit), []).append(limit)
    return found


def short(limit: Limit) -> str:
    """The value in a few cells: "≤ 1 min", "≥ 2 h", "never"."""
    if not limit.capped:
        return gettext("no cap")
    return gettext("never") if limit.unit == "ban" else f"{'≥' if limit.least else '≤'} {amount(limit, limit.cap)}"


def row(limit: Limit, width: int) -> str:
    """A row of the list: the name at the left, the value at the right."""
    binds = short(limit)
    return f"{limit.id}{binds.rjust(max(cell_len(binds) + 1, width - len(limit.id)))}"


def in_full(limit: Limit) -> Iterable[tuple[str, str]]:
    """Everything about one limit: the style of each line, and its text."""
    yield "title", capitalised(what_of(limit))
    binds = capitalised(bound(limit))
    on_scale = gettext("{bound} on a scale from 0 to 10").format(bound=binds)
    yield "binds", on_scale if limit.unit == "0-10" else binds
    if limit.usual:
        yield "line", gettext("Usual: {usual}").format(usual=usual(limit))
    if limit.ruled:
        yield "line", capitalised(ruled_of(limit))
    yield "head", gettext("Grade {grade}").format(grade=grade_of(limit))
    for part, meaning in graded(limit.grade):
        yield "line", f"{part}: {meaning}"
    yield "head", gettext("Source")
    yield "line", capitalised(limit.source)
    yield "note", gettext("Its name in routines and messages: {id}").format(id=limit.id)


_ROW = 28
"""Cells of one limit in the list."""


class LimitsPage(Page[None], commands=KEYS):
    """A list of the limits, and beside it the highlighted one in full."""

    HEADING = to_translate("Limits")
    _words = ""

    def content(self) -> Iterable[Widget]:
        with Horizontal(id="both"):
            with Vertical(id="left"):
                yield Input(placeholder=gettext("find (/)"), id="find", compact=True)
                yield OptionList(id="limits", compact=True, markup=False)
            yield VerticalScroll(id="detail")
        yield Words(limits_disclaimer(), id="disclaimer")

    def on_mount(self) -> None:
        self._fill("")
        self.query_one(OptionList).focus()

    def on_input_changed(self) -> None:
        self.take_up_words()

    def take_up_words(self) -> None:
        words = self.query_one(Input).value
        if words != self._words:
            self._fill(words)

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
        self._words = words
        found = grouped(words)
        options = []
        for heading, limits in found.items():
            options.append(Option(Content(heading), disabled=True))
            options += [Option(Content(row(limit, _ROW)), id=limit.id) for limit in limits]
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(options or [Option(Content(gettext("No limit has these words.")), disabled=True)])
        listed.highlighted = 1 if options else None
