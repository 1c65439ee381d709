"""What a file of sound says of itself: title, language, length, and the chapters one can jump to."""

import unicodedata
from typing import Final

from msgspec import Struct

from stretchplayer.sound.pcm import RATE

_MILLISECONDS: Final = 1000
_LONGEST: Final = 120
"""Characters of a title: readers of wave files take some 500 bytes, and no display has room for more."""


class Chapter(Struct, frozen=True):
    """A place to jump to: its first frame, counted from 0, and what it is called."""

    start_frame: int
    title: str

    @property
    def milliseconds(self) -> int:
        """Where it starts, rounded down, so that a jump never cuts into its first sound."""
        return self.start_frame * _MILLISECONDS // RATE


class About(Struct, frozen=True, kw_only=True):
    """What is known of the sound before it is rendered; `frames` is exactly how many will be written.

    `language` has the three letters of ISO 639-2, which every container understands.
    """

    title: str
    frames: int
    comment: str = ""
    language: str = "eng"
    chapters: tuple[Chapter, ...] = ()

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / RATE

    @property
    def milliseconds(self) -> int:
        """The same, rounded down."""
        return self.frames * _MILLISECONDS // RATE


def tidy(about: About) -> About:
    """The same as every container can hold it: texts on one line and not endless, chapters in order, named, inside."""
    placed = sorted(about.chapters, key=lambda chapter: chapter.start_frame)
    return About(
        title=line(about.title)[:_LONGEST].strip(),
        frames=about.frames,
        comment=line(about.comment),
        language=about.language,
        chapters=tuple(
            Chapter(
                min(max(chapter.start_frame, 0), about.frames), line(chapter.title)[:_LONGEST].strip() or str(number)
            )
            for number, chapter in enumerate(placed, 1)
        ),
    )


def line(text: str) -> str:
    """`text` on one line, with nothing in it that would end it early or that is half a character."""
    return " ".join("".join(_mark(mark) for mark in text).split())


def _mark(mark: str) -> str:
    match unicodedata.category(mark):
        case "Cc":
            return " "
        case "Cs":
            return "\N{REPLACEMENT CHARACTER}"
        case _:
            return mark
