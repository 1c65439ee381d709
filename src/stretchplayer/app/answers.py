"""Keeps the answers to the profile's questions and to today's, each in a file of its own."""

import contextlib
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, NamedTuple

import msgspec
from msgspec import Struct, structs

from stretchplayer.caps.profile import (
    Part,
    Profile,
    Said,
    binds,
    dated,
    holding,
    parts,
    read_profile,
    recorded,
    today_of,
)
from stretchplayer.catalog import target_name
from stretchplayer.config import Folders
from stretchplayer.file_access import Refused, read_file, reason, system_words, write_whole
from stretchplayer.model.duration import encode
from stretchplayer.model.muscles import GROUP_OF, GROUPS
from stretchplayer.problems import Unreadable
from stretchplayer.translation import gettext, pgettext, to_translate, to_translate_in

_MOST: Final = 1024 * 1024
"""Bytes; no answers are longer."""
SHORT_DAYS: Final = (
    to_translate("Mon"),
    to_translate("Tue"),
    to_translate("Wed"),
    to_translate("Thu"),
    to_translate("Fri"),
    to_translate("Sat"),
    to_translate("Sun"),
)
_MOVED: Final = to_translate("The clock was set back: what you answered before counts from now.")


class Person(NamedTuple):
    """A user as of now: the profile, with what still holds of today's answers.

    `said` is what still holds, with its instants; `still` is a sentence about it, or empty. `recorded` is whether
    today's questions were ever answered.
    """

    profile: Profile
    said: tuple[Said, ...] = ()
    still: str = ""
    recorded: bool = False


class _Today(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of today's answers."""

    format: Literal[1] = 1
    said: tuple[Said, ...] = ()


def load_profile(folders: Folders) -> Profile:
    """The saved answers, or the careful default of a new user where there are none.

    Unreadable where they cannot be read: guessing at answers about the user's health would be worse than stopping.
    """
    path = folders.profile
    try:
        return read_profile(read_file(path, _MOST))
    except (FileNotFoundError, NotADirectoryError):
        return Profile()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        cure = (
            gettext("remove it")
            if isinstance(error, Refused)
            else gettext("fix it, or `stretchplayer profile --reset`")
        )
        message = gettext("the profile in {path} cannot be read ({why}); {cure}").format(
            path=path, why=_why(error), cure=cure
        )
        raise Unreadable(message) from error


def save_profile(answers: Profile, folders: Folders) -> None:
    """Save the answers. Unreadable where that fails."""
    _write(folders.profile, answers, gettext("the profile"))


def person(folders: Folders, now: float) -> Person:
    """The profile and what holds of today's answers at the wall-clock second `now`. Unreadable as `load_profile` is."""
    profile, said = load_profile(folders), _said(folders)
    if said is None:
        return Person(profile)
    current = dated(said, now)
    if current != said:
        # Where it cannot be written down, it counts as given now all the same.
        with contextlib.suppress(Unreadable):
            _write(folders.today, _Today(said=current), gettext("today's answers"))
    there = holding(current, now)
    ends = ((each.part, each.until) for each in there if each.until is not None)
    today = today_of((*parts(profile.today), *(each.part for each in there)), ends)
    words = [gettext(_MOVED)] if there and current != said else []
    words += [still_words(there)]
    return Person(structs.replace(profile, today=today), there, " ".join(filter(None, words)), recorded=True)


def record(folders: Folders, now: float, *, new: Collection[Part] = (), over: Collection[Part] = ()) -> None:
    """Save what was answered at the wall-clock second `now`. Unreadable where that fails."""
    if new or over:
        said = recorded(dated(_said(folders) or (), now), now, new=new, over=over)
        _write(folders.today, _Today(said=said), gettext("today's answers"))


_CHOICES: Final = {
    "under-16": to_translate_in("answer", "under 16"),
    "16-64": to_translate_in("answer", "16 to 64"),
    "65-over": to_translate_in("answer", "65 and over"),
}


def choice_words(choice: str) -> str:
    """What one of a question's choices is called: "65 and over"."""
    return pgettext("answer", _CHOICES.get(choice, choice))


_PART_WORDS: Final = {
    "injury": to_translate("injury of the {}"),
    "rub": to_translate("a rub on the skin of the {}"),
    "clot": to_translate("a possible blood clot in the {} leg"),
    "pain": to_translate("pain of {}"),
    "spasm": to_translate("a muscle in spasm"),
    "fever": to_translate("fever"),
    "sedated": to_translate("alcohol or something that makes drowsy"),
    "red_flag": to_translate("a warning sign"),
}


def part_words(part: Part) -> str:
    """An answer in words: "injury of the shoulder"."""
    answer, value = part
    return gettext(_PART_WORDS[answer]).format(_where(answer, str(value)))


def _where(answer: str, value: str) -> str:
    return (
        target_name(value)
        if answer in ("injury", "rub") and (value in GROUP_OF or value in GROUPS)
        else pgettext("answer", value)
    )


def still_words(said: Collection[Said]) -> str:
    """What still holds, and until when, in one sentence; empty where nothing does."""
    lines = [
        gettext("{part_words}, until {until}").format(part_words=part_words(each.part), until=_until(each))
        for each in said
        if binds(each.part)
    ]
    return gettext("Still: {lines}.").format(lines="; ".join(lines)) if lines else ""


def _until(said: Said) -> str:
    if said.until is None:
        return gettext("a doctor has looked at it") if said.answer == "clot" else gettext("it is asked again")
    try:
        local = datetime.fromtimestamp(said.until).astimezone()
    except (OverflowError, ValueError, OSError):
        # A clock can have been set to a year that no calendar has.
        return f"{said.until:.0f}"
    return f"{gettext(SHORT_DAYS[local.weekday()])} {local:%H:%M}"


def _said(folders: Folders) -> tuple[Said, ...] | None:
    path = folders.today
    try:
        return msgspec.json.decode(read_file(path, _MOST), type=_Today).said
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        message = gettext("today's answers in {path} cannot be read ({why}); remove the file, and answer again").format(
            path=path, why=_why(error)
        )
        raise Unreadable(message) from error


def _why(error: Exception) -> str:
    return reason(error) if isinstance(error, OSError) else str(error)


def _write(path: Path, content: Struct, what: str) -> None:
    try:
        write_whole(path, msgspec.json.format(encode(content), indent=2) + b"\n", private=True)
    except OSError as error:
        message = gettext("{what} cannot be kept in {path}: {value}").format(
            what=what, path=path, value=system_words(error)
        )
        raise Unreadable(message) from error
