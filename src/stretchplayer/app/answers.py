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
from stretchplayer.file_access import Refused, read_file, reason, write_whole
from stretchplayer.model.duration import encode
from stretchplayer.problems import Unreadable

_MOST: Final = 1024 * 1024
"""Bytes; no answers are longer."""
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MOVED: Final = "The clock was set back: what you answered before counts from now."


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

    Unreadable where they cannot be read: guessing at answers about somebody's health would be worse than stopping.
    """
    path = folders.profile
    try:
        return read_profile(read_file(path, _MOST))
    except (FileNotFoundError, NotADirectoryError):
        return Profile()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        cure = "remove it" if isinstance(error, Refused) else "fix it, or `stretchplayer profile --reset`"
        message = f"the profile in {path} cannot be read ({_why(error)}); {cure}"
        raise Unreadable(message) from error


def save_profile(answers: Profile, folders: Folders) -> None:
    """Save the answers. Unreadable where that fails."""
    _write(folders.profile, answers, "the profile")


def person(folders: Folders, now: float) -> Person:
    """The profile and what holds of today's answers at the wall-clock second `now`. Unreadable as `load_profile` is."""
    profile, said = load_profile(folders), _said(folders)
    if said is None:
        return Person(profile)
    current = dated(said, now)
    if current != said:
        # Where it cannot be written down, it counts as given now all the same.
        with contextlib.suppress(Unreadable):
            _write(folders.today, _Today(said=current), "today's answers")
    there = holding(current, now)
    ends = ((each.part, each.until) for each in there if each.until is not None)
    today = today_of((*parts(profile.today), *(each.part for each in there)), ends)
    words = [_MOVED] if there and current != said else []
    words += [still_words(there)]
    return Person(structs.replace(profile, today=today), there, " ".join(filter(None, words)), recorded=True)


def record(folders: Folders, now: float, *, new: Collection[Part] = (), over: Collection[Part] = ()) -> None:
    """Save what was answered at the wall-clock second `now`. Unreadable where that fails."""
    if new or over:
        said = recorded(dated(_said(folders) or (), now), now, new=new, over=over)
        _write(folders.today, _Today(said=said), "today's answers")


_PART_WORDS: Final = {
    "injury": "injury of the {}",
    "rub": "a rub on the skin of the {}",
    "clot": "a possible blood clot in the {} leg",
    "pain": "pain of {}",
    "spasm": "a muscle in spasm",
    "fever": "fever",
    "sedated": "alcohol or something that makes drowsy",
    "red_flag": "a warning sign",
}


def part_words(part: Part) -> str:
    """An answer in words: "injury of the shoulder"."""
    answer, value = part
    return _PART_WORDS[answer].format(target_name(value) if answer in ("injury", "rub") else value)


def still_words(said: Collection[Said]) -> str:
    """What still holds, and until when, in one sentence; empty where nothing does."""
    lines = [f"{part_words(each.part)}, until {_until(each)}" for each in said if binds(each.part)]
    return f"Still: {'; '.join(lines)}." if lines else ""


def _until(said: Said) -> str:
    if said.until is None:
        return "a doctor has looked at it" if said.answer == "clot" else "it is asked again"
    try:
        local = datetime.fromtimestamp(said.until).astimezone()
    except (OverflowError, ValueError, OSError):
        # A clock can have been set to a year that no calendar has.
        return f"{said.until:.0f}"
    return f"{_DAYS[local.weekday()]} {local:%H:%M}"


def _said(folders: Folders) -> tuple[Said, ...] | None:
    path = folders.today
    try:
        return msgspec.json.decode(read_file(path, _MOST), type=_Today).said
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"today's answers in {path} cannot be read ({_why(error)}); remove the file, and answer again"
        raise Unreadable(message) from error


def _why(error: Exception) -> str:
    return reason(error) if isinstance(error, OSError) else str(error)


def _write(path: Path, content: Struct, what: str) -> None:
    try:
        write_whole(path, msgspec.json.format(encode(content), indent=2) + b"\n", private=True)
    except OSError as error:
        message = f"{what} cannot be kept in {path}: {error.strerror or error}"
        raise Unreadable(message) from error
