"""The self-tests: how to measure, with a figure, and a field for each value."""

from collections.abc import Iterable

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from stretchplayer.app.move_facts import facts
from stretchplayer.app.self_tests import TESTS, UNWARMED, SelfTest, lines, no_length, read_cm, side_label
from stretchplayer.model.muscles import Side
from stretchplayer.problems import Unreadable
from stretchplayer.store import Measurement, StoreFailed
from stretchplayer.translation import Number, gettext, to_translate
from stretchplayer.tui.page_keys import MEASURE
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.figure_view import FigureView, scene_of


class MeasurePage(Page[bool], commands=MEASURE):
    """Takes the values; dismissed with whether any was kept."""

    HEADING = to_translate("Self-tests")

    def content(self) -> Iterable[Widget]:
        with VerticalScroll(id="all", can_focus=False):
            yield Words(gettext(UNWARMED), classes="text")
            for test in TESTS:
                yield Words(gettext(test.name), classes="title")
                with Horizontal(classes="test"):
                    yield FigureView(lambda: 0.0, id=f"figure-{test.key}")
                    with Vertical(classes="how"):
                        yield Words(gettext(test.how), classes="text")
                        for side in test.sides:
                            with Horizontal(classes="value"):
                                yield Words(f"{_label(test, side)}:", classes="label")
                                yield Input(id=_id(test, side), compact=True)
                source = gettext("A change of up to {error:g} cm may be the measuring itself ({source}).")
                yield Words(source.format(error=Number(test.error), source=test.source), classes="note")
            try:
                found = "\n".join(lines(self.context.store.measurements()))
            except StoreFailed as error:
                found = str(error)
            yield Words(found, id="measured", classes="text")

    def on_mount(self) -> None:
        for test in TESTS:
            self.query_one(f"#figure-{test.key}", FigureView).pose(scene_of(facts(test.move).step))
        self.query(Input).first().focus()

    def unkept(self) -> bool:
        return any(field.value.strip() for field in self.query(Input))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next field; from the last one, keep all."""
        event.stop()
        fields = [*self.query(Input)]
        after = fields.index(event.input) + 1
        if after < len(fields):
            fields[after].focus()
        else:
            self.action_keep()

    def action_keep(self) -> None:
        """Keep what was typed; nothing is kept while one of the values is no length."""
        at, measured = self.context.clock.wall(), []
        for test in TESTS:
            for side in test.sides:
                field = self.query_one(f"#{_id(test, side)}", Input)
                if not field.value.strip():
                    continue
                cm = read_cm(field.value, test)
                if cm is None:
                    field.focus()
                    self.tell(no_length(test), bad=True)
                    return
                measured.append(Measurement(at=at, test=test.key, side=side, cm=cm))
        if not measured:
            self.tell(gettext("Type at least one value."), bad=True)
            return
        with self.telling_errors():
            self.context.store.measure(measured)
            try:
                # Who measures once wants to be offered it again.
                if not self.context.settings.self_tests:
                    self.context.choose("self_tests", value=True)
            except Unreadable as error:
                self.app.notify(str(error), severity="warning")
            self.dismiss(result=True)


def _id(test: SelfTest, side: Side) -> str:
    return f"{test.key}-{side}"


def _label(test: SelfTest, side: Side) -> str:
    return ", ".join(each for each in (side_label(side), gettext("cm")) if each) or test.name
