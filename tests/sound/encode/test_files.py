"""Every kind of file holds the sound, the title and the chapters, whatever they are, and nothing of when and where."""

import io
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sound.encode.rendered import ENDINGS, beep, metadata, onset, read, rendered
from stretchplayer.sound.encode.destination import NotWritten
from stretchplayer.sound.encode.sink import Chapter, Ending, Metadata, ending_of, one_line, sink, tidy
from stretchplayer.sound.pcm import FRAME, RATE

BLOCKS = st.sampled_from([FRAME, 100 * FRAME, 4608 * FRAME, RATE * FRAME])
EXACT: tuple[Ending, ...] = (".wav", ".flac")
SLACK = {".ogg": 0, ".mp3": 1105 + 2 * 1152}
"""Frames that a file may be longer: what the encoder begins with, and the last frame filled up."""


@pytest.mark.parametrize("ending", ENDINGS)
@given(metadata=metadata(), seed=st.integers(0, 99), block=BLOCKS)
@settings(max_examples=40, deadline=None)
def test_a_reader_finds_what_was_written(ending: Ending, metadata: Metadata, seed: int, block: int) -> None:
    samples = Random(seed).randbytes(metadata.frames * FRAME)
    found, expected = (
        read(rendered(samples, ending, metadata, max(block, len(samples) // 500 // FRAME * FRAME))),
        tidy(metadata),
    )
    assert (found.title, found.comment, found.language) == (expected.title, expected.comment, expected.language)
    assert found.chapters == [(chapter.milliseconds, chapter.title) for chapter in expected.chapters]
    if ending in EXACT:
        assert found.samples == samples
    elif metadata.frames:
        assert 0 <= len(found.samples) // FRAME - metadata.frames <= SLACK[ending]


@pytest.mark.parametrize("ending", ENDINGS)
@given(metadata=metadata(most=5000))
@settings(max_examples=15, deadline=None)
def test_the_same_sound_is_the_same_bytes(ending: Ending, metadata: Metadata) -> None:
    samples = bytes(metadata.frames * FRAME)
    data = rendered(samples, ending, metadata)
    assert data == rendered(samples, ending, metadata)


@pytest.mark.parametrize("ending", [".flac", ".ogg"])
def test_no_version_stands_in_the_file(ending: Ending) -> None:
    data = rendered(bytes(RATE * FRAME), ending, Metadata(title="t", frames=RATE))
    assert b"Lavf" not in data
    assert b"Lavc" not in data


@pytest.mark.parametrize(("ending", "late"), [(".wav", 0), (".flac", 0), (".mp3", 2400), (".ogg", 240)])
def test_a_sound_comes_when_it_should(ending: Ending, late: int) -> None:
    samples = beep(2 * RATE, RATE)
    found = onset(read(rendered(samples, ending, Metadata(title="t", frames=2 * RATE))).samples)
    assert abs(found - onset(samples)) <= late


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_length_is_known_to_who_reads_a_pipe(ending: Ending) -> None:
    frames = 10 * RATE
    found = read(rendered(bytes(frames * FRAME), ending, Metadata(title="t", frames=frames)))
    assert found.seconds == pytest.approx(10, abs=0.1)


@pytest.mark.parametrize("ending", [".wav", ".flac", ".mp3"])
def test_another_reader_hears_the_same(ending: Ending) -> None:
    miniaudio = pytest.importorskip("miniaudio", reason="not for every machine")
    samples = beep(RATE, RATE // 2)
    decoded = miniaudio.decode(rendered(samples, ending, Metadata(title="t", frames=RATE)), sample_rate=RATE)
    assert decoded.nchannels == 2
    if ending in EXACT:
        assert decoded.samples.tobytes() == samples
    else:
        assert abs(decoded.num_frames - RATE) <= SLACK[ending]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("count", [255, 256, 400])
def test_chapters_by_the_hundred(ending: Ending, count: int) -> None:
    chapters = tuple(Chapter(number * 48, f"Step {number}") for number in range(count))
    metadata = Metadata(title="t", frames=RATE, chapters=chapters)
    found = read(rendered(bytes(RATE * FRAME), ending, metadata))
    assert found.chapters == [(number, f"Step {number}") for number in range(count)]


@pytest.mark.parametrize("ending", ENDINGS)
def test_frames_have_to_be_whole_and_as_many_as_promised(ending: Ending) -> None:
    metadata = Metadata(title="t", frames=10)
    with pytest.raises(ValueError, match="never came"), sink(io.BytesIO(), ending, metadata) as file:
        file.write(bytes(9 * FRAME))
    with pytest.raises(ValueError, match="11 bytes"), sink(io.BytesIO(), ending, metadata) as file:
        file.write(bytes(11))
    with pytest.raises(ValueError, match="44 bytes"), sink(io.BytesIO(), ending, metadata) as file:
        file.write(bytes(11 * FRAME))


@pytest.mark.parametrize("ending", ENDINGS)
def test_only_an_open_file_takes_sound(ending: Ending) -> None:
    file = sink(io.BytesIO(), ending, Metadata(title="t", frames=10))
    with pytest.raises(ValueError, match="0 frames to come"):
        file.write(bytes(FRAME))
    with file:
        file.write(bytes(10 * FRAME))
    with pytest.raises(ValueError, match="0 frames to come"):
        file.write(bytes(FRAME))


@given(st.text())
def test_a_text_is_one_line_that_can_be_encoded(text: str) -> None:
    found = one_line(text)
    found.encode()
    assert found == one_line(found)
    assert len(found.splitlines()) <= 1
    assert "\0" not in found


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.wav", ".wav"),
        ("A.FLAC", ".flac"),
        ("x/y.z.Mp3", ".mp3"),
        ("a b.ogg", ".ogg"),
        ("a.m4a", None),
        ("wav", None),
    ],
)
def test_the_kind_of_file_follows_from_its_name(name: str, ending: Ending | None) -> None:
    if ending is None:
        with pytest.raises(NotWritten, match=r"has to end in \.wav, \.flac, \.mp3 or \.ogg"):
            ending_of(name)
    else:
        assert ending_of(name) == ending
