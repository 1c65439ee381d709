"""Which font a PDF is set in: the one that every reader has, or one of this machine that has the letters."""

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from stretchplayer.translation import gettext

_EVERYWHERE: Final = "helvetica"
"""Every reader of PDF has it; its letters are those of Western Europe."""
WESTERN: Final = "cp1252"
"""How those letters are encoded."""
_PAIRS: Final = (
    ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("Arial Unicode.ttf", "Arial Unicode.ttf"),
    ("malgun.ttf", "malgunbd.ttf"),
    ("simhei.ttf", "simhei.ttf"),
    ("DroidSansFallbackFull.ttf", "DroidSansFallbackFull.ttf"),
)
"""Common fonts of Linux, macOS and Windows, regular and bold; the first that has all letters is taken."""
_JOINED: Final = frozenset({"R", "AL", "AN"})
"""What is written from right to left, whose letters have to be turned round and joined."""
_SHAPED: Final = ("DEVANAGARI", "BENGALI", "TAMIL", "TELUGU", "THAI", "KHMER", "MYANMAR", "SINHALA", "TIBETAN", "LAO")
_SHOWN: Final = 8
"""Letters that are named in a message."""


class Font(NamedTuple):
    """A family by its name, or the files that are embedded: regular and bold."""

    family: str
    files: tuple[Path, Path] | None = None


def font_for(texts: Iterable[str], folders: Iterable[Path] | None = None) -> Font | str:
    """A font with every letter of `texts`, looked for in `folders`; or the letters that are missing, in words."""
    letters = {letter for text in texts for letter in text}
    strange = sorted(letter for letter in letters if not letter.encode(WESTERN, "ignore"))
    if not strange:
        return Font(_EVERYWHERE)
    if any(unicodedata.bidirectional(letter) in _JOINED or _shaped(letter) for letter in strange):
        return gettext("its letters have to be joined")
    fewest = strange
    for files in _found(_folders() if folders is None else folders):
        missing = [letter for letter in sorted(letters) if ord(letter) not in _letters(files[0])]
        if not missing:
            return Font(files[0].stem, files)
        fewest = min(fewest, missing, key=len)
    return " ".join(fewest[:_SHOWN]) + (" …" if len(fewest) > _SHOWN else "")


def _shaped(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_SHAPED)


def _letters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        # Opened here: what is no font would be left open.
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError):
        # A broken font of the machine is none that can be used.
        return frozenset()


def _found(folders: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    places: dict[str, Path] = {}
    wanted = {name for pair in _PAIRS for name in pair}
    for top in folders:
        for folder, _, names in os.walk(top):
            for name in wanted.intersection(names):
                places.setdefault(name, Path(folder, name))
    for regular, bold in _PAIRS:
        if regular in places and bold in places:
            yield places[regular], places[bold]


def _folders() -> tuple[Path, ...]:
    """Where the fonts of this machine lie."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"), home / r"AppData\Local\Microsoft\Windows\Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )
