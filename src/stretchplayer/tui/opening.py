"""With what the app opens: the library, a routine, or the session that was left."""

from typing import Literal, NamedTuple


class Library(NamedTuple):
    """The library."""


class Play(NamedTuple):
    """A routine by its name or its path; with `yes`, nothing is new today and it starts at once.

    With `minutes` it is fitted to so many.
    """

    name: str
    yes: bool = False
    minutes: float | None = None


class Resume(NamedTuple):
    """The session that was left; `edited` says what to do if its file was edited meanwhile."""

    yes: bool = False
    edited: Literal["ask", "old", "restart"] = "ask"


Opening = Library | Play | Resume
