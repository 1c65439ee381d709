"""The panes of the editor: the marked step with its figure and fields, and the session as a strip of time."""

import asyncio
import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from stretchplayer.app.analysis import Analysis
from stretchplayer.app.checking import words
from stretchplayer.app.instructions import lengths
from stretchplayer.caps import Plan, Profile, admit
from stretchplayer.caps.budgets import Use, uses
from stretchplayer.caps.ledger import Ledger
from stretchplayer.catalog.translated import passage
from stretchplayer.editing.keys import LENGTH_KEYS
from stretchplayer.editing.outline import StepPath
from stretchplayer.editing.plain_words import plainly
from stretchplayer.editing.step_form import FormField
from stretchplayer.figures.frame_timing import Instant
from stretchplayer.model.duration import spoken
from stretchplayer.model.muscles import MuscleSide, expand, muscle_sides
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import AnyStep, Group, Step, Targeted
from stretchplayer.phrases import screen_words
from stretchplayer.settings import Instructions
from stretchplayer.text import capitalised, harmless
from stretchplayer.timeline import Segment
from stretchplayer.translation import SOURCE, gettext, language, to_translate, to_translate_in
from stretchplayer.tui.charts.session_strip import place_row, session_strip, uses_row
from stretchplayer.tui.charts.text_layout import Ink, Rows, clipped
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.body_map_view import BodyMap
from stretchplayer.tui.widgets.drawn import Picture
from stretchplayer.tui.widgets.figure_view import FigureView, scene_of
from stretchplayer.tui.widgets.row_list import ListRow, RowList

if TYPE_CHECKING:
    from textual.timer import Timer

_RESTED: Final = 0.06
"""Seconds without another key until a figure is drawn."""
_MINUTE: Final = 60
_LABEL: Final = 14
"""Cells for the label of a field."""
NO_STEPS: Final = to_translate("No steps yet: a adds the first step.")


def step_at(routine: Routine | None, number: str) -> Step | None:
    """The step of a number, switched off or not; None for a group, and where there is none."""
    steps: tuple[AnyStep, ...] = routine.step if routine and number else ()
    found: AnyStep | None = None
    for part in number.split(".") if number else ():
        found = steps[int(part) - 1] if int(part) <= len(steps) else None
        steps = found.step if isinstance(found, Group) else ()
    return None if found is None or isinstance(found, Group) else found


class StepPane(Vertical):
    """The marked step: how it is done, what it says, and its problems or its instructions."""

    def __init__(self, clock: Callable[[], float], moved: Callable[[], None]) -> None:
        super().__init__(id="detail")
        self._clock, self._moved = clock, moved
        self._fields: tuple[FormField, ...] = ()
        self._drawn: Step | None = None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="drawing"):
            yield FigureView(self._clock, id="figure")
            yield BodyMap(id="muscle-map")
        yield RowList("fields", "edit_field", self._moved)
        with VerticalScroll(id="words", can_focus=False):
            yield Words(id="asked")
            yield Words(id="about")

    @property
    def field(self) -> FormField | None:
        """The field that is marked."""
        place = self.query_one(RowList).place
        return self._fields[place] if place < len(self._fields) else None

    def show_fields(self, fields: tuple[FormField, ...]) -> None:
        """Show these; the mark stays with its field, or with the first, which is how much of the step there is."""
        rows = self.query_one(RowList)
        key = self.field.key if self.field and rows.place else ""
        self._fields = fields
        place = next((place for place, field in enumerate(fields) if field.key == key), 0)
        caps = [_cap(field) for field in fields]
        wide = max(map(len, caps), default=0)
        rows.show([_field_row(field, cap, wide) for field, cap in zip(fields, caps, strict=True)], place)

    def show_step(
        self, analysis: Analysis | None, number: str, *, in_fields: bool, asked: str = "", today: Sequence[str] = ()
    ) -> None:
        """Show the figure and the words of the step of this number; of the routine as a whole, its problems.

        First what is asked about it, then its problems, and what `today` takes away.
        """
        step = step_at(analysis.routine, number) if analysis and number not in analysis.left_out else None
        self._draw_soon(step)
        problems = analysis.of_step(number) if analysis and number else analysis.of_file() if analysis else ()
        lines = [*(plainly(each.message) for each in problems if each.severity == "error")]
        if in_fields and self.field is not None and not (asked or lines):
            others = [plainly(each.message) for each in problems if each.severity == "limit"]
            lines = [*(today or others), _about(self.field)]
        elif step is not None:
            how, caution = (" ".join(passage(text or "").split()) for text in (step.how, step.caution))
            others = [plainly(each.message) for each in problems if each.severity != "error"]
            lines += [*(today or others), how, screen_words.take_care(caution) if caution else ""]
        if analysis is not None and not analysis.outline.steps:
            none = gettext(NO_STEPS)
            lines = [none] if analysis.only_lacks_steps else [none, *lines]
        self.set_class(bool(asked), "-asked")
        pane = self.query_one("#words", VerticalScroll)
        bad = any(each.severity == "error" for each in problems)
        pane.set_class(bad and not (analysis is not None and analysis.only_lacks_steps), "-bad")
        text = "\n".join(line for line in lines if line)
        pane.display = bool(asked or text)
        question = self.query_one("#asked", Words)
        question.display = bool(asked)
        question.say(asked, layout=True)
        self.query_one("#about", Words).say(text, layout=True)
        pane.scroll_home(animate=False)

    def _draw_soon(self, step: Step | None) -> None:
        """Draw the figure when the keys rest: the first time, that takes as long as several of them."""
        if step == self._drawn and step is not None:
            return
        self._drawn = step
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_RESTED, partial(self._draw, step))

    @property
    def is_drawn(self) -> bool:
        """Whether the figure is that of the marked step."""
        return self._timer is None

    def _draw(self, step: Step | None) -> None:
        self._timer = None
        scene = None if step is None else scene_of(step)
        marks: tuple[MuscleSide, ...] = ()
        if scene is not None and isinstance(step, Targeted):
            marks = muscle_sides(expand(step.target), step.sides)
        self.query_one("#drawing").set_class(scene is None, "-nothing")
        instant = None if step is None else Instant(step, "prepare", 0.0)
        self.query_one(FigureView).follow(scene, instant, self._clock())
        self.query_one(BodyMap).marks = dict.fromkeys(marks, 1.0)


