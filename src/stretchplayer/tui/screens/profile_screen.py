"""The profile and today's questions: a row for each question, and what each answer changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import ClassVar, Final

import msgspec
from msgspec import structs
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from stretchplayer import DISCLAIMER
from stretchplayer.app.answers import choice_words, part_words
from stretchplayer.caps.profile import Part, Profile, Today, binds, parts
from stretchplayer.caps.questions import PROFILE, PROFILE_EFFECTS, TODAY, TODAY_EFFECTS, Question
from stretchplayer.catalog import target_name
from stretchplayer.model.muscles import GROUP_OF, GROUPS
from stretchplayer.problems import Unreadable
from stretchplayer.text import capitalised
from stretchplayer.translation import gettext, pgettext, to_translate
from stretchplayer.tui.keymap import BY_NAME, FORM, shown
from stretchplayer.tui.screens.base import Page, Result
from stretchplayer.tui.screens.question_screen import Answer, QuestionPage, signs
from stretchplayer.tui.widgets.basics import Words, press
from stretchplayer.tui.widgets.choice import YES_OR_NO, Choice
from stretchplayer.tui.widgets.scale import Scale


class Asked(Vertical):
    """One question with the widget that answers it; up and down go to the questions around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "Question before", show=False),
        Binding("down", "app.focus_next", "Next question", show=False),
    ]

    def __init__(self, question: Question, standing: object, effect: str = "") -> None:
        super().__init__(classes=f"asked -{question.kind}")
        self.question, self._effect = question, effect
        self.answer = _widget(question, standing)
        self.before = self.answer.value

    def compose(self) -> ComposeResult:
        yield Words(gettext(self.question.text), classes="question")
        yield self.answer
        if self._effect:
            yield Words(gettext(self._effect), classes="effect")

    def reveal(self, room: int) -> None:
        """Scroll it into `room` rows, from its question on: the effect of an answer comes last."""
        self.scroll_visible(animate=False, top=self.outer_size.height > room)


def _widget(question: Question, standing: object) -> Choice | Scale:
    """What asks a question, answered with what is `standing`."""
    name = f"answer-{question.key}"
    match question.kind:
        case "yes":
            return Choice([(value, gettext(label)) for value, label in YES_OR_NO], [bool(standing)], id=name)
        case "choice":
            answers = [(choice, choice_words(choice)) for choice in question.choices]
            return Choice([*answers, (None, pgettext("answer", question.unsaid))], [standing], id=name)
        case "scale":
            return Scale(standing if isinstance(standing, int) else None, id=name)
        case _:
            areas = standing if isinstance(standing, tuple) else ()
            places = [(group, target_name(group)) for group in GROUPS]
            # A single muscle can be named in lines; here it stands beside the areas, so that it is not lost.
            places += [(area, target_name(area)) for area in areas if area in GROUP_OF and area not in GROUPS]
            places += [(place, choice_words(place)) for place in question.choices]
            return Choice(places, areas, several=True, id=name)


class FormPage(Page[Result], commands=FORM):
    """Asks `QUESTIONS`, and leaves it to `action_keep` of each page what becomes of the answers.

    `EFFECTS` says what the answers to each question change, `KEEP` is the label of the button that keeps them.
    """

    QUESTIONS: ClassVar[Sequence[Question]] = ()
    EFFECTS: ClassVar[Mapping[str, str]] = {}
    KEEP: ClassVar[str] = to_translate("Keep")

    def form(self, standing: msgspec.Struct, *above: Widget) -> Iterable[Widget]:
        """The questions, answered as is `standing`; what is `above` them scrolls along."""
        with VerticalScroll(id="questions", can_focus=False):
            yield from above
            for question in self.QUESTIONS:
                yield Asked(question, getattr(standing, question.key), self.EFFECTS[question.key])
        yield Words(gettext(DISCLAIMER), classes="disclaimer")
        with Horizontal(classes="form-keys"):
            for label, name in (
                (gettext(self.KEEP), "keep"),
                (gettext("Warning signs"), "form-signs"),
                (gettext("Back"), "discard"),
            ):
                yield press(f"{label} ({shown(BY_NAME[name], self.context.settings.keys)})", BY_NAME[name].action)

    def unkept(self) -> bool:
        return any(asked.answer.value != asked.before for asked in self.query(Asked))

    def answers(self) -> dict[str, object]:
        """The answers as they are now, by the key of the question."""
        return {asked.question.key: asked.answer.value for asked in self.query(Asked)}

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's
        """Scroll to a whole question when the keys go there; a click moves nothing from under the mouse."""
        asked = widget.parent if scroll_visible and widget is not None else None
        reveals = isinstance(asked, Asked)
        super().set_focus(widget, scroll_visible=scroll_visible and not reveals, from_app_focus=from_app_focus)
        if isinstance(asked, Asked):
            self.call_after_refresh(asked.reveal, self.query_one("#questions").size.height)

    def action_signs(self) -> None:
        self.app.push_screen(signs())


