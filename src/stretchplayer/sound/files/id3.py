"""The tag in front of an MP3 file: ID3v2.3 with its chapters, as id3.org describes them."""

import struct
from itertools import pairwise
from typing import Final

from stretchplayer.sound.files.about import About

_NO_OFFSET: Final = b"\xff" * 8
"""Chapters are found by their time, not by their bytes."""
_TOP_AND_ORDERED: Final = 0b11
_MOST_LISTED: Final = 255
"""Chapters that a table of contents can list: their count is one byte."""
_LATIN, _UTF16 = b"\0", b"\1"


def tag(about: About) -> bytes:
    """The whole tag."""
    frames = _text_frame(b"TIT2", about.title) + _text_frame(b"TLAN", about.language)
    frames += _text_frame(b"TLEN", str(about.milliseconds))
    if about.comment:
        mark, encoded = _encoded(about.comment)
        frames += _frame(b"COMM", mark + about.language.encode()[:3].ljust(3) + _encoded_empty(mark) + encoded)
    frames += _contents(about) + _chapters(about)
    size = len(frames)
    # Seven bits a byte, so that no size looks like the beginning of sound.
    sevens = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + sevens + frames


def _contents(about: About) -> bytes:
    """The table of contents; without one, players go by the chapters' times."""
    count = len(about.chapters)
    if not 0 < count <= _MOST_LISTED:
        return b""
    children = b"".join(_element(number) for number in range(count))
    return _frame(b"CTOC", b"toc\0" + bytes((_TOP_AND_ORDERED, count)) + children)


def _chapters(about: About) -> bytes:
    starts = [chapter.milliseconds for chapter in about.chapters]
    spans = pairwise([*starts, about.milliseconds])
    return b"".join(
        _frame(
            b"CHAP",
            _element(number) + struct.pack(">II", start, end) + _NO_OFFSET + _text_frame(b"TIT2", chapter.title),
        )
        for number, (chapter, (start, end)) in enumerate(zip(about.chapters, spans, strict=True))
    )


def _element(number: int) -> bytes:
    return b"ch%d\0" % number


def _text_frame(name: bytes, text: str) -> bytes:
    mark, encoded = _encoded(text)
    return _frame(name, mark + encoded) if text else b""


def _frame(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">IH", len(content), 0) + content


def _encoded(text: str) -> tuple[bytes, bytes]:
    """`text` with the mark of its encoding. Latin letters past ASCII are left to UTF-16: old readers guess them."""
    return (_LATIN, text.encode()) if text.isascii() else (_UTF16, b"\xff\xfe" + text.encode("utf-16-le"))


def _encoded_empty(mark: bytes) -> bytes:
    """An empty description, ended in the same encoding."""
    return b"\0" if mark == _LATIN else b"\xff\xfe\0\0"