def _cap(field: FormField) -> str:
    found = field.most
    for said, sign in ((gettext("at most {amount}"), "≤ "), (gettext("at least {amount}"), "≥ ")):
        found = found.replace(said.partition("{")[0], sign)
    return found


def _field_row(field: FormField, cap: str, wide: int) -> ListRow:
    """A field as a row: its label and its value; at the right what is usual, and the cap in a column of `wide` cells.

    Without room for both there is only the cap, or what is usual where there is none.
    """
    mark = " " if field.given == "step" or not field.text else "·"
    usual = _short(field.usual)
    # Where it would stand right behind the value, what is usual goes to the end of the row.
    both = f"{usual}  {cap:>{wide}}" if usual and cap else f" {usual}  {'':{wide}}" if usual else cap
    return ListRow(f"{field.label:<{_LABEL}}{mark}{_shown(field)}", (both, cap or usual, ""))


def _shown(field: FormField) -> str:
    """The value of a field; a long time in minutes as well."""
    if field.key in LENGTH_KEYS and field.text.isdecimal() and float(field.text) > _MINUTE:
        return f"{field.text} ({spoken(float(field.text))})"
    return field.text


def _short(usual: str) -> str:
    """A range in few cells: "10 s to 30 s" is "10–30 s"."""
    before, between, after = re.split(r"\{\w+\}", gettext("{least} to {most}"))
    low, _, high = usual.removeprefix(before).removesuffix(after).partition(between)
    if not high:
        return usual
    number, _, unit = low.partition(" ")
    return f"{number}–{high}" if high.endswith((f" {unit}", f" {unit}s")) else f"{low}–{high}"


def _about(field: FormField) -> str:
    """What a field is, and where its value comes from."""
    origin = {
        "move": gettext("as in the move: what you type here wins"),
        "defaults": gettext("as for the whole routine"),
        "step": gettext("set here: empty it to have what is usual"),
        "": "",
    }[field.given if field.text else ""]
    usual = gettext("usual {usual}").format(usual=field.usual) if field.usual else ""
    bounds = ", ".join(part for part in (usual, field.most) if part)
    parts = (field.about, f"{capitalised(bounds)}." if bounds else "", f"({origin})" if origin else "")
    return " ".join(part for part in parts if part)


