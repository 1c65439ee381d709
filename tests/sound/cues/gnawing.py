"""Decodes one file again and again with some of its bytes changed, in a process of its own; a crash would end it.

`python -m sound.cues.gnawing FILE FIRST COUNT` says at the end how many were decoded and how many refused.
"""

import sys
from pathlib import Path
from random import Random

from stretchplayer.sound.own import ogg
from stretchplayer.sound.own.decoding import NotASound, decoded

MOST_MEMORY = 1 << 30


def gnawed(whole: bytes, chance: Random) -> bytes:
    """The bytes of a file with some of them changed, as often as not in its headers."""
    data = bytearray(whole)
    reach = len(data) if chance.random() < 0.5 else min(len(data), 120 if whole[:4] != b"OggS" else 4000)
    for _ in range(chance.choice([1, 1, 1, 2, 4, 10])):
        at = chance.randrange(max(1, min(reach, len(data))))
        match chance.randrange(6):
            case 0 | 1 | 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                data[at : at + 4] = chance.choice([b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", bytes(4)])
            case 4:
                data[at : at + 1] = chance.choice([b"", b"\xff", b"\0"])
            case _ if chance.random() < 0.2:
                del data[at:]
    return mended(bytes(data)) if whole.startswith(b"OggS") else bytes(data)


def mended(data: bytes) -> bytes:
    """An Ogg file whose checksums fit again what was changed: otherwise nothing of it would be looked at."""
    pages, at = b"", 0
    while len(data) - at > 27 and data[at : at + 4] == b"OggS":
        table = data[at + 27 : at + 27 + data[at + 26]]
        page = data[at : at + 27 + len(table) + sum(table)]
        pages += page[:22] + ogg.checksum(page) + page[26:]
        at += len(page)
    return pages


def main(file: str, first: str, count: str) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    whole, fine, refused = Path(file).read_bytes(), 0, 0
    for seed in range(int(first), int(first) + int(count)):
        try:
            decoded(gnawed(whole, Random(seed)))
            fine += 1
        except NotASound:
            refused += 1
    print(fine, refused)  # noqa: T201 - this is what the test reads


if __name__ == "__main__":
    main(*sys.argv[1:])
