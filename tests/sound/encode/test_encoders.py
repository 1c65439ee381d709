"""Rendered files hold every sample, their title and their chapters, and cost no more than they have to."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import wave
from pathlib import Path
from random import Random

import msgspec
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

import stretchplayer
from sound.encode.rendered import ENDINGS, beep, metadata, onset, read, rendered
from stretchplayer.sound.encoders import Chapter, Ending, Metadata, NotWritten, wav_header
from stretchplayer.sound.pcm import CHANNELS, FRAME, RATE, WIDTH, audioop
from stretchplayer.sound.sound_file import ending_of, one_line, tidy, write_sound

BLOCKS = st.sampled_from([FRAME, 100 * FRAME, 4608 * FRAME, RATE * FRAME])
EXACT: tuple[Ending, ...] = (".wav", ".flac")
SLACK = {".ogg": 127, ".mp3": 1105 + 2 * 1152}
"""Frames that a file may be longer: what the encoder begins with, and the last frame filled up."""


@pytest.mark.parametrize("ending", ENDINGS)
@given(metadata=metadata(), seed=st.integers(0, 99), block=BLOCKS)
@settings(max_examples=40, deadline=None)
def test_a_reader_finds_what_was_written(ending: Ending, metadata: Metadata, seed: int, block: int) -> None:
    samples = Random(seed).randbytes(metadata.frames * FRAME)
    data = rendered(samples, ending, metadata, max(block, len(samples) // 500 // FRAME * FRAME))
    found, expected = read(data), tidy(metadata)
    assert (found.title, found.comment, found.language) == (expected.title, expected.comment, expected.language)
    assert found.chapters == [(chapter.milliseconds, chapter.title) for chapter in expected.chapters]
    if ending in EXACT and metadata.frames:
        assert found.samples == samples
    elif ending == ".ogg" and metadata.frames:
        # Where the length is a whole number of blocks, libav loses the last of them.
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            assert file.frames == metadata.frames
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
    assert b"Xiph" not in data
    assert b"libFLAC" not in data
    assert b"Mutagen" not in data


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
    with pytest.raises(ValueError, match="never came"):
        write_sound(io.BytesIO(), ending, metadata, [bytes(9 * FRAME)])
    with pytest.raises(ValueError, match="11 bytes"):
        write_sound(io.BytesIO(), ending, metadata, [bytes(11)])
    with pytest.raises(ValueError, match="44 bytes"):
        write_sound(io.BytesIO(), ending, metadata, [bytes(11 * FRAME)])


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
        write_sound(io.BytesIO(), ".wav", Metadata(title="t", frames=2**30), [])


def run(code: str, *flags: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *flags, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    assert done.stderr == ""
    return done.stdout


def test_nothing_that_encodes_is_loaded_before_it_is_needed() -> None:
    assert (
        run("""
import io, sys
from stretchplayer.sound.encoders import Metadata
from stretchplayer.sound.sound_file import write_sound
write_sound(io.BytesIO(), ".wav", Metadata(title="t", frames=0), [])
print(sorted({"soundfile", "mutagen", "lameenc", "miniaudio", "pydub"} & set(sys.modules)))
""")
        == "[]\n"
    )


def test_without_the_libraries_there_is_wav_and_a_sentence(tmp_path: Path) -> None:
    # A Python that finds nothing but these: -S leaves out whatever else is installed.
    # From Python 3.13 on, audioop is a package as well.
    for package in (msgspec, stretchplayer, *([audioop] if hasattr(audioop, "__path__") else [])):
        folder = Path(str(package.__file__)).parent
        shutil.copytree(folder, tmp_path / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
    told = run(
        """
import io
from stretchplayer.sound.encoders import Metadata, NotWritten
from stretchplayer.sound.sound_file import write_sound
for ending in (".wav", ".flac", ".mp3", ".ogg"):
    try:
        write_sound(io.BytesIO(), ending, Metadata(title="t", frames=0), [])
    except NotWritten as error:
        print(error)
""",
        "-S",
        PYTHONPATH=str(tmp_path),
    )
    needed = {".flac": "soundfile", ".mp3": "lameenc", ".ogg": "soundfile"}
    assert told.splitlines() == [
        f"{ending} cannot be written on this machine (No module named '{name}'): choose .wav"
        for ending, name in needed.items()
    ]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell its greatest use of memory this way")
@pytest.mark.parametrize("ending", ENDINGS)
def test_memory_does_not_grow_with_the_length(ending: Ending) -> None:
    grown = run(f"""
import os, resource, sys
from stretchplayer.sound.encoders import Metadata
from stretchplayer.sound.sound_file import write_sound
second = bytes(range(256)) * 2 + bytes(48000 * 4 - 512)
def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 if sys.platform == "linux" else 1024)
def blocks():
    global before
    for at in range(240):
        if at == 60:
            before = most()
        yield second
with open(os.devnull, "wb") as nowhere:
    write_sound(nowhere, {ending!r}, Metadata(title="t", frames=48000 * 240), blocks())
print(most() - before)
""")
    assert int(grown) < 3000
