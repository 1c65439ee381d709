"""One move in full: its figure, where it works on the body, and its words."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from stretchplayer import DISCLAIMER
from stretchplayer.app.move_facts import MoveFacts, Use, ranges
from stretchplayer.catalog.translated import things
from stretchplayer.figures.frame_timing import Instant
from stretchplayer.model.muscles import muscle_sides
from stretchplayer.model.steps import Breathe, Targeted
from stretchplayer.phrases import screen_words
from stretchplayer.text import capitalised, harmless
from stretchplayer.translation import gettext
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.body_map_view import BodyMap
from stretchplayer.tui.widgets.figure_view import FigureView, scene_of
from stretchplayer.tui.widgets.routine_preview import CUT

Passage = tuple[str, str]
"""A style, and the text that has it."""
_WAITING: Final = "…"


def passages(move: MoveFacts, use: Use | None, unknown: str = "") -> Iterator[list[Passage]]:
    """The words of a move, a list for each paragraph.

    What it would `use` is not known at once; `unknown` says why it will not be.
    """
    yield [("bold $primary", move.title)]
    yield [("dim", " · ".join(part for part in (move.kind, move.dose, move.position) if part))]
    if move.purpose:
        yield [("", gettext("For: {purpose}").format(purpose=move.purpose))]
    yield from ([("$warning", f"{CUT} {capitalised(line)}")] for line in (use.cut if use else ()))
    if unknown:
        yield [("$warning", unknown)]
    elif use is None:
        yield [("dim", _WAITING)]
    else:
        yield from ([("$accent", capitalised(line))] for line in use.budgets)
    yield [("", move.how)]
    if move.caution:
        yield [("bold $warning", gettext("Take care: ")), ("", move.caution)]
    if move.not_for:
        yield [("bold $warning", gettext("Not done ")), ("", move.not_for)]
    yield []
    labelled = (
        (gettext("What you feel: "), move.feel),
        (gettext("Easier: "), move.easier),
        (gettext("Common mistake: "), move.mistake),
    )
    yield from ([("bold", label), ("", text)] for label, text in labelled if text)
    yield []
    yield [("", screen_words.needs(things(move.needs)))]
    if use is not None:
        yield from ([("", line)] for line in ranges(move.step, use.plan.bounds, use.plan.profile))
    yield from ([("dim", gettext("Source: {source}").format(source=source))] for source in move.sources)
    yield [("dim", gettext(DISCLAIMER))]


class Passages(Words):
    """Words in several styles."""

    def show(self, parts: Iterable[list[Passage]]) -> None:
        content = Content("\n").join(
            Content.assemble(*((harmless(text), style) for style, text in part)) for part in parts
        )
        if content.plain != self.text:
            self.text = content.plain
            self.update(content)


class MoveDetail(Vertical):
    """Shows one move at a time: its words at once, its figure and what it would use with `look_closer`."""

    def __init__(self, clock: Callable[[], float], further: str) -> None:
        """`further` is the key that scrolls the words."""
        super().__init__(id="detail")
        self._clock = clock
        self._further = further
        self._words = Passages(id="of-move")
        self._pane = VerticalScroll(self._words, id="words", can_focus=False)
        self._more = Words(id="more")
        self._figure = FigureView(clock, id="figure")
        self._map = BodyMap(id="map")
        self._move: MoveFacts | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="drawing"):
            yield self._figure
            yield self._map
        yield self._pane
        yield self._more

    def on_mount(self) -> None:
        self.watch(self._pane, "scroll_y", self._hint, init=False)
        self.watch(self._pane, "virtual_size", self._hint, init=False)

    def on_resize(self) -> None:
        self.call_after_refresh(self._hint)

    def show(self, move: MoveFacts | None) -> None:
        """Show the words of a move."""
        if move != self._move:
            self._move = move
            self._words.show(passages(move, None) if move else [])
            self.begin()

    def look_closer(self, use: Use | None, unknown: str = "") -> None:
        """Show what else there is of the move: what it would use, its figure, its muscles."""
        move = self._move
        self._map.marks = {}
        if move is None:
            self._figure.follow(None, None, self._clock())
            return
        self._words.show(passages(move, use, unknown))
        sides = move.step.sides if isinstance(move.step, Targeted) else None
        self._map.marks = dict.fromkeys(muscle_sides(move.muscles, sides), 1.0)
        phase = "work" if isinstance(move.step, Breathe) else "prepare"
        self._figure.follow(scene_of(move.step), Instant(move.step, phase, 0.0), self._clock())

    def begin(self) -> None:
        """Go back to the first of the words."""
        self._pane.scroll_home(animate=False)

    def scroll(self, by: int) -> None:
        """Scroll the words by a screenful, up where `by` is negative."""
        if by > 0:
            self._pane.scroll_page_down(animate=False)
        else:
            self._pane.scroll_page_up(animate=False)

    def _hint(self) -> None:
        left = self._pane.max_scroll_y - self._pane.scroll_offset.y
        self._more.say(gettext("▼ more: {further}").format(further=self._further) if left > 0 else "")
