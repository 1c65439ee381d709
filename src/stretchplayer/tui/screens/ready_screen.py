"""Before a session: what to have at hand, how long it is, what the limits take away, and whether anything is new."""

from collections.abc import Iterable
from math import ceil, floor
from typing import Final

from msgspec import structs
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Button

from stretchplayer.app.active_session import fitted_before, offers_for
from stretchplayer.app.checking import verdict_lines
from stretchplayer.app.instructions import lengths
from stretchplayer.app.past_session import reported
from stretchplayer.app.session_flow import Prepared, Ready
from stretchplayer.app.substitutes import with_substitutes
from stretchplayer.caps import Plan, Profile
from stretchplayer.caps.profile import Today, parts, today_of
from stretchplayer.caps.questions import NOTHING_NEW, NOTHING_YET
from stretchplayer.catalog import translated
from stretchplayer.fitting.adjustments import applied
from stretchplayer.fitting.fit import Fitter, fit_summary, in_short
from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import Routine, audience, flat, needs, step_name, switched_off, walk
from stretchplayer.model.short_form import has_short_form, short_form
from stretchplayer.phrases import screen_words
from stretchplayer.phrases.warning_signs import why_help
from stretchplayer.problems import Unreadable
from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.keymap import BY_NAME, READY
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.screens.question_screen import signs
from stretchplayer.tui.widgets.basics import Answers, Words, press
from stretchplayer.tui.widgets.figure_view import FigureView, first_scene
from stretchplayer.tui.widgets.scale import Scale

_MINUTE: Final = 60
_FIGURE_WIDTH: Final = 24
"""Cells of the figure in a small window; it needs a few less to be recognised."""
_TEXT_WIDTH: Final = 56
"""Cells that the facts keep beside it."""
_WAYS: Final = 3
"""Rows of the length with its buttons beside it."""
_IN_SHORT: Final = to_translate("Anything new since last time?")
_FIRST_IN_SHORT: Final = to_translate("Any injury, strong pain or fever?")
"""Where there is little room; the whole question stands at the end of the facts then."""