_INTRO: Final = to_translate(
    "Nothing has to be answered, and nothing leaves this machine. Answers only ever make limits stricter."
)
_LEFT: Final = to_translate("The file is left as it is. Until it can be read, nothing is played.")


class ProfilePage(FormPage[None]):
    """Saves the answers, or leaves them all as they were; a profile that cannot be read is never overwritten."""

    HEADING = to_translate("Profile")
    QUESTIONS = PROFILE
    EFFECTS = PROFILE_EFFECTS

    def __init__(self) -> None:
        super().__init__()
        self._profile: Profile | None = None

    def content(self) -> Iterable[Widget]:
        try:
            self._profile = self.context.profile()
        except Unreadable as error:
            reason = f"{capitalised(str(error))}."
            return (Words(f"{reason}\n\n{gettext(_LEFT)}", id="unreadable"),)
        return self.form(self._profile, Words(gettext(_INTRO), classes="intro"))

    def action_keep(self) -> None:
        if self._profile is None:
            self.tell(gettext("There is nothing that could be kept."), bad=True)
            return
        with self.telling_errors():
            self.context.save_profile(structs.replace(self._profile, today=Today(), **self.answers()))
            self.app.notify(gettext("Kept."), markup=False)
            self.dismiss(None)


_OVER: Final = (Answer("y", to_translate("It is over"), "over"), Answer("k", to_translate("It still holds"), "holds"))
_CARE: Final = to_translate("Say so only when you are sure.")


class TodayPage(FormPage[Today | None]):
    """Today's questions; dismissed with the answers, or with None where they stay as they were.

    What held before stays unless the user says that it is over, and confirms it.
    """

    HEADING = to_translate("What is new today?")
    QUESTIONS = TODAY
    EFFECTS = TODAY_EFFECTS
    KEEP = to_translate("Done")

    def __init__(self, today: Today) -> None:
        super().__init__()
        self._today = today

    def content(self) -> Iterable[Widget]:
        return self.form(self._today)

    def action_keep(self) -> None:
        now = structs.replace(self._today, **self.answers())
        before, after = frozenset(parts(self._today)), frozenset(parts(now))
        # Another number for the pain is an answer; whatever else is gone was taken back.
        gone = [part for part in parts(self._today) if part not in after and binds(part)]
        if now.pain is not None:
            gone = [part for part in gone if part[0] != "pain"]
        if not gone:
            self._done(now, after - before, before - after)
            return

        def sure(answer: str | None) -> None:
            if answer == "over":
                self._done(now, after - before, before - after)

        over = "; ".join(part_words(part) for part in gone)
        self.app.push_screen(
            QuestionPage(_OVER, [gettext("Is it over: {over}?").format(over=over), gettext(_CARE)]), sure
        )

    def _done(self, now: Today, new: Collection[Part], over: Collection[Part]) -> None:
        try:
            self.context.record_today(new=new, over=over)
        except Unreadable as error:
            self.app.notify(str(error), severity="warning", markup=False)
        self.dismiss(now)
