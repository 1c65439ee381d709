"""What the library shows of one routine: what is in it, and what today's limits would take away."""

from collections.abc import Sequence
from itertools import zip_longest

from msgspec import Struct
from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.steps import Step
from stretchplayer.tui.charts.text_layout import clipped, wrapped
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.figure_view import FigureView, first_scene

CUT = "✂"
"""Stands before a dose that is less than the file asks for; the words below say why."""


class StepLine(Struct, frozen=True):
    """One step: its number with a dot, its name, and what is to be done of it today."""

    number: str
    name: str
    dose: str


class Preview(Struct, frozen=True, kw_only=True):
    """The texts of the preview; an empty one is not shown. `cut` is a short form of `today`.

    `marks` are the muscles that the routine works on, each with its share of the most that one of them gets; `shows`
    are the steps that a figure is looked for in.
    """

    title: str
    facts: str = ""
    cut: str = ""
    summary: str = ""
    audience: str = ""
    needs: str = ""
    steps: tuple[StepLine, ...] = ()
    today: str = ""
    sources: str = ""
    disclaimer: str = ""
    marks: tuple[tuple[MuscleSide, float], ...] = ()
    shows: tuple[Step, ...] = ()


BLANK = Preview(title="")


def rows(steps: Sequence[StepLine], width: int) -> list[tuple[str, str]]:
    """The steps in rows of `width` cells: name and padding, then the dose.

    A dose stands beside the name where both fit, and below it where they do not.
    """
    found: list[tuple[str, str]] = []
    numbers = max((len(step.number) for step in steps), default=0) + 1
    for step in steps:
        names = wrapped(step.name, max(1, width - numbers)) or [""]
        lines = [f"{number:{numbers}}{name}" for number, name in zip_longest([step.number], names, fillvalue="")]
        if step.dose and cell_len(lines[-1]) + 2 + cell_len(step.dose) > width:
            lines.append("")
        dosed = clipped(step.dose, width)
        last = lines.pop()
        found += [(line, "") for line in lines]
        found.append((last + " " * (width - cell_len(last) - cell_len(dosed)), dosed))
    return found


_ABOVE = ("title", "facts", "cut", "summary", "audience", "needs")
_BELOW = ("today", "sources", "disclaimer")


class Steps(Widget):
    """The steps, one below the other, doses at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[StepLine, ...] = ()

    def show(self, steps: tuple[StepLine, ...]) -> None:
        if steps != self._steps:
            self._steps = steps
            self.display = bool(steps)
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        return len(rows(self._steps, width))

    def render(self) -> Content:
        width = self.size.width
        parts = ((left, (right, _style(right))) for left, right in rows(self._steps, width))
        return Content("\n").join(Content.assemble(left, right) for left, right in parts)


def _style(dose: str) -> str:
    return "$warning" if dose.startswith(CUT) else "dim"


class PreviewPane(VerticalScroll):
    """One routine at a time, from its title down to the disclaimer."""

    def __init__(self) -> None:
        super().__init__(id="preview")
        self._shown = BLANK
        self._words = {name: Words(id=f"of-{name}") for name in (*_ABOVE, *_BELOW)}
        self._steps = Steps()
        self._figure = FigureView(lambda: 0.0, id="figure")

    def show(self, preview: Preview) -> None:
        if preview == self._shown:
            return
        if preview.title != self._shown.title:
            self.scroll_home(animate=False)
        self._shown = preview
        for name, words in self._words.items():
            text = getattr(preview, name)
            words.display = bool(text)
            words.say(text, layout=True)
        self._steps.show(preview.steps)
        scene = first_scene(preview.shows)
        self._figure.set_class(scene is None, "-undrawn")
        if not self.children:
            # Only now: the list is there earlier without these.
            above, below = ([self._words[name] for name in names] for names in (_ABOVE, _BELOW))
            self.mount(*above, self._figure, self._steps, *below)
        self._figure.pose(scene)
        self._figure.refresh(layout=True)
