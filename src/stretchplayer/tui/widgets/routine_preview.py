"""What the library shows of one routine: what is in it, and what today's limits would take away."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest

from msgspec import Struct
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from stretchplayer.app.checking import words
from stretchplayer.caps import Plan, Verdict
from stretchplayer.catalog import disclaimer
from stretchplayer.model.duration import spoken
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import Routine, audience, needs, worked
from stretchplayer.model.steps import AnyStep, Group
from stretchplayer.problems import Problem
from stretchplayer.timeline import dose
from stretchplayer.tui.charts.text_layout import clipped, wrapped
from stretchplayer.tui.widgets.basics import Words

CUT = "✂"
"""Stands before a dose that is less than the file asks for; the words below say why."""
_RANGE = 3
"""From so many steps in a row on, the first and the last are named."""


class StepLine(Struct, frozen=True):
    """One step: its number with a dot, its name, and what is to be done of it today."""

    number: str
    name: str
    dose: str


class Preview(Struct, frozen=True, kw_only=True):
    """Words; what is empty is not shown. `cut` says in short what `today` tells in full.

    `marks` are the muscles it works on.
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
    marks: tuple[MuscleSide, ...] = ()


BLANK = Preview(title="")


def of_routine(routine: Routine, plan: Plan, *, yours: bool, unknown: str = "") -> Preview:
    """A routine, and what `plan` makes of it; `unknown` says why that is not what holds today, where it is not."""
    needed = needs(routine)
    facts = [spoken(plan.seconds) if plan.playable else "", "yours" if yours else "", ", ".join(routine.tags)]
    return Preview(
        title=routine.title,
        facts=" · ".join(part for part in facts if part),
        cut="" if unknown else _cut(plan),
        summary=" ".join(routine.summary.split()),
        audience="\n".join(audience(routine)),
        needs=f"You need: {', '.join(needed)}." if needed else "You need nothing else.",
        steps=tuple(_steps(routine.step, "", plan)),
        today=unknown or "\n".join(_verdicts(plan)),
        sources="\n".join(f"Source: {source}" for source in routine.source),
        disclaimer=disclaimer(),
        marks=worked(routine.step),
    )


def of_problems(file: str, told: Iterable[str]) -> Preview:
    """A file that cannot be played, by its name."""
    return Preview(title=file, facts="This file cannot be played yet.", today="\n\n".join(told))


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Where in its file each problem is, and what it is."""
    return [
        f"Line {each.line}, column {each.column}: {f'step {each.step}: ' if each.step else ''}{each.message}"
        for each in problems
    ]


def rows(steps: Sequence[StepLine], width: int) -> list[tuple[str, str]]:
    """The steps in rows of `width` cells: what stands at the left, filled up with spaces, and the dose at its right.

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


def _steps(steps: tuple[AnyStep, ...], above: str, plan: Plan) -> Iterable[StepLine]:
    for number, step in enumerate(steps, 1):
        path = f"{above}{number}"
        if isinstance(step, Group):
            yield StepLine(f"{path}.", f"{step.repeat} times:", "")
            yield from _steps(step.step, f"{path}.", plan)
        else:
            yield StepLine(f"{path}.", step.name or "", _dose(path, plan))


def _dose(path: str, plan: Plan) -> str:
    cut = {each.action for each in plan.verdicts if each.path == path} & {"trimmed", "withheld"}
    text = dose(path, plan.segments)
    if not cut:
        return text
    return f"{CUT} {text}" if text else f"{CUT} not today"


def _cut(plan: Plan) -> str:
    if not plan.playable:
        return f"{CUT} Nothing of this may be played now; the reasons stand below."
    count = len({each.path for each in plan.verdicts if each.action != "warn" and each.path})
    if not count:
        return ""
    return f"{CUT} Less today in {count} step{'' if count == 1 else 's'}; the reasons stand below."


def _verdicts(plan: Plan) -> list[str]:
    """Each reason once, with the steps that it is about."""
    about: dict[str, list[str]] = {}
    for each in plan.verdicts:
        about.setdefault(_reason(each), []).append(each.path or "")
    return [f"• {_named([path for path in paths if path])}{reason}" for reason, paths in about.items()]


def _reason(verdict: Verdict) -> str:
    text = words(verdict)
    return text if verdict.path else f"{text[:1].upper()}{text[1:]}"


def _named(paths: list[str]) -> str:
    """The steps in words, as in "Steps 3, 5 and 7: "; "" where the whole session is meant."""
    each = list(dict.fromkeys(paths))
    if not each:
        return ""
    if len(each) == 1:
        return f"Step {each[0]}: "
    numbers = [int(path) for path in each if path.isdecimal()]
    if len(numbers) == len(each) >= _RANGE and all(after == before + 1 for before, after in pairwise(numbers)):
        return f"Steps {each[0]} to {each[-1]}: "
    return f"Steps {', '.join(each[:-1])} and {each[-1]}: "


_ABOVE = ("title", "facts", "cut", "summary", "audience", "needs")
_BELOW = ("today", "sources", "disclaimer")


class Steps(Widget):
    """The steps, one below the other, doses at the right."""

    DEFAULT_CSS = "Steps { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[StepLine, ...] = ()

    def show(self, steps: tuple[StepLine, ...]) -> None:
        """Let it read these."""
        if steps != self._steps:
            self._steps = steps
            self.display = bool(steps)
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """As many rows as the steps need in this width."""
        return len(rows(self._steps, width))

    def render(self) -> Content:
        """The rows; what has been cut stands out."""
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

    def compose(self) -> ComposeResult:
        """A place for each thing that can be told."""
        for name in _ABOVE:
            yield Words(id=f"of-{name}")
        yield Steps()
        for name in _BELOW:
            yield Words(id=f"of-{name}")

    def on_mount(self) -> None:
        """Empty at first."""
        for name in (*_ABOVE, *_BELOW):
            self.query_one(f"#of-{name}").display = False

    def show(self, preview: Preview) -> None:
        """Let it tell this."""
        if preview == self._shown:
            return
        if preview.title != self._shown.title:
            self.scroll_home(animate=False)
        self._shown = preview
        for name in (*_ABOVE, *_BELOW):
            words, text = self.query_one(f"#of-{name}", Words), getattr(preview, name)
            words.display = bool(text)
            words.say(text, layout=True)
        self.query_one(Steps).show(preview.steps)