class TypedValue(Input):
    """A value while it is being typed; the footer says how it is taken, and how it is left as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", to_translate_in("key", "Take")),
        Binding("escape", "screen.close", to_translate_in("key", "Leave")),
    ]


class Entry(Vertical):
    """One field while it is being typed."""

    def __init__(self) -> None:
        super().__init__(id="entry")
        self._own = self._shown = ""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Words(id="label")
            value = TypedValue(id="value", compact=True, select_on_focus=False)
            value.cursor_blink = False
            yield value
        yield Words(id="hint")

    about: tuple[StepPath | None, str] | None = None
    before = ""

    def open(
        self, label: str, text: str, hint: str, *, begun: bool, about: tuple[StepPath | None, str] | None = None
    ) -> None:
        """Ask for a value: one that is `begun` with `text`, or another in its place; `about` is what it is for."""
        self.about, self.before = about, "" if begun else text
        self.query_one("#label", Words).say(f"{label}:", layout=True)
        self.remove_class("-bad")
        said = f"{hint} {gettext('enter takes it, esc leaves it as it was.')}"
        self.query_one("#hint", Words).say(said.strip(), layout=True)
        field = self.query_one(Input)
        # What would steer the terminal is shown as an escape, and is itself again if nothing is typed.
        self._own, self._shown = text, harmless(text)
        field.value = self._shown
        field.cursor_position = len(self._shown)
        if not begun:
            field.select_all()
        self.add_class("-open")
        self.screen.set_focus(field)

    @property
    def text(self) -> str:
        """What was typed."""
        value = self.query_one(Input).value
        return self._own if value == self._shown else value

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that was not taken yet."""
        return self.has_class("-open") and self.text != self._own

    def go_on(self, text: str) -> None:
        """Put more behind what was typed so far."""
        field = self.query_one(Input)
        field.value += text
        field.cursor_position = len(field.value)

    def refuse(self, why: str) -> None:
        """Say why what was typed cannot be taken, and let it be typed on."""
        self.query_one("#hint", Words).say(why, layout=True)
        self.add_class("-bad")

    def close(self) -> None:
        """Hide it, if it is open."""
        self.about = None
        self.remove_class("-open", "-bad")


class SessionPane(Vertical):
    """What the whole routine comes to today: when what is done, how long it takes, what the muscles get."""

    def __init__(self) -> None:
        super().__init__(id="session")
        self._plan: Plan | None = None
        self._uses: tuple[Use, ...] = ()
        self._here = ""
        self._why = ""
        self.length = ""
        """How long it is, in words."""

    def compose(self) -> ComposeResult:
        yield Picture(self._strip)
        yield Picture(self._muscles)

    def clear(self, why: str = "") -> None:
        """There is nothing that could be played: say why."""
        self._plan, self._uses, self.length, self._why = None, (), "", why
        self._redraw()

    async def judge(
        self, routine: Routine, profile: Profile, ledger: Ledger, now: float, instructions: Instructions
    ) -> None:
        """Work out what may be played of a routine by this person now, beside the keys."""

        def work() -> tuple[Plan, str, tuple[Use, ...]]:
            plan = admit(routine, profile, ledger, now)
            length = screen_words.lengths(plan.seconds, *lengths(plan, instructions)) if plan.playable else ""
            return plan, length, uses(plan)

        plan, self.length, self._uses = await asyncio.to_thread(work)
        self._plan, self._why = plan, "" if plan.playable else f"{gettext(screen_words.NOTHING_NOW)}."
        if self.is_attached and self.children:
            self._redraw()

    def today(self, number: str) -> list[str]:
        """What today's limits take away of the step of this number, and why."""
        verdicts = [each for each in self._plan.verdicts if each.path == number] if self._plan else []
        found = [each for each in verdicts if each.action != "warn"]
        said = [plainly(words(each)) for each in found]
        if language() == SOURCE:
            said = [f"{each[:1].lower()}{each[1:]}" for each in said]
        return [gettext("Today: {what}").format(what=each) for each in said]

    @property
    def cut(self) -> frozenset[str]:
        """The numbers of the steps of which today's limits take something away."""
        verdicts = self._plan.verdicts if self._plan else ()
        return frozenset(each.path for each in verdicts if each.action != "warn" and each.path)

    def point(self, number: str) -> None:
        """Show where in the session the step of this number is."""
        if number != self._here:
            self._here = number
            self._redraw()

    def _redraw(self) -> None:
        for picture, draw in zip(self.query(Picture), (self._strip, self._muscles), strict=True):
            picture.redraw(draw)

    def _strip(self, width: int) -> Rows:
        segments = self._plan.segments if self._plan else ()
        return (session_strip(segments, width, self._here), place_row(segments, width, self._here))

    def _muscles(self, width: int) -> Rows:
        if self._plan is None or self._why:
            return ((Ink(clipped(self._why, width), "muted"),),)
        mine = [each for each in self._plan.segments if each.path == self._here or _inside(each.path, self._here)]
        return (uses_row(self._uses, width, _distinct(mine)),)


def _inside(path: str, number: str) -> bool:
    return bool(number) and path.startswith(f"{number}.")


def _distinct(segments: Sequence[Segment]) -> list[MuscleSide]:
    loads = chain.from_iterable(each.loads for each in segments)
    return [*dict.fromkeys(loads)]
