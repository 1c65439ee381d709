"""What the library answers to "what now?": the order of its routines, favourites, and what starts for words."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from stretchplayer.app.what_now import ORDERS, Habits, Played, arranged, as_planned, change_favourite, favourites
from stretchplayer.problems import UserError
from stretchplayer.translation import gettext
from stretchplayer.tui.routine_index import ANYTHING, Wanted, order_words
from stretchplayer.tui.screens.own_files import OwnFilesPage
from stretchplayer.tui.widgets.routine_preview import Preview
from stretchplayer.tui.widgets.routine_rows import remark

if TYPE_CHECKING:
    from stretchplayer.app.listing import Listed
    from stretchplayer.app.what_now import Planned


class StartingPage(OwnFilesPage):
    """A page of routines, those first that the user is likely to want now."""

    def __init__(self, pages: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(pages)
        self._habits = Habits()
        self._wanted: Wanted = ANYTHING
        self.all_read = asyncio.Event()

    def read_so_far(self) -> "list[Listed]":
        """Every routine that was read so far."""
        raise NotImplementedError

    def learn_habits(self) -> bool:
        """See what is planned, was played and is a favourite; returns whether that has changed."""
        played = {title: Played(*each) for title, each in self.context.store.played().items()}
        habits = Habits(self._planned(), played, favourites(self.context.folders))
        changed, self._habits = habits != self._habits, habits
        return changed

    def _planned(self) -> "tuple[Planned, ...]":
        return self.context.planned_today()

    def is_planned(self, listed: "Listed") -> bool:
        """Whether the plan of the week has a routine for today."""
        return self._habits.planned_of(listed) is not None

    def in_order(self) -> "list[Listed]":
        """The routines, in the order that was chosen."""
        return arranged(as_planned(self.read_so_far(), self._habits.planned), self._habits, self._wanted.order)

    def remarks(self, listed: "Sequence[Listed]", left: Collection[str]) -> dict[str, str]:
        """By its file, what stands beside a routine: the cue of today, or when it was played if it was not `left`."""
        now = self.context.clock.wall()
        found = {
            each.file: remark(each, self._habits, now)
            for each in listed
            if each.file not in left or self._habits.planned_of(each)
        }
        return {file: text for file, text in found.items() if text}

    @property
    def liked(self) -> frozenset[str]:
        """The names of the favourites."""
        return self._habits.favourites

    def action_favourite(self) -> None:
        """Make the marked routine a favourite, or no favourite any more."""
        marked = self.routines.marked
        if marked is None:
            return
        with self.telling_errors():
            liked = change_favourite(marked.name, self.context.folders)
            text = gettext("{title} is a favourite now.") if liked else gettext("{title} is no favourite any more.")
            self.tell(text.format(title=marked.title or marked.name))
            self.learn_habits()
            self.show_again()

    def show_again(self) -> None:
        """List what is to be listed anew."""
        raise NotImplementedError

    def action_sort(self) -> None:
        """Sort by what comes after that which is sorted by."""
        chosen = ORDERS[(ORDERS.index(self._wanted.order) + 1) % len(ORDERS)]
        self.tell(gettext("Sorted {order}.").format(order=order_words(chosen)))
        self._filtered(structs.replace(self._wanted, order=chosen))

    def action_filter(self) -> None:
        """Choose what is shown, and in which order."""
        from stretchplayer.tui.screens.filter_screen import FilterPage

        self.app.push_screen(FilterPage(self.read_so_far(), self._wanted), self._filtered)

    def _filtered(self, wanted: Wanted | None) -> None:
        if wanted is not None:
            self._wanted = wanted
            self.show_again()

    async def started(self) -> int:
        """Choose what fits the words that are typed, and go through it; returns an exit code."""
        from stretchplayer.app.now import choose, start

        # What is not read yet may be what fits.
        await self.all_read.wait()
        try:
            # To compose one takes a second, in which keys are heard.
            who = self.context.profile()
            listed = as_planned(self.read_so_far(), self._habits.planned)
            choice = await asyncio.to_thread(choose, listed, self._wanted.words, profile=who)
        except UserError as error:
            self.tell(str(error), bad=True)
            return 2
        self.tell(f"{choice.meant} {choice.described}.".strip())
        return await self.host.go_through(start(choice, self.context.folders))

    def preview_of_now(self) -> Preview:
        """What is shown of the row that starts something for what was said."""
        return Preview(
            title=self.routines.first,
            summary=gettext(
                "{key} starts what fits these words best: a routine that is there, as long as you have, or one that "
                "is made for them. You see what it is before it begins."
            ).format(key=self.key_of("open").capitalize()),
        )

    def action_open(self, *, swapping: bool = False, short: bool = False) -> None:
        """Get ready for the marked routine."""
        raise NotImplementedError

    def action_swap(self) -> None:
        """Get ready for the routine, with the page open that chooses another move."""
        self.action_open(swapping=True)

    def action_short(self) -> None:
        """Get ready for the short form of the routine."""
        self.action_open(short=True)

    def action_go(self, name: str) -> None:
        """Open another page."""
        self.app.push_screen(self.page(name))

    def action_quit(self) -> None:
        """Leave the program."""
        self.dismiss(None)
