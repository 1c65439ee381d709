"""Decodes the bytes of a sound file in this process, with bounds on time and memory whatever the bytes say."""

from array import array
from collections.abc import Generator
from contextlib import closing
from io import BytesIO
from itertools import islice
from math import log10
from typing import Final, Literal

from stretchplayer.problems import UserError
from stretchplayer.sound.own import ogg
from stretchplayer.sound.pcm import CHANNELS, RATE, WIDTH, Clip, audio_segment

MOST_SECONDS: Final = 30
PEAK: Final = 16_422
"""The highest sample a file may have, -6 dB: a cue and a voice together still fit. What is louder is made softer."""

_Kind = Literal["WAV", "MP3", "VORBIS", "FLAC"]
_KINDS: Final = "wav, mp3, ogg (Vorbis) and flac can be played"
_PART: Final = RATE // 4
"""Frames decoded at once."""
_MOST_PARTS: Final = MOST_SECONDS * RATE // _PART + 1


class NotASound(UserError):
    """A file that cannot be played as a cue; the message says what is wrong with it, without its name."""


class NoDecoder(UserError):
    """Nothing here can decode sound, whatever the file; the message says why."""


def decoded(data: bytes) -> Clip:
    """The sound that the bytes of a file are, levelled down where it is too loud.

    NotASound says what is wrong with them, NoDecoder that no sound can be decoded on this machine.
    """
    kind = _kind(data)
    if kind == "VORBIS":
        try:
            ogg.check(data)
        except ogg.NotOgg as error:
            raise NotASound(str(error)) from error
    samples = array("h")
    with closing(_parts(data, kind)) as parts:
        for part in islice(parts, _MOST_PARTS):
            samples += part
    if len(samples) > MOST_SECONDS * RATE * CHANNELS:
        message = f"longer than {MOST_SECONDS} s"
        raise NotASound(message)
    if not samples:
        message = "there is no sound in it"
        raise NotASound(message)
    return Clip(_levelled(samples))


def _kind(data: bytes) -> _Kind:
    """What a file is, by how it begins: left to itself, the decoder tries everything on everything, for minutes."""
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "WAV"
    if data.startswith(b"fLaC"):
        return "FLAC"
    if data.startswith(b"OggS"):
        return "VORBIS"
    if data.startswith(b"ID3") or (data[:1] == b"\xff" and data[1:2] > b"\xe0" and data[1] & 0b110):
        return "MP3"
    message = f"not a sound: only {_KINDS}" if data else "the file is empty"
    raise NotASound(message)


def _parts(data: bytes, kind: _Kind) -> Generator["array[int]"]:
    """The sound part by part, at 48 kHz and on both sides."""
    try:
        import miniaudio
    except (ImportError, OSError) as error:
        message = f"no sound file can be decoded on this machine: {error}"
        raise NoDecoder(message) from error

    class Source(miniaudio.StreamableSource):  # type: ignore[misc]
        """Bytes that are already in memory."""

        def __init__(self) -> None:
            self.bytes = BytesIO(data)

        def read(self, num_bytes: int) -> bytes:
            return self.bytes.read(num_bytes)

        def seek(self, offset: int, origin: miniaudio.SeekOrigin) -> bool:
            start = 0 if origin is miniaudio.SeekOrigin.START else self.bytes.tell()
            self.bytes.seek(max(0, start + offset))
            return True

        def close(self) -> None:
            # The library holds on to the source for good by its handle: at least the bytes are to go.
            self.bytes.close()
            self.ffi_handle = None

    try:
        with (
            Source() as source,
            closing(
                miniaudio.stream_any(
                    source,
                    miniaudio.FileFormat[kind],
                    nchannels=CHANNELS,
                    sample_rate=RATE,
                    frames_to_read=_PART,
                )
            ) as stream,
        ):
            yield from stream
    except miniaudio.DecodeError as error:
        message = f"damaged, or of another kind: {_KINDS}"
        raise NotASound(message) from error


def _levelled(samples: "array[int]") -> bytes:
    data, highest, lowest = samples.tobytes(), max(samples), min(samples)
    peak = max(highest, -lowest)
    if peak <= PEAK:
        return data
    whole = audio_segment()(data=data, sample_width=WIDTH, frame_rate=RATE, channels=CHANNELS)
    # A hair more, so that no rounding ends above.
    softer: bytes = whole.apply_gain(20 * log10((PEAK - 1) / peak)).raw_data
    return softer
