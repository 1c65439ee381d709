"""Looks through an Ogg file before a decoder does: whole pages of one Vorbis stream, each with its checksum."""

import zlib
from collections.abc import Iterator
from typing import Final

from stretchplayer.problems import UserError
from stretchplayer.sound.own import vorbis_setup

_HEADER: Final = 27
"""Bytes of a page before its table of segments."""
_FULL: Final = 255
_ALL: Final = 0xFFFFFFFF
_MIRRORED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class NotOgg(UserError):
    """No Ogg file that can be played; the message says why."""


def check(data: bytes) -> None:
    """Raises NotOgg unless the whole file is one Vorbis stream whose headers hold together."""
    if b"OpusHead" in data[:64] or b"\x7fFLAC" in data[:64]:
        message = "Ogg, but without Vorbis in it: that cannot be played"
        raise NotOgg(message)
    packets: list[bytes] = [b""]
    stream = b""
    for number, (serial, follows, table, body) in enumerate(_pages(data)):
        stream = stream or serial
        if serial != stream or int.from_bytes(follows, "little") != number:
            message = "Ogg with more than one stream, or with a part missing: that cannot be played"
            raise NotOgg(message)
        at = 0
        for size in table if len(packets) <= 3 else b"":  # noqa: PLR2004 - three headers, then sound
            packets[-1] += body[at : at + size]
            at += size
            if size < _FULL:
                packets.append(b"")
    try:
        vorbis_setup.check(*[*packets, b"", b""][:3])
    except vorbis_setup.NotVorbis as error:
        message = "Ogg, but without Vorbis in it, or with damaged headers"
        raise NotOgg(message) from error


def _pages(data: bytes) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
    """Stream, number, table of segments and body of each page."""
    at = 0
    while at < len(data):
        table = data[at + _HEADER : at + _HEADER + data[at + 26]] if len(data) - at >= _HEADER else b""
        begin = at + _HEADER + len(table)
        end = begin + sum(table)
        page = data[at:end]
        if not table or end > len(data) or not page.startswith(b"OggS\0") or checksum(page) != page[22:26]:
            message = "damaged: a part of it is missing or was changed"
            raise NotOgg(message)
        yield page[14:18], page[18:22], table, data[begin:end]
        at = end


def checksum(page: bytes) -> bytes:
    """The checksum that a page should have.

    Ogg has the polynomial of zlib the other way round, and neither begins nor ends with all ones.
    """
    mirrored = (page[:22] + bytes(4) + page[26:]).translate(_MIRRORED)
    return (zlib.crc32(mirrored, _ALL) ^ _ALL).to_bytes(4, "big").translate(_MIRRORED)
