"""A wave file is the same bytes on every machine, and anything that reads wave files reads it."""

import hashlib
import io
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sound.encode.rendered import beep, metadata, read, rendered
from stretchplayer.sound.encode.destination import NotWritten
from stretchplayer.sound.encode.encoders import wav_header
from stretchplayer.sound.encode.sink import Chapter, Metadata, sink, tidy
from stretchplayer.sound.pcm import CHANNELS, FRAME, RATE, WIDTH

SMALL = Metadata(
    title="Größe [x]", frames=600, comment="A session.", chapters=(Chapter(0, "Calf"), Chapter(300, "Calf, left"))
)


def test_the_bytes_of_a_small_file() -> None:
    samples = b"".join((number % 256 * 64).to_bytes(2, "little") * 2 for number in range(600))
    data = rendered(samples, ".wav", SMALL)
    assert len(data) == 2622
    assert hashlib.sha256(data).hexdigest() == "11882fdaa1d30e60adfa62c94a81b33c3c0091e3e84ab4ba3822b39208881da0"


@given(metadata())
def test_what_the_header_says_of_its_size_is_so(metadata: Metadata) -> None:
    data = rendered(bytes(metadata.frames * FRAME), ".wav", metadata)
    assert int.from_bytes(data[4:8], "little") == len(data) - 8
    assert len(data) % 2 == 0
    with wave.open(io.BytesIO(data)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, CHANNELS, WIDTH)
        assert file.getnframes() == metadata.frames
        assert file.readframes(metadata.frames) == bytes(metadata.frames * FRAME)


@given(metadata())
def test_every_chunk_is_where_the_one_before_it_ends(metadata: Metadata) -> None:
    data = wav_header(tidy(metadata))
    at, names = 12, []
    while at < len(data):
        names.append(data[at : at + 4])
        at += 8 + int.from_bytes(data[at + 4 : at + 8], "little")
        at += at % 2
        if names[-1] == b"data":
            assert at == len(data) + metadata.frames * FRAME
    chapters = [b"cue ", b"LIST"] if metadata.chapters else []
    assert names == [b"fmt ", b"LIST", *chapters, b"data"]


def test_chapters_start_at_their_very_frame() -> None:
    samples = beep(600, 0)
    assert read(rendered(samples, ".wav", SMALL)).chapters == [(0, "Calf"), (6, "Calf, left")]


@given(st.integers(0, 4 * 3600 * RATE))
def test_four_hours_and_less_fit(frames: int) -> None:
    assert int.from_bytes(wav_header(Metadata(title="t", frames=frames))[-4:], "little") == frames * FRAME


def test_what_no_header_can_tell_is_refused_before_the_work() -> None:
    with pytest.raises(NotWritten, match=r"^6\.2 hours are too long for a wave file: choose \.flac, \.mp3 or \.ogg$"):
        sink(io.BytesIO(), ".wav", Metadata(title="t", frames=2**30))
