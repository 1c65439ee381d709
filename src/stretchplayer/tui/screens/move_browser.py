"""The moves of the catalogue, found by what people say, by place, things and parts of the body; one is chosen."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from stretchplayer.app.move_facts import NOTHING, PLACES, MoveFacts, Place, facts, things, use_now
from stretchplayer.app.rewording import found_for
from stretchplayer.app.search import look_for, moves_for, moves_sought, warning
from stretchplayer.catalog import REGIONS, moves
from stretchplayer.catalog.translated import thing
from stretchplayer.model.muscles import GROUP_OF
from stretchplayer.problems import UserError
from stretchplayer.text import capitalised
from stretchplayer.translation import gettext, pgettext, to_translate
from stretchplayer.tui.keymap import MOVES
from stretchplayer.tui.screens.base import STYLES, Page
from stretchplayer.tui.screens.move_filters import ANYWHERE, BodyPage, BodyPart, ThingsPage, muscle_part
from stretchplayer.tui.widgets.basics import Link, Words
from stretchplayer.tui.widgets.body_map_view import BodyMap
from stretchplayer.tui.widgets.library_widgets import Search
from stretchplayer.tui.widgets.move_detail import MoveDetail
from stretchplayer.tui.widgets.move_list import Group, MoveList

if TYPE_CHECKING:
    from textual.timer import Timer

Find = Callable[[str], Sequence[str]]
"""Names of moves for words, the best first; all of them without words."""
_AT_REST: Final = 0.06
"""Seconds without a key after which the figure and the budgets of the marked move are worked out."""
_SAME_MUSCLES: Final = to_translate("For the same muscles")
_HEADINGS: Final = {
    "neck": to_translate("Neck and jaw"),
    "shoulder": to_translate("Shoulders and chest"),
    "arm": to_translate("Arms and hands"),
    "back": to_translate("Back and belly"),
    "hip": to_translate("Hips"),
    "leg": to_translate("Thighs"),
    "lower-leg": to_translate("Lower legs and feet"),
    "whole-body": to_translate("Whole body"),
}
"""The regions of the catalogue, from the neck down."""


class MoveSearch(Search):
    """The search field, in which every letter lands; up and down go through the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.step(1)", "Down", show=False),
        Binding("up", "screen.step(-1)", "Up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(gettext("a name, a muscle, or what troubles you"))


class MoveBrowser(Page[str | None], commands=MOVES):
    """Choose a move; dismissed with its name, or None."""

    UNDOES = True

    CSS_PATH = STYLES / "moves.tcss"
    WIDE_KEYS = frozenset({"body", "place", "things"})

    def __init__(
        self,
        *,
        find: Find | None = None,
        title: str = to_translate("Choose a move"),
        first: Sequence[str] = (),
        picking: bool = True,
    ) -> None:
        """`first` are listed first while nothing is typed; without `picking`, moves are only looked at."""
        super().__init__()
        self._find = find or moves_for
        self._title, self._first, self._picking = title, tuple(first), picking
        self._words = ""
        self._place: Place | None = None
        self._at_hand: frozenset[str] = frozenset()
        self._part = ANYWHERE
        self._all: tuple[str, ...] = ()
        self._due = False
        self._rest: Timer | None = None

    def content(self) -> Iterable[Widget]:
        with Horizontal(id="looking"):
            yield MoveSearch()
            yield Words(id="count")
        with Horizontal(id="filters"):
            yield Link("", "screen.place", id="place")
            yield Link("", "screen.things", id="things")
            yield Link("", "screen.body", id="part")
        with Horizontal(id="both"):
            with Vertical(id="left"):
                yield Link("", "screen.close", id="none")
                yield MoveList()
            yield MoveDetail(self.context.clock.monotonic, self.key_of("words-on"))
        yield Words(id="line")

    def on_mount(self) -> None:
        self.query_one("#heading", Words).say(gettext(self._title))
        self.query_one("#none").display = False
        self._all = tuple(self._find(""))
        self.query_one(MoveSearch).focus()
        # Of the others nobody sees anything before the first frame.
        self._list(self.app.size.height)
        self.call_after_refresh(self._list, keep=True)

    @property
    def moves(self) -> MoveList:
        """The list."""
        return self.query_one(MoveList)

    @property
    def narrowed(self) -> bool:
        """Whether anything is looked for."""
        return bool(self._words.strip() or self._place or self._at_hand or self._part.muscles)

    def _list(self, most: int | None = None, *, keep: bool = False) -> None:
        """List the moves that are looked for, `most` of them; with `keep`, the same one stays marked."""
        words = self._words.strip().casefold()
        names = tuple(self._find(words)) if words else self._ordered[:most]
        fitting = [move for move in map(facts, names) if self._fits(move)]
        self.moves.show([("", fitting)] if words else self._grouped(fitting), keep=keep)
        everything = len(self._all)
        shown = (
            gettext("{count} of {everything}").format(count=len(fitting), everything=everything)
            if self.narrowed
            else f"{everything}"
        )
        self.query_one("#count", Words).say(gettext("{shown} moves").format(shown=shown), layout=True)
        none = self.query_one("#none", Link)
        answer = self._answer() if words else ""
        none.display = bool(answer) or not fitting
        nothing = (
            ""
            if fitting
            else gettext("{nothing_found} {key} shows all again.").format(
                nothing_found=self._nothing_found(), key=self.key_of("leave-moves")
            )
        )
        none.say("\n".join(filter(None, (answer, nothing))), layout=True)
        self._say_filters()
        self._marked()

    def _answer(self) -> str:
        """What has to be read about the words: a warning, and what was looked for instead; or why nothing is found."""
        sought = moves_sought(self._words)
        if not sought.names:
            said = look_for((), self._words).answer
            return f"{capitalised(said)}." if said else ""
        instead = found_for(self._words.strip(), sought.meant, fewer=sought.fewer) if sought.meant else ""
        warned = warning(self._words) or warning(sought.meant)
        return " ".join(filter(None, (instead, warned and f"{capitalised(warned)}.")))

    def _fits(self, move: MoveFacts) -> bool:
        return move.fits(self._part.muscles, self._place, self._at_hand)

    @property
    def _ordered(self) -> tuple[str, ...]:
        """All moves: those that stand first, then by regions from the neck down."""
        known, found = moves(), frozenset(self._all)
        regions = (*_HEADINGS, *REGIONS)
        others = sorted(self._all, key=lambda name: regions.index(known[name].region))
        return tuple(dict.fromkeys((*(name for name in self._first if name in found), *others)))

    def _grouped(self, fitting: Sequence[MoveFacts]) -> list[Group]:
        """The moves under headings."""
        groups: dict[str, list[MoveFacts]] = {}
        for move in fitting:
            heading = gettext(_SAME_MUSCLES if move.name in self._first else _HEADINGS.get(move.region, move.region))
            groups.setdefault(heading, []).append(move)
        return [*groups.items()]

    def _nothing_found(self) -> str:
        words = self._words.strip()
        filtered = bool(self._place or self._at_hand or self._part.muscles)
        if words and filtered:
            return gettext('No move is found for "{words}" with these filters.').format(words=words)
        if words:
            return gettext('No move is found for "{words}".').format(words=words)
        return gettext("No move is found with these filters.")

    def _say_filters(self) -> None:
        had = sorted(self._at_hand - {NOTHING})
        at_hand = ", ".join(map(thing, had)) if had else thing(NOTHING) if self._at_hand else ""
        links = (
            ("place", "move-place", gettext("Place"), self._place and pgettext("place", self._place), gettext("any")),
            ("things", "move-things", gettext("At hand"), at_hand, gettext("anything")),
            ("part", "move-body", gettext("Body"), self._part.name, gettext("all")),
        )
        narrow = self.has_class("-narrow")
        for id_, command, label, chosen, unasked in links:
            text = f"{label}: {chosen or unasked}"
            link = self.query_one(f"#{id_}", Link)
            link.say((chosen or text) if narrow else f"{text} ({self.key_of(command)})", layout=True)
            link.set_class(bool(chosen), "-chosen")

    def on_option_list_option_highlighted(self) -> None:
        """Tell of the move that is marked now, once for all the keys that came at once."""
        if not self._due:
            self._due = True
            self.call_later(self._marked)

    def _marked(self) -> None:
        self._due = False
        move = self.moves.marked
        self.query_one(MoveDetail).show(move)
        about = (move.kind, move.purpose) if move else ()
        self.query_one("#line", Words).say(" · ".join(part for part in about if part))
        self.refresh_bindings()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_AT_REST, self._look_closer)

    @property
    def is_resting(self) -> bool:
        """Whether all that follows from the last key was done and drawn."""
        return self._rest is None and not self._due

    def _look_closer(self) -> None:
        """Work out what takes longer, of the move that is marked when no key comes any more."""
        self._rest = None
        move, detail = self.moves.marked, self.query_one(MoveDetail)
        if move is None or not detail.display:
            detail.look_closer(None)
            return
        try:
            detail.look_closer(use_now(self.context, move))
        except UserError as error:
            detail.look_closer(
                None, gettext("What today's limits leave of it is not known: {error}").format(error=error)
            )

    def on_screen_resume(self) -> None:
        """Answers may have changed on another page."""
        super().on_screen_resume()
        if self.is_mounted and self._all:
            self._marked()

    def on_resize(self) -> None:
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        """There may be room for the figure now, and for the names of keys."""
        self._say_filters()
        self._marked()

    def on_input_changed(self) -> None:
        self.take_up_words()

    def take_up_words(self) -> None:
        words = self.query_one(MoveSearch).value
        if words != self._words:
            self._words = words
            self._list()

    def on_input_submitted(self) -> None:
        self.action_enter()

    def on_body_map_picked(self, event: BodyMap.Picked) -> None:
        self._narrow_to(muscle_part(event.muscle))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return self._picking or action != "take"

    def action_enter(self) -> None:
        """Take the marked move, or read about it where none is to be taken."""
        if self._picking:
            self.action_take()
        else:
            self.action_read()

    def action_take(self) -> None:
        move = self.moves.marked
        if move is not None and self._picking:
            self.dismiss(move.name)

    def action_step(self, by: int) -> None:
        self.moves.step(by)

    def action_far(self, by: int) -> None:
        self.moves.step(by * self.moves.page)

    def action_words(self, by: int) -> None:
        """Scroll the words; where only the list is to be seen, show them first."""
        detail = self.query_one(MoveDetail)
        if detail.size.height:
            detail.scroll(by)
        elif by > 0:
            self.action_read()

    def action_read(self) -> None:
        self.set_class(not self.has_class("-reading"), "-reading")
        self.query_one(MoveDetail).begin()
        self.call_after_refresh(self._marked)

    def action_place(self) -> None:
        """The next place, and after the last of them any."""
        places = (None, *PLACES)
        self._place = places[(places.index(self._place) + 1) % len(places)]
        self._list()

    def action_things(self) -> None:
        self.app.push_screen(ThingsPage(things(self._all), self._at_hand), self._have)

    def _have(self, at_hand: frozenset[str] | None) -> None:
        if at_hand is not None:
            self._at_hand = at_hand
            self._list()

    def action_body(self) -> None:
        counts: Counter[str] = Counter()
        for move in map(facts, self._all):
            counts.update(move.muscles)
            counts.update({GROUP_OF[key] for key in move.muscles})
        self.app.push_screen(BodyPage(counts, len(self._all), self._part), self._narrow_to)

    def _narrow_to(self, part: BodyPart | None) -> None:
        if part is not None:
            self._part = part
            self._list()

    def action_close(self) -> None:
        """Show the list again, or clear what is looked for; then go back."""
        if self.has_class("-reading"):
            self.action_read()
        elif self.narrowed:
            self._place, self._at_hand, self._part, self._words = None, frozenset(), ANYWHERE, ""
            with self.prevent(Input.Changed):
                self.query_one(MoveSearch).clear()
            self._list()
        else:
            self.dismiss(None)
