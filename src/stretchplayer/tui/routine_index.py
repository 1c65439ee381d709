"""The routines on disk, each file read again only when it has changed; finding those that fit."""

import asyncio
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from stretchplayer.app.library import Shelved, shelf
from stretchplayer.app.listing import Listed, ListingCache, Reader, Signature, entry, signature, translated
from stretchplayer.app.rewording import found_for
from stretchplayer.app.search import Found, look_for
from stretchplayer.app.what_now import Order
from stretchplayer.catalog import group_name
from stretchplayer.catalog.translated import tag, thing
from stretchplayer.config import Folders
from stretchplayer.model.muscles import GROUPS
from stretchplayer.phrases.screen_words import NO_ROUTINES
from stretchplayer.translation import gettext, ngettext, to_translate_in


class RoutineIndex:
    """Knows what was read, and of which state of its file."""

    def __init__(self, folders: Folders, reader: Reader | None = None) -> None:
        """With a `reader`, it reads the user's own files in a thread, and nothing waits for them."""
        self._folders = folders
        self._reader = reader
        self._looked: list[dict[str, Signature | None]] = []
        self._seen: dict[Shelved, Signature | None] = {}
        self._read: dict[Shelved, tuple[Signature | None, Listed]] = {}
        self._cache = ListingCache(folders)

    def look(self) -> bool:
        """Look at names, sizes and times of all files, reading none; returns whether anything has changed."""
        looked = [_signatures(folder) for folder in (self._folders.bundled, self._folders.routines)]
        if looked == self._looked:
            return False
        self._looked = looked
        self._seen = {each: signature(each.path) for each in shelf(self._folders)}
        self._read = {each: known for each, known in self._read.items() if each in self._seen}
        for each, now in self._seen.items():
            if each not in self._read and (known := self._cache.find(each, now)) is not None:
                self._read[each] = (now, known)
        return True

    def stale(self) -> list[Shelved]:
        """The files that have to be read, as they stood at the last look: the bundled ones first."""
        stale = [each for each, now in self._seen.items() if each not in self._read or self._read[each][0] != now]
        return sorted(stale, key=lambda each: each.yours)

    def late(self) -> list[Shelved]:
        """The files that were given up. A machine that was busy at that moment may be less so now."""
        return [each for each, (_, known) in self._read.items() if known.left_alone]

    async def read(self, shelved: Shelved) -> None:
        """Read one file."""
        seen = self._seen.get(shelved)
        if self._reader is not None and shelved.yours:
            found = await asyncio.to_thread(self._reader.entry, shelved)
        else:
            found = entry(shelved)
            # No sleep: one turn of the loop, in which keys are heard.
            await asyncio.sleep(0)
        self._read[shelved] = (seen, found)

    async def get_ready(self) -> None:
        """Read the tables of words and the texts of all routines, so that the first letter is as fast as the others."""
        # As many letters as it takes for every table to be looked at.
        await asyncio.to_thread(found, self.listed(), Wanted(words="qxqxq"))

    async def save(self) -> None:
        """Remember what was read for the next start."""
        await asyncio.to_thread(self._cache.save, dict(self._read))

    def close(self) -> None:
        """Let the reader go."""
        if self._reader is not None:
            self._reader.close()

    def listed(self) -> list[Listed]:
        """All that was read, by title: the user's own first, then those that cannot be read, then the bundled ones."""
        found = (translated(known) for _, known in self._read.values())
        return sorted(found, key=lambda each: (not each.yours, not each.title, each.title.casefold(), each.name))


def _signatures(folder: Path) -> dict[str, Signature | None]:
    """Of everything in a folder; a folder that cannot be read holds nothing."""
    try:
        # A thousand files take a few milliseconds like this, and a multiple with paths.
        with os.scandir(folder) as entries:
            return {each.name: signature(each) for each in entries}
    except OSError:
        return {}


