"""Decodes the bytes of a sound file, in a separate process: a decoder crashes, hangs or grows on some bytes.

libsndfile was tried instead of miniaudio's decoder. It did not crash, but prints over the screen while it reads a
damaged MP3, and adds 73 MB of numpy to an installation of 103 MB, which miniaudio then imports at every start as well.
"""

import subprocess
import sys
from array import array
from collections.abc import Generator
from contextlib import closing
from io import BytesIO
from itertools import islice
from math import log10
from typing import Final, Literal, cast

from stretchplayer.problems import UserError
from stretchplayer.sound.pcm import CHANNELS, RATE, WIDTH, Clip, audio_segment, audioop

MOST_SECONDS: Final = 30
PEAK: Final = 16_422
"""The highest sample a file may have, -6 dB: a cue and a voice together still fit. What is louder is made softer."""
PATIENCE: Final = 5.0
"""Seconds that decoding one file may take."""
MEMORY: Final = 1 << 30
"""Bytes that the process may use, where the system can limit it."""
DECODER: Final = (sys.executable, "-P", "-c", "from stretchplayer.sound.cues.decoding import serve; serve()")
"""`-P`: nothing may be imported from the folder that the program was started in."""

_Kind = Literal["WAV", "MP3", "VORBIS", "FLAC"]
_KINDS: Final = "wav, mp3, ogg (Vorbis) and flac can be played"
_DAMAGED: Final = f"damaged, or of another kind: {_KINDS}"
_PART: Final = RATE // 4
"""Frames decoded at once."""
_MOST_PARTS: Final = MOST_SECONDS * RATE // _PART + 1
_REFUSED, _UNABLE = 3, 4
"""Exit codes of the process: the file is to blame, or the machine is. The reason is on standard output."""


class NotASound(UserError):
    """A file that cannot be played as a cue; the message says what is wrong with it, without its name."""


class NoDecoder(UserError):
    """Nothing here can decode sound, whatever the file; the message says why."""


def decoded(data: bytes, decoder: tuple[str, ...] = DECODER, patience: float = PATIENCE) -> Clip:
    """The sound in the bytes of a file, made softer where it is too loud.

    Raises NotASound for what is wrong with them, and NoDecoder where no sound can be decoded on this machine.
    `decoder` is a command that answers as `serve` does.
    """
    kind_of(data)
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and no shell
            decoder,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            check=False,
            # The interrupt key is meant for this process alone.
            start_new_session=True,
            creationflags=cast("int", getattr(subprocess, "CREATE_NO_WINDOW", 0)),
        )
    except subprocess.TimeoutExpired as error:
        raise NotASound(_DAMAGED) from error
    except OSError as error:
        message = f"no sound file can be decoded on this machine: {error.strerror or error}"
        raise NoDecoder(message) from error
    match done.returncode:
        case 0:
            return Clip(_levelled(done.stdout))
        case code if code == _UNABLE:
            raise NoDecoder(done.stdout.decode())
        case code if code == _REFUSED:
            raise NotASound(done.stdout.decode())
        case _:
            raise NotASound(_DAMAGED)


def kind_of(data: bytes) -> _Kind:
    """What a file is, by how it begins: left to itself, the decoder tries everything on everything, for minutes."""
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "WAV"
    if data.startswith(b"fLaC"):
        return "FLAC"
    if data.startswith(b"OggS"):
        if b"OpusHead" in data[:64] or b"\x7fFLAC" in data[:64]:
            message = "Ogg, but without Vorbis in it: that cannot be played"
            raise NotASound(message)
        return "VORBIS"
    if data.startswith(b"ID3") or (data[:1] == b"\xff" and data[1:2] > b"\xe0" and data[1] & 0b110):
        return "MP3"
    message = f"not a sound: only {_KINDS}" if data else "the file is empty"
    raise NotASound(message)


def serve() -> None:
    """Decode standard input to samples on standard output; what a process for `decoded` does."""
    _limit()
    try:
        found, code = _samples(sys.stdin.buffer.read()), 0
    except NotASound as error:
        found, code = str(error).encode(), _REFUSED
    except NoDecoder as error:
        found, code = str(error).encode(errors="replace"), _UNABLE
    sys.stdout.buffer.write(found)
    sys.stdout.buffer.flush()
    sys.exit(code)


def _limit() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        # A crash is expected here, and its memory is of no use to anybody.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _samples(data: bytes) -> bytes:
    """The sound at 48 kHz on both sides."""
    samples = array("h")
    with closing(_parts(data, kind_of(data))) as parts:
        for part in islice(parts, _MOST_PARTS):
            samples += part
    if len(samples) > MOST_SECONDS * RATE * CHANNELS:
        message = f"longer than {MOST_SECONDS} s"
        raise NotASound(message)
    if not samples:
        message = "there is no sound in it"
        raise NotASound(message)
    return samples.tobytes()


def _parts(data: bytes, kind: _Kind) -> Generator["array[int]"]:
    try:
        import miniaudio
    except (ImportError, OSError) as error:
        message = f"no sound file can be decoded on this machine: {error}"
        raise NoDecoder(message) from error

    class Source(miniaudio.StreamableSource):  # type: ignore[misc] # its base class has no types
        """Bytes that are already in memory."""

        def __init__(self) -> None:
            self.bytes = BytesIO(data)

        def read(self, num_bytes: int) -> bytes:
            return self.bytes.read(num_bytes)

        def seek(self, offset: int, origin: miniaudio.SeekOrigin) -> bool:
            start = 0 if origin is miniaudio.SeekOrigin.START else self.bytes.tell()
            self.bytes.seek(max(0, start + offset))
            return True

    try:
        yield from miniaudio.stream_any(
            Source(), miniaudio.FileFormat[kind], nchannels=CHANNELS, sample_rate=RATE, frames_to_read=_PART
        )
    except miniaudio.DecodeError as error:
        raise NotASound(_DAMAGED) from error


def _levelled(data: bytes) -> bytes:
    peak = audioop.max(data, WIDTH)
    if peak <= PEAK:
        return data
    whole = audio_segment()(data=data, sample_width=WIDTH, frame_rate=RATE, channels=CHANNELS)
    # A hair more, so that no rounding ends above.
    softer: bytes = whole.apply_gain(20 * log10((PEAK - 1) / peak)).raw_data
    return softer
