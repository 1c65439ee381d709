"""Reads a WAV file as any program may write it, also one that did not know its own length when it began."""

import struct
from typing import Final

from stretchplayer.sound.pcm import WIDTH, Clip, audioop
from stretchplayer.sound.voice.interface import VoiceFailed
from stretchplayer.sound.voice.shaping import shaped

_PCM: Final = 1
_EXTENSIBLE: Final = 0xFFFE
_HEADER: Final = 12
_CHUNK: Final = 8
_FORMAT: Final = struct.Struct("<HHIIHH")
_SUBFORMAT: Final = slice(24, 26)
"""Where an extensible header says what it really holds."""
_DEPTHS: Final = (8, 16, 24, 32)


def clip_of(data: bytes) -> Clip:
    """The clip that a WAV file holds. Raises VoiceFailed where it holds none that can be read."""
    form, sound = _chunks(data)
    if len(form) < _FORMAT.size:
        message = "What the voice gave is no WAV file: it does not say what it holds."
        raise VoiceFailed(message)
    kind, channels, rate, _, _, depth = _FORMAT.unpack_from(form)
    if kind == _EXTENSIBLE:
        kind = int.from_bytes(form[_SUBFORMAT], "little")
    if kind != _PCM or depth not in _DEPTHS or channels not in (1, 2):
        message = "The voice gave a kind of WAV file that is not read here: write 16 bits, one channel."
        raise VoiceFailed(message)
    return shaped(_plain(sound, depth // 8, channels), rate)


def _chunks(data: bytes) -> tuple[bytes, bytes]:
    """What stands in `fmt ` and in `data`; a length beyond the end of the file means all that is left."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        message = "What the voice gave is no WAV file." if data else "The voice gave nothing at all."
        raise VoiceFailed(message)
    form, at = b"", _HEADER
    while at + _CHUNK <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"data":
            return form, data[at + _CHUNK : at + _CHUNK + size]
        if name == b"fmt ":
            form = data[at + _CHUNK : at + _CHUNK + size]
        at += _CHUNK + size + size % 2
    message = "The WAV file of the voice holds no sound."
    raise VoiceFailed(message)


def _plain(sound: bytes, width: int, channels: int) -> bytes:
    """One channel of 16 bits."""
    sound = sound[: len(sound) // (width * channels) * width * channels]
    if width == 1:
        # Samples of 8 bits count from 0, all others around 0.
        sound = audioop.bias(sound, 1, 128)
    if channels == 2:  # noqa: PLR2004 - left and right
        sound = audioop.tomono(sound, width, 0.5, 0.5)
    return audioop.lin2lin(sound, width, WIDTH)
