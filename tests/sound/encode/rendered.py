"""Renders into memory and reads back what came of it, with a reader that is not ours."""

import io
import math
from array import array
from collections.abc import Iterator
from typing import Final, get_args

import av
from av.audio.resampler import AudioResampler
from hypothesis import strategies as st
from msgspec import Struct

from stretchplayer.sound.encoders import Chapter, Ending, Metadata
from stretchplayer.sound.pcm import RATE
from stretchplayer.sound.sound_file import write_sound

ENDINGS: Final[tuple[Ending, ...]] = get_args(Ending)


class Read(Struct, frozen=True, kw_only=True):
    """What a reader finds in a file; chapters by the millisecond they start in."""

    samples: bytes
    seconds: float | None
    title: str
    comment: str
    language: str
    chapters: list[tuple[int, str]]


def rendered(samples: bytes, ending: Ending, metadata: Metadata, block: int = 4800 * 4) -> bytes:
    """The bytes of a file, as a pipe would get them."""
    stream = io.BytesIO()
    write_sound(stream, ending, metadata, blocks(samples, block))
    return stream.getvalue()


def blocks(samples: bytes, block: int) -> Iterator[bytes]:
    """The samples in blocks of `block` bytes, the last one shorter."""
    for at in range(0, len(samples), block):
        yield samples[at : at + block]


def read(data: bytes) -> Read:
    """Everything that a reader makes of a file's bytes."""
    with av.open(io.BytesIO(data), "r") as container:
        said = {**container.streams[0].metadata, **container.metadata}
        said = {key.lower(): value for key, value in said.items()}
        resampler = AudioResampler(format="s16", layout="stereo", rate=RATE)
        frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
        frames += resampler.resample(None)
        return Read(
            samples=b"".join(bytes(frame.planes[0])[: frame.samples * 4] for frame in frames),
            seconds=container.duration / 1_000_000 if container.duration else None,
            title=said.get("title", ""),
            comment=said.get("comment", ""),
            language=said.get("language", ""),
            chapters=[
                (int(chapter["start"] * (chapter["time_base"] or 0) * 1000), chapter["metadata"].get("title", ""))
                for chapter in container.chapters()
            ],
        )


def beep(frames: int, onset: int, length: int = 4800) -> bytes:
    """Silence with one sound in it, the same left and right."""
    samples = array("h", bytes(frames * 4))
    for at in range(onset, min(onset + length, frames)):
        samples[2 * at] = samples[2 * at + 1] = round(9000 * math.sin(2 * math.pi * 440 * (at - onset) / RATE))
    return samples.tobytes()


def onset(samples: bytes) -> int:
    """The first frame that can be heard."""
    values = array("h", samples)
    return next(index // 2 for index, value in enumerate(values) if abs(value) > 1500)


TEXTS: Final = st.text(max_size=40) | st.sampled_from(
    ["[left] leg", "[/x]", "Größe – ×", "伸展", "🧘 ok", "a\nb\r\nc", "\0", "\ud800", "x" * 3000, "A=B; #c", '"', " a "]
)


@st.composite
def metadata(draw: st.DrawFn, most: int = 20_000) -> Metadata:
    """Any metadata of a sound of up to `most` frames."""
    starts = st.integers(-10, most + 10)
    return Metadata(
        title=draw(TEXTS),
        frames=draw(st.sampled_from([0, 1, 4607, 4608, 4609]) | st.integers(0, most)),
        comment=draw(TEXTS),
        language=draw(st.sampled_from(["eng", "deu", "spa", "fra"])),
        chapters=tuple(Chapter(draw(starts), draw(TEXTS)) for _ in range(draw(st.integers(0, 6)))),
    )
