"""A sound file of four kinds becomes a clip; anything else is refused, in bounded time and memory."""

import io
import os
import struct
import subprocess
import sys
import wave
from array import array
from itertools import pairwise
from math import pi, sin
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sound.cues.gnawing import mended
from stretchplayer.sound.own.decoding import MOST_SECONDS, PEAK, NotASound, decoded
from stretchplayer.sound.pcm import RATE, Clip

SOUNDS = Path(__file__).parent / "sounds"
TESTS = Path(__file__).parents[2]
TONE = [round(30_000 * sin(2 * pi * 440 * i / 44_100)) for i in range(13_230)]
MP3, OGG, FLAC = ((SOUNDS / f"tone.{ending}").read_bytes() for ending in ("mp3", "ogg", "flac"))


def wav(samples: list[int], rate: int = 44_100, channels: int = 1) -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array("h", samples).tobytes())
    return held.getvalue()


WAV = wav(TONE)


def samples(clip: Clip) -> list[int]:
    return array("h", clip.data).tolist()


def tried(data: bytes) -> Clip | None:
    """The clip, or nothing where the bytes are refused; whatever else is raised goes on."""
    try:
        return decoded(data)
    except NotASound:
        return None


def refused(data: bytes) -> str:
    with pytest.raises(NotASound) as told:
        decoded(data)
    return str(told.value)


@pytest.mark.parametrize("data", [WAV, MP3, OGG, FLAC])
def test_every_kind_becomes_the_same_tone_on_both_sides(data: bytes) -> None:
    clip = decoded(data)
    heard = samples(clip)
    left, right = heard[0::2], heard[1::2]
    assert clip.seconds == pytest.approx(0.3, abs=0.1)
    assert left == pytest.approx(right, abs=60)
    turns = sum(one < 0 <= other for one, other in pairwise(left))
    assert turns / 0.3 == pytest.approx(440, abs=20)


@pytest.mark.parametrize("data", [WAV, MP3, OGG, FLAC])
def test_what_is_too_loud_is_made_softer(data: bytes) -> None:
    heard = samples(decoded(data))
    assert PEAK - 10 <= max(map(abs, heard)) <= PEAK


def test_what_is_soft_stays_as_it_is() -> None:
    soft = [each // 8 for each in TONE]
    assert samples(decoded(wav(soft, RATE)))[0::2] == pytest.approx(soft, abs=1)


def test_the_largest_negative_sample_is_made_softer_too() -> None:
    assert min(samples(decoded(wav([-32_768, 0] * 400, RATE)))) >= -PEAK


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000, 96_000, 192_000])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_every_usual_rate_and_number_of_channels(rate: int, channels: int) -> None:
    assert decoded(wav([100] * (rate // 2 * channels), rate, channels)).seconds == pytest.approx(0.5, abs=0.01)


def test_thirty_seconds_and_no_more() -> None:
    assert decoded(wav([0] * (MOST_SECONDS * 8000), 8000)).seconds == pytest.approx(30, abs=0.01)
    assert refused(wav([0] * (MOST_SECONDS * 8000 + 100), 8000)) == "longer than 30 s"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "the file is empty"),
        (b"title = 'a'\n", "not a sound: only wav, mp3, ogg (Vorbis) and flac can be played"),
        (b"RIFF\x10\0\0\0AVI LIST", "not a sound: only"),
        (b"\0\0\0\x1cftypM4A \0\0\0\0", "not a sound: only"),
        (b"\xff\xf1\x50\x80", "not a sound: only"),
        (b"\xff", "not a sound: only"),
        (b"RIFF\x04\0\0\0WAVE", "damaged, or of another kind"),
        (WAV[:44], "there is no sound in it"),
        (FLAC[:20], "damaged, or of another kind"),
        (b"ID3", "damaged, or of another kind"),
        (b"OggS", "damaged: a part of it is missing or was changed"),
        (OGG[:-1], "damaged: a part of it is missing or was changed"),
        (OGG + b"\0", "damaged: a part of it is missing or was changed"),
        (OGG + OGG, "Ogg with more than one stream, or with a part missing"),
        (mended(OGG.replace(b"\x01vorbis", b"OpusHead")[:-1]), "Ogg, but without Vorbis in it"),
        (mended(OGG.replace(b"\x05vorbis", b"\x05vorbit")), "Ogg, but without Vorbis in it, or with damaged headers"),
    ],
)
def test_anything_else_is_refused_with_a_reason(data: bytes, told: str) -> None:
    assert refused(data).startswith(told)


