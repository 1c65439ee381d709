"""FLAC and Ogg files by PyAV, block by block, so that memory does not grow with the length."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from hashlib import md5
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from stretchplayer.sound.files.about import About
from stretchplayer.sound.files.place import NotWritten, Place
from stretchplayer.sound.pcm import FRAME, RATE, silence

if TYPE_CHECKING:
    from av.audio import AudioFrame
    from av.container import OutputContainer

_LENGTH_AT: Final = 18
"""The byte of a FLAC file where eight bytes begin whose last 36 bits are the count of its frames."""
_SUM_AT: Final = 26
"""Where the check sum of its samples is, or zeros, where nobody could go back to write it."""


class Format(Struct, frozen=True, kw_only=True):
    """A container, the encoders that can fill it, best first, and how they are set."""

    container: str
    encoders: tuple[str, ...]
    options: dict[str, str]


FLAC: Final = Format(
    container="flac",
    encoders=("flac",),
    # The fixed predictors reckon with whole numbers alone, so that every machine comes to the same bytes.
    options={"compression_level": "2", "lpc_type": "fixed", "frame_size": "4608", "threads": "1"},
)
OGG: Final = Format(
    container="ogg",
    # Builds of FFmpeg differ in what they have. Its own "vorbis" is an experiment, and not among these.
    encoders=("libopus", "libvorbis"),
    options={"b": "64000"},
)
_ENCODER_OPTIONS: Final = {"libopus": {"compression_level": "5", "frame_duration": "60"}}


class Packed:
    """Writes one stream in one container, with nothing in it of when and by which version that was done."""

    def __init__(self, place: Place, format_: Format, about: About) -> None:
        """Raises ImportError without `av`, NotWritten where that has no encoder for the format."""
        self._encoder = next((name for name in format_.encoders if _encodes(name)), "")
        if not self._encoder:
            message = f"the FFmpeg in here cannot write .{format_.container}: choose .wav or .mp3"
            raise NotWritten(message)
        self._place, self._format, self._about = place, format_, about
        self._outbox = _Outbox()
        self._container: OutputContainer | None = None
        self._at = 0
        self._sum = md5(usedforsecurity=False)

    def begin(self) -> None:
        """Write everything that stands in front of the sound."""
        import av
        from av.audio import AudioStream

        self._container = container = av.open(
            self._outbox, "w", format=self._format.container, container_options={"fflags": "+bitexact"}
        )
        container.metadata.update(_comments(self._about))
        options = {"flags": "+bitexact", **self._format.options, **_ENCODER_OPTIONS.get(self._encoder, {})}
        stream = container.add_stream(self._encoder, rate=RATE, options=options)
        if not isinstance(stream, AudioStream):
            raise TypeError(self._encoder)
        self._stream = stream
        container.start_encoding()
        head = self._outbox.taken()
        self._place.write(_measured(head, self._about.frames) if self._format is FLAC else head)

    def write(self, block: bytes) -> None:
        """Encode samples."""
        from av import AudioFrame

        if not block:
            return
        frame = AudioFrame("s16", "stereo", len(block) // FRAME)
        frame.planes[0].update(block)
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), self._at
        self._at += frame.samples
        self._sum.update(block)
        self._mux(frame)

    def end(self) -> None:
        """Write what the encoder still holds."""
        if self._format is OGG and not self._about.frames:
            # No player opens an Ogg file without one packet.
            self.write(silence(1))
        self._mux(None)
        self._close()
        self._place.write(self._outbox.taken())
        if self._format is FLAC:
            self._place.amend(_SUM_AT, self._sum.digest())

    def drop(self) -> None:
        """Let go of the encoder."""
        from av.error import FFmpegError

        # What went wrong before may be told once more, and has been told.
        with suppress(FFmpegError):
            self._close()

    def _mux(self, frame: "AudioFrame | None") -> None:
        if self._container is not None:
            self._container.mux(self._stream.encode(frame))
            self._place.write(self._outbox.taken())

    def _close(self) -> None:
        if self._container is not None:
            self._container.close()
            self._container = None


class _Outbox:
    """Where FFmpeg leaves its bytes, to be fetched after each call.

    It never calls code of ours: an interrupt that fell into that would be lost, and a block of the file with it.
    """

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self.write = self._blocks.append

    def taken(self) -> bytes:
        """What has come since the last time."""
        taken = b"".join(self._blocks)
        self._blocks.clear()
        return taken


def _encodes(name: str) -> bool:
    from av.codec import Codec
    from av.codec.codec import UnknownCodecError

    try:
        return Codec(name, "w").is_encoder
    except UnknownCodecError:
        return False


def _measured(head: bytes, frames: int) -> bytes:
    """The head of a FLAC file with its length in it, which FFmpeg would come back to write in the end."""
    word = int.from_bytes(head[_LENGTH_AT:_SUM_AT], "big") | frames
    return head[:_LENGTH_AT] + word.to_bytes(_SUM_AT - _LENGTH_AT, "big") + head[_SUM_AT:]


def _comments(about: About) -> Iterator[tuple[str, str]]:
    """What the file says of itself, as Vorbis comments, which both containers have."""
    for name, text in (("TITLE", about.title), ("DESCRIPTION", about.comment), ("LANGUAGE", about.language)):
        if text:
            yield name, text
    for number, chapter in enumerate(about.chapters):
        minutes, milliseconds = divmod(chapter.milliseconds, 60_000)
        hours, minutes = divmod(minutes, 60)
        yield f"CHAPTER{number:03d}", f"{hours:02d}:{minutes:02d}:{milliseconds / 1000:06.3f}"
        yield f"CHAPTER{number:03d}NAME", chapter.title
