"""Routines as lists show them: one line of facts each, and a bad file hides nothing."""

from msgspec import Struct

from stretchplayer.caps import SEASONED, Profile, admit
from stretchplayer.check import problems
from stretchplayer.config import Folders
from stretchplayer.library import Shelved, shelf
from stretchplayer.model.needs import areas, needs
from stretchplayer.problems import Unreadable
from stretchplayer.routine import load


class Listed(Struct, frozen=True, kw_only=True, rename={"suits": "for"}):
    """One routine as a list shows it; `areas` are the muscle groups it works on, from the neck down.

    `suits` and `not_for` say whom it is for and whom it is not for, on one line each.

    One that cannot be read has a title of "" and says why in `problems`.
    """

    name: str
    file: str
    title: str
    minutes: int
    seconds: float
    tags: tuple[str, ...]
    needs: tuple[str, ...]
    areas: tuple[str, ...]
    suits: str = ""
    not_for: str = ""
    yours: bool
    problems: tuple[str, ...]


def listed(folders: Folders) -> list[Listed]:
    """Every routine that a name finds, by name."""
    return [entry(each) for each in shelf(folders)]


def entry(shelved: Shelved) -> Listed:
    """One file, read and admitted for somebody who has done nothing lately."""
    title, suits, not_for, seconds = "", "", "", 0.0
    tags: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    try:
        reading = load(shelved.path)
        told = tuple(str(problem) for problem in problems(reading, shelved.path.name))
        if reading.routine is not None:
            title, tags = reading.routine.title, tuple(reading.routine.tags)
            suits, not_for = " ".join(reading.routine.suits.split()), " ".join(reading.routine.not_for.split())
            needed, worked = needs(reading.routine), areas(reading.routine)
            seconds = admit(reading.routine, Profile(), SEASONED, 0.0).seconds
    except Unreadable as error:
        told = (str(error),)
    return Listed(
        name=shelved.name,
        file=str(shelved.path),
        title=title,
        minutes=max(1, round(seconds / 60)) if title else 0,
        seconds=round(seconds, 3),
        tags=tags,
        needs=needed,
        areas=worked,
        suits=suits,
        not_for=not_for,
        yours=shelved.yours,
        problems=told,
    )