MINUTES: Final = (5, 10, 15, 20, 30, 45)
"""How long a routine may be at most, to choose from."""
NOTHING: Final = to_translate_in("thing", "nothing")
"""Stands for no things at hand: only routines that need nothing are left."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What is looked for; everything that is given has to be so.

    All of `tags` and `areas`; at most `minutes`; no need of anything but `at_hand`, where anything is named there.
    Among those that fit equally well, the `order` decides.
    """

    words: str = ""
    tags: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    at_hand: frozenset[str] = frozenset()
    minutes: int | None = None
    order: Order = "now"

    @property
    def filtered(self) -> bool:
        """Whether anything but words is looked for."""
        return structs.replace(self, words="", order=ANYTHING.order) != ANYTHING

    @property
    def anything(self) -> bool:
        """Whether nothing is looked for, in whatever order."""
        return not self.words and not self.filtered


ANYTHING: Final = Wanted()


class Choices(Struct, frozen=True, kw_only=True):
    """What there is to choose from; each thing once, in order."""

    areas: tuple[str, ...]
    tags: tuple[str, ...]
    needs: tuple[str, ...]


def found(listed: Iterable[Listed], wanted: Wanted) -> Found:
    """Those that are as they are wanted, the best match of the words first, and what is to be said about them."""
    return look_for((each for each in listed if _fits(each, wanted)), wanted.words)


def choices(listed: Sequence[Listed]) -> Choices:
    """Everything that a filter can ask for, of these routines."""
    areas = {area for each in listed for area in each.areas}
    return Choices(
        areas=tuple(group for group in GROUPS if group in areas),
        tags=tuple(sorted({tag for each in listed for tag in each.tags})),
        needs=tuple(sorted({need for each in listed for need in each.needs})),
    )


def filter_words(wanted: Wanted) -> str:
    """The filters in words: "neck · desk · at most 15 min · with chair, wall"; "" where there are none."""
    parts = [group_name(group) for group in GROUPS if group in wanted.areas]
    parts += map(tag, sorted(wanted.tags))
    if wanted.minutes is not None:
        parts.append(gettext("at most {minutes} min").format(minutes=wanted.minutes))
    if wanted.at_hand:
        things = [thing(each) for each in sorted(wanted.at_hand - {NOTHING})]
        parts.append(
            gettext("with {things} at hand").format(things=", ".join(things))
            if things
            else gettext("with nothing at hand")
        )
    return " · ".join(parts)


def order_words(order: Order) -> str:
    """How the routines are sorted, in words."""
    match order:
        case "now":
            return gettext("for now")
        case "played":
            return gettext("by last played")
        case "title":
            return gettext("by title")
        case "minutes":
            return gettext("by minutes")


def counted(found: int, of: int) -> str:
    """How many routines are found."""
    if found == of:
        return ngettext("{count} routine", "{count} routines", of).format(count=of)
    return gettext("{found} of {of} routines").format(found=found, of=of)


_LEAVING: Final = frozenset(("bye", "close", "end", "exit", "leave", "logout", "q", "quit", "stop", "q!", "wq"))
"""What is typed to leave the program."""


def answer_to(words: str, found: Found, leave: str = "") -> str:
    """What has to be said about the words that are looked for, "" where nothing has; `leave` is the key that leaves."""
    said = words.strip()
    parts = [gettext("{leave} leaves.").format(leave=leave)] if leave and said.casefold().strip(":") in _LEAVING else []
    if found.meant:
        parts.append(found_for(said, found.meant, fewer=found.fewer))
    if found.answer:
        parts.append(f"{said if found.fewer else found.meant or said}: {found.answer}.")
    return "\n".join(parts)


def nothing_found(wanted: Wanted, there: int, key: str) -> str:
    """What stands in place of an empty list; `key` shows all again."""
    if not there:
        return gettext(NO_ROUTINES)
    words = wanted.words.strip()
    if words and wanted.filtered:
        text = gettext('No routine is found for "{words}" with these filters.').format(words=words)
    elif words:
        text = gettext('No routine is found for "{words}".').format(words=words)
    else:
        text = gettext("No routine is found with these filters.")
    return f"{text}\n\n{gettext('{key} shows all {count} again.').format(key=key, count=there)}"


def _fits(each: Listed, wanted: Wanted) -> bool:
    if not wanted.filtered:
        return True
    return (
        bool(each.title)
        and wanted.tags.issubset(each.tags)
        and wanted.areas.issubset(each.areas)
        and (not wanted.at_hand or wanted.at_hand.issuperset(each.needs))
        and (wanted.minutes is None or each.least_minutes <= wanted.minutes)
    )
