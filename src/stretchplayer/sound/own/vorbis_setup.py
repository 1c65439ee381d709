"""Reads how an Ogg Vorbis stream says it is to be decoded, and refuses what would lead a decoder astray.

The decoder believes its input: one changed byte in these headers can end the whole program. So every number that
it would use as a size or as an index is looked at here first; the names are those of the Vorbis I specification.
"""

from typing import Final

from stretchplayer.problems import UserError

MOST_ENTRIES: Final = 1 << 17
"""Entries of all codebooks together; real streams have some thousands, and more would only cost time and memory."""
_MOST_VALUES: Final = 1 << 20
_MOST_CHANNELS: Final = 8
_RATES: Final = range(4_000, 384_001)
_BLOCKS: Final = range(6, 14)
_SYNC: Final = 0x564342
_CODEBOOK_BITS: Final = 24
_LONGEST_CODE: Final = 32
_TREELESS: Final = 2
"""Lookup type 2 gives every entry values of its own."""


class NotVorbis(UserError):
    """These are not the headers of a sound Vorbis stream."""


class _Bits:
    """Numbers of so many bits each, the lowest bit first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> int:
        begin, end = self._at >> 3, (self._at + count + 7) >> 3
        if end > len(self._data):
            raise NotVorbis
        number = int.from_bytes(self._data[begin:end], "little") >> (self._at & 7)
        self._at += count
        return number & ((1 << count) - 1)

    def skip(self, count: int) -> None:
        self._at += count

    def below(self, count: int, bits: int) -> int:
        """An index of one of `count` things."""
        number = self.take(bits)
        _need(number < count)
        return number


def check(identification: bytes, comment: bytes, setup: bytes) -> None:
    """Look through the three headers; NotVorbis if a decoder could stumble over any."""
    channels = _identified(identification)
    _commented(comment)
    _need(setup.startswith(b"\x05vorbis"))
    bits = _Bits(setup[7:])
    books = _codebooks(bits)
    for _ in range(bits.take(6) + 1):
        _need(bits.take(16) == 0)
    floors = bits.take(6) + 1
    for _ in range(floors):
        _floor(bits, len(books))
    residues = bits.take(6) + 1
    for _ in range(residues):
        _residue(bits, books)
    mappings = bits.take(6) + 1
    for _ in range(mappings):
        _mapping(bits, channels, floors, residues)
    for _ in range(bits.take(6) + 1):
        bits.take(1)
        _need(bits.take(32) == 0)
        bits.below(mappings, 8)
    _need(bits.take(1) == 1)


def _need(holds: bool) -> None:  # noqa: FBT001 - it reads as the sentence it is
    if not holds:
        raise NotVorbis


def _identified(packet: bytes) -> int:
    """How many channels there are."""
    _need(len(packet) == 30 and packet.startswith(b"\x01vorbis\0\0\0\0"))  # noqa: PLR2004 - its fixed length
    channels, small, large = packet[11], packet[28] & 15, packet[28] >> 4
    _need(0 < channels <= _MOST_CHANNELS and int.from_bytes(packet[12:16], "little") in _RATES)
    _need(small in _BLOCKS and large in _BLOCKS and small <= large and packet[29] & 1 == 1)
    return channels


def _commented(packet: bytes) -> None:
    _need(packet.startswith(b"\x03vorbis"))
    at, left = 7, 1
    counted = False
    while left:
        _need(at + 4 <= len(packet))
        at += 4 + int.from_bytes(packet[at : at + 4], "little")
        left -= 1
        if not counted:
            _need(at + 4 <= len(packet))
            left, at, counted = int.from_bytes(packet[at : at + 4], "little"), at + 4, True
            _need(left <= len(packet) // 4)
    _need(at < len(packet) and packet[at] & 1 == 1)


def _codebooks(bits: _Bits) -> list[tuple[int, int, bool]]:
    """Dimensions and entries of each book, and whether it gives values."""
    books, total = [], 0
    for _ in range(bits.take(8) + 1):
        _need(bits.take(_CODEBOOK_BITS) == _SYNC)
        dimensions, entries = bits.take(16), bits.take(24)
        total += entries
        _need(dimensions > 0 and entries > 0 and total <= MOST_ENTRIES and dimensions * entries <= _MOST_VALUES)
        _code_lengths(bits, entries)
        kind = bits.take(4)
        _need(kind <= _TREELESS)
        if kind:
            bits.skip(64)
            width = bits.take(4) + 1
            bits.skip(1)
            bits.skip(width * (entries * dimensions if kind == _TREELESS else _root(entries, dimensions)))
        books.append((dimensions, entries, kind > 0))
    return books


def _code_lengths(bits: _Bits, entries: int) -> None:
    """The words of a book have to be the leaves of one whole tree."""
    lengths = [0] * (_LONGEST_CODE + 1)
    if bits.take(1):
        length, named = bits.take(5) + 1, 0
        while named < entries:
            more = bits.take((entries - named).bit_length())
            _need(length <= _LONGEST_CODE and named + more <= entries)
            lengths[length] += more
            named, length = named + more, length + 1
    else:
        sparse = bits.take(1)
        for _ in range(entries):
            if not sparse or bits.take(1):
                lengths[bits.take(5) + 1] += 1
    used = sum(lengths)
    leaves = sum(count << (_LONGEST_CODE - length) for length, count in enumerate(lengths) if length)
    _need(leaves == 1 << _LONGEST_CODE or (used == 1 and lengths[1] == 1))


def _root(entries: int, dimensions: int) -> int:
    """The largest whole number whose power by `dimensions` is no more than `entries`."""
    root = 1
    while (root + 1) ** dimensions <= entries:
        root += 1
    return root


def _floor(bits: _Bits, books: int) -> None:
    _need(bits.take(16) == 1)
    classes = [bits.take(4) for _ in range(bits.take(5))]
    sizes = []
    for _ in range(max(classes, default=-1) + 1):
        sizes.append(bits.take(3) + 1)
        subclasses = bits.take(2)
        if subclasses:
            bits.below(books, 8)
        for _ in range(1 << subclasses):
            bits.below(books + 1, 8)
    bits.skip(2)
    width = bits.take(4)
    places = [0, 1 << width, *(bits.take(width) for each in classes for _ in range(sizes[each]))]
    _need(len(places) == len(set(places)))


def _residue(bits: _Bits, books: list[tuple[int, int, bool]]) -> None:
    _need(bits.take(16) <= 2)  # noqa: PLR2004 - there are three types
    begin, end = bits.take(24), bits.take(24)
    _need(begin <= end)
    bits.skip(24)
    classes = bits.take(6) + 1
    dimensions, entries, _ = books[bits.below(len(books), 8)]
    _need(classes**dimensions <= entries if dimensions < _CODEBOOK_BITS else classes == 1)
    cascades = [bits.take(3) | (bits.take(5) << 3 if bits.take(1) else 0) for _ in range(classes)]
    for _ in range(sum(cascade.bit_count() for cascade in cascades)):
        _need(books[bits.below(len(books), 8)][2])


def _mapping(bits: _Bits, channels: int, floors: int, residues: int) -> None:
    _need(bits.take(16) == 0)
    submaps = bits.take(4) + 1 if bits.take(1) else 1
    if bits.take(1):
        width = (channels - 1).bit_length()
        for _ in range(bits.take(8) + 1):
            _need(bits.below(channels, width) != bits.below(channels, width))
    _need(bits.take(2) == 0 and submaps < 16)  # noqa: PLR2004 - the decoder has room for fifteen
    if submaps > 1:
        for _ in range(channels):
            bits.below(submaps, 4)
    for _ in range(submaps):
        bits.skip(8)
        bits.below(floors, 8)
        bits.below(residues, 8)