@given(
    st.sampled_from([b"", b"RIFF....WAVE", b"RIFF....WAVEfmt ", b"fLaC", b"OggS\0", b"ID3", b"\xff\xfb"]), st.binary()
)
@settings(deadline=None)
def test_no_bytes_do_anything_but_sound_or_be_refused(begin: bytes, rest: bytes) -> None:
    clip = tried(begin + rest)
    assert clip is None or 0 < clip.seconds <= MOST_SECONDS


@given(st.data())
@settings(deadline=None)
def test_half_a_file_is_half_a_sound_or_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([WAV, MP3, OGG, FLAC]))
    clip = tried(whole[: data.draw(st.integers(0, len(whole)))])
    assert clip is None or clip.frames <= decoded(whole).frames


def test_a_flac_of_hours_in_little_space_ends_after_thirty_seconds() -> None:
    # A frame of one value, 4096 samples long, is 14 bytes; its own length says nothing.
    assert refused(_flac_of_silence(500)) == "longer than 30 s"


@pytest.mark.parametrize("length", [0, 1, 2**31, 2**32 - 1])
def test_a_header_that_lies_about_its_length_is_not_believed(length: int) -> None:
    clip = tried(WAV[:40] + struct.pack("<I", length) + WAV[44:])
    assert clip is None or clip.seconds <= 0.31


@pytest.mark.slow
@pytest.mark.parametrize("first", [0, 500])
@pytest.mark.parametrize("kind", ["wav", "mp3", "ogg", "flac"])
def test_changed_bytes_neither_crash_nor_hang_the_program(kind: str, first: int, tmp_path: Path) -> None:
    file = tmp_path / "tone.wav" if kind == "wav" else SOUNDS / f"tone.{kind}"
    if kind == "wav":
        file.write_bytes(WAV)
    gnawing(file, first, 500)


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        WAV[:36] + b"junk\0\0\0\0" * 1_000_000,
        b"fLaC\0" + FLAC[5:42] + b"\x01\0\0\0" * 2_000_000,
        b"\xff\xfb\x00\x64" * 2_000_000,
        b"\xff\xfb" + b"\xff" * 8_000_000,
        b"OggS" + bytes(22) + b"\x01\0" + b"OggS" * 2_000_000,
    ],
    ids=["chunks", "metadata", "free format", "ones", "pages"],
)
def test_large_files_of_nothing_do_not_hang_the_program(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "large"
    file.write_bytes(data)
    gnawing(file, 0, 1)


def gnawing(file: Path, first: int, count: int) -> None:
    """Decode changed bytes of `file` in a process that may take a minute."""
    path = os.pathsep.join((str(TESTS), os.environ.get("PYTHONPATH", "")))
    done = subprocess.run(
        [sys.executable, "-m", "sound.cues.gnawing", str(file), str(first), str(count)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert sum(map(int, done.stdout.split())) == count


def _flac_of_silence(frames: int) -> bytes:
    """48 kHz, one channel, 16 bits; every frame 4096 times nothing; the whole length is not given."""
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + ((48_000 << 44) | (15 << 36)).to_bytes(8, "big") + bytes(16)
    found = [b"fLaC\x80\0\0\x22", info]
    for number in range(frames):
        head = b"\xff\xf8\xca\x08" + chr(number).encode()
        head += bytes([_check(head, 0x07, 8)])
        body = head + bytes(3)
        found.append(body + _check(body, 0x8005, 16).to_bytes(2, "big"))
    return b"".join(found)


def _check(data: bytes, polynomial: int, width: int) -> int:
    found = 0
    for byte in data:
        found ^= byte << (width - 8)
        for _ in range(8):
            found = (found << 1) ^ (polynomial if found >> (width - 1) else 0)
            found &= (1 << width) - 1
    return found