class ReadyPage(Page[Prepared | None], commands=READY):
    """The plan as today's answers make it; dismissed with the answers, or with None for not beginning.

    The facts scroll; the one question stands below them, in sight where there is room.
    """

    HEADING = to_translate("Get ready")

    def __init__(self, ready: Ready) -> None:
        super().__init__()
        self._active, self._left, self._routine = ready.active, ready.active.left, ready.routine
        self._profile, self._asked = ready.answers.profile, ready.answers.asked
        self._short, self._first = ready.answers.short, ready.first
        self._text, self._written, self._swapping = ready.text, ready.routine, ready.swapping
        self._planned, self._reasons = ready.planned, ready.reasons
        self._swaps: dict[str, str] = dict(ready.answers.swaps)
        self._fitter: Fitter | None = None
        self._plan: Plan | None = None
        self._figure = FigureView(lambda: 0.0, id="figure")

    def content(self) -> Iterable[Widget]:
        with Vertical(id="all"):
            with Horizontal(id="plan"), VerticalScroll(id="facts"):
                yield Words(translated.title(self._routine.title), classes="title")
                yield Words(id="stop", classes="text")
                yield Words(id="reasons", classes="text")
                yield Words(id="still", classes="text")
                with Horizontal(id="length"):
                    yield Words(id="time", classes="text")
                    with Horizontal(id="minutes"):
                        for name in ("fewer-minutes", "more-minutes", "in-short", "as-written", "swap"):
                            yield press(f"{BY_NAME[name].title} ({self.key_of(name)})", BY_NAME[name].action)
                yield Words(id="others", classes="text")
                yield Words(id="fitted", classes="text")
                yield Words(id="needs", classes="text")
                yield Words(id="verdicts", classes="text")
                yield Words(id="audience", classes="text")
                yield Words(id="summary", classes="text")
                yield Words(id="careful", classes="text")
                yield Words(self._any_news(), id="in-full", classes="text")
            yield from self._questions()

    def _questions(self) -> Iterable[Widget]:
        with Vertical(id="today"):
            yield Words(self._any_news(), id="new")
            yield Words(gettext(_FIRST_IN_SHORT if self._first else _IN_SHORT), id="in-short")
            with Horizontal(id="stiffness"):
                yield Words(gettext("How stiff are you? "), id="stiff")
                yield Scale(id="before")
            yield Answers(id="answers")

    def _any_news(self) -> str:
        return gettext(NOTHING_YET if self._first else NOTHING_NEW)

    def on_mount(self) -> None:
        self._say("summary", " ".join(translated.passage(self._routine.summary).split()))
        hurt = reported(self.context.store, self.context.clock.wall())
        self._say("reasons", "\n".join((*hurt, *self._reasons)))
        # Where not all of it is in sight, whom it is not for has to be.
        self._say("audience", "\n".join(reversed(audience(translated.routine_texts(self._routine)))))
        if self._left is not None:
            self.query_one("#before").disabled = True
            self.query_one("#minutes").display = False
        self._still()
        self._put_in()
        self.query_one("#plan").mount(self._figure)
        if self._swapping:
            self.action_swap()

    def _still(self) -> None:
        """Show which of the earlier answers still hold."""
        still = self.context.person().still
        self._say(
            "still",
            still and gettext("{still} If something is over: {key}.").format(still=still, key=self.key_of("something")),
        )

    def _judge(self) -> None:
        """Admit the routine with the answers as they are, and show the result."""
        plan = self._plan = self._active.admit(self._fit(), self._profile)
        needed = needs(plan.routine)
        off = screen_words.switched_off(
            [translated.step_name(step) or step_name(step) for _, step in switched_off(plan.routine.step)]
        )
        self._say("needs", " ".join(each for each in (screen_words.needs(translated.things(needed)), off) if each))
        # What stops is said first of all, and once.
        nothing, why = "" if plan.playable else f"{gettext(screen_words.NOTHING_NOW)}.", (*why_help(plan), plan.named)
        self._say("stop", " ".join(filter(None, (nothing, *why))))
        said = [each for each in plan.verdicts if each.reason not in why]
        lines = [line[:1].upper() + line[1:] for line in verdict_lines(said)]
        self._offer(playable=plan.playable)
        self._show_ways()
        whole = plan.playable and self._left is None and self._asked is None and not self._short
        both = lengths(plan, self.context.settings.instructions)
        others = screen_words.other_lengths(plan.seconds, *both) if whole else ""
        self._say("time", f"{spoken(plan.seconds)}." if plan.playable else "")
        self._say("others", others and f"{others}.")
        self._say("verdicts", "\n".join(f"• {line}" for line in lines))
        careful = gettext(screen_words.CAREFUL)
        self._say("careful", careful if structs.replace(self._profile, today=Today()) == Profile() else "")

    def _offer(self, *, playable: bool) -> None:
        """Offer to begin only where that begins something, in words that the answers so far leave true."""
        answers = {name: BY_NAME[name].title for name in ("something", "signs")}
        if playable:
            new = parts(self._profile.today) != parts(Today())
            answers = {"begin": gettext("Begin with these answers") if new else gettext("Nothing new: begin")} | answers
        self.query_one(Answers).offer(
            (f"{label} ({self.key_of(name)})", BY_NAME[name].action) for name, label in answers.items()
        )
        for name in ("new", "in-short", "in-full"):
            self.query_one(f"#{name}").set_class(not playable, "-unasked")
        self.query_one("#stiffness").display = playable and self._left is None and self.context.settings.stiffness
        # The footer may not be there yet.
        self.call_after_refresh(self.refresh_bindings)

    def shows_key(self, action: str) -> bool:
        begins = self._plan is None or self._plan.playable
        return super().shows_key(action) and (begins or action != BY_NAME["begin"].action)

    def on_resize(self) -> None:
        self.call_after_refresh(self._place_figure)

    def _place_figure(self) -> None:
        """In a small window, put the figure beside the facts if what the limits take away stays in sight there."""
        plan, small = self.query_one("#plan").size, self.has_class("-usual") and self.has_class("-middle")
        room = plan.width - _FIGURE_WIDTH
        fits = small and room >= _TEXT_WIDTH and self._rows_to("verdicts", room) <= plan.height
        self.set_class(fits and not self._figure.has_class("-undrawn"), "-beside")

    def _rows_to(self, last: str, width: int) -> int:
        """How many rows the facts need, down to the `last` of them, in `width` cells and with the buttons in rows."""
        facts, rows, below = self.query_one("#facts"), 0, 0
        width -= facts.styles.scrollbar_size_vertical
        for each in facts.children:
            if each.display:
                inside = Size(width - each.gutter.width, facts.size.height)
                high = each.get_content_height(inside, inside, inside.width) if isinstance(each, Words) else _WAYS
                rows += below + high + each.gutter.height
                below = each.styles.margin.bottom
            if each.id == last:
                break
        return rows

    def _show_ways(self) -> None:
        """Offer the short form, or the way back from what was changed: there is no room for both in a narrow row."""
        changed = self._short or self._asked is not None or bool(self._swaps)
        for button in self.query("#minutes Button").results(Button):
            if button.name == BY_NAME["in-short"].action:
                button.display = not changed and has_short_form(self._written)
            elif button.name == BY_NAME["as-written"].action:
                button.display = changed

    def _fit(self) -> Routine:
        """The routine as it is to be played, fitted to the length asked for, if any; shows what that changed."""
        if self._left is not None:
            self._say("fitted", " ".join(fitted_before(self._left)))
            return self._routine
        fitted = None
        if self._short:
            fitted = in_short(self._fitting(), self._asked)
        elif self._asked is not None:
            fitted = self._fitting().to(self._asked)
        names = {path: translated.step_name(step) for path, step in walk(self._routine.step) if path in self._swaps}
        swaps = [gettext("Step {path} is now: {name}.").format(path=path, name=name) for path, name in names.items()]
        self._say("fitted", " ".join((*swaps, *(() if fitted is None else (fit_summary(fitted),)))))
        return self._routine if fitted is None else fitted.routine

    def _fitting(self) -> Fitter:
        """What fits the routine, made once for the answers as they are."""
        if self._fitter is None:
            self._fitter = self._active.fitter(self._routine, self._profile)
        return self._fitter

    def action_minutes(self, by: int) -> None:
        """Fit the routine to the next whole minute, fewer or more, as far as that goes."""
        if self._left is not None or self._plan is None or not self._plan.playable:
            return
        now = self._plan.seconds if self._asked is None else self._asked
        reach = self._fitting().to(now)
        minutes = ceil(now / _MINUTE) - 1 if by < 0 else floor(now / _MINUTE) + 1
        least, most = max(1, floor(reach.least / _MINUTE)), ceil(reach.most / _MINUTE)
        asked = float(_MINUTE * min(max(minutes, least), most))
        if asked == self._asked:
            self.tell(
                gettext("It cannot be made shorter: what is left has to stay.")
                if by < 0
                else gettext("It cannot be made longer inside the usual ranges.")
            )
        self._asked = asked
        self._judge()
        self.query_one("#fitted").scroll_visible(animate=False)

    def action_as_written(self) -> None:
        if self._left is None:
            self._asked, self._swaps, self._short = None, {}, False
            self._put_in()

    def action_short(self) -> None:
        """Change between the short form and all of it, each as its author wrote it."""
        if self._left is not None:
            return
        if not has_short_form(self._written):
            self.tell(gettext("It has no short form; {key} makes it shorter.").format(key=self.key_of("fewer-minutes")))
            return
        self._asked, self._short = None, not self._short
        self._put_in()
        self.query_one("#fitted").scroll_visible(animate=False)

    def action_swap(self) -> None:
        """Choose a step, and then the move that takes its place."""
        from stretchplayer.tui.screens.swap_screen import SwapPage, steps_to_swap

        if self._left is not None or self._plan is None:
            return
        withheld = frozenset(each.path for each in self._plan.verdicts if each.action == "withheld" and each.path)
        page = SwapPage(gettext(screen_words.WHICH_STEP), steps_to_swap(self._routine, withheld))
        self.app.push_screen(page, self._swap)

    def _swap(self, path: str | None) -> None:
        from stretchplayer.tui.screens.swap_screen import SwapPage

        if path is None:
            return
        offers = offers_for(self._active, self._text, self._routine, self._profile, self._swaps, path)
        if not offers:
            self.tell(gettext(screen_words.NO_OTHER_MOVE))
            return

        def take(move: str | None) -> None:
            if move is not None:
                self._swaps[path] = move
                self._put_in()

        self.app.push_screen(
            SwapPage(gettext(screen_words.WHICH_MOVE), [(each.move, translated.name(each.name)) for each in offers]),
            take,
        )

    def _put_in(self) -> None:
        """Read the routine with the moves that were chosen, and with those that the answers call for."""
        self._routine = self._written
        if self._left is None:
            self._routine, _ = with_substitutes(self._written, self._text, self._profile, self._swaps)
            # Other moves are read anew from the file.
            self._routine = applied(self._routine, self._planned)
        if self._short:
            self._routine = short_form(self._routine)
        self._fitter = None
        self._judge()
        scene = first_scene(flat(self._routine.step))
        self._figure.set_class(scene is None, "-undrawn")
        self._figure.pose(scene)
        self._place_figure()

    def _say(self, name: str, text: str) -> None:
        line = self.query_one(f"#{name}", Words)
        line.display = bool(text)
        line.say(text, layout=True)

    def typed(self, event: Key) -> bool:
        return self.query_one("#stiffness").display and self.query_one("#before", Scale).typed(event)

    def action_begin(self) -> None:
        if self._plan is None or not self._plan.playable:
            self.tell(f"{gettext(screen_words.NOTHING_NOW)}.", bad=True)
            self._show_signs()
            return
        self.dismiss(
            Prepared(self._profile, self.query_one("#before", Scale).value, self._asked, self._swaps, self._short)
        )

    def action_something(self) -> None:
        from stretchplayer.tui.screens.profile_screen import TodayPage

        self.app.push_screen(TodayPage(self._profile.today), self._answered)

    def _answered(self, today: Today | None) -> None:
        if today is not None:
            today = today_of(parts(today), self.context.person().profile.today.until)
            self._profile = structs.replace(self._profile, today=today)
            self._still()
            self._put_in()
            self._show_signs()

    def _show_signs(self) -> None:
        """Where help comes first: why, and which signs call for it."""
        if self._plan is not None and (why := why_help(self._plan)):
            self.app.push_screen(signs(why))

    def action_profile(self) -> None:
        from stretchplayer.tui.screens.profile_screen import ProfilePage

        self.app.push_screen(ProfilePage(), self._profiled)

    def _profiled(self, _nothing: None) -> None:
        try:
            answers = self.context.profile()
        except Unreadable as error:
            self.tell(str(error), bad=True)
            return
        self._profile = structs.replace(answers, today=self._profile.today)
        self._put_in()

    def action_signs(self) -> None:
        self.app.push_screen(signs(() if self._plan is None else why_help(self._plan)))
