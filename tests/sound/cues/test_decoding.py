"""A sound file of four kinds becomes a clip; anything else is refused, in bounded time and memory."""

import io
import struct
import sys
import wave
from array import array
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from math import pi, sin
from pathlib import Path
from random import Random

import pytest

from examples import SLOWLY
from stretchplayer.sound.cues.decoding import MOST_SECONDS, PEAK, NoDecoder, NotASound, decoded
from stretchplayer.sound.pcm import RATE, Clip

SOUNDS = Path(__file__).parent / "sounds"
TONE = [round(30_000 * sin(2 * pi * 440 * i / 44_100)) for i in range(13_230)]
MP3, OGG, FLAC, OPUS = ((SOUNDS / f"tone.{ending}").read_bytes() for ending in ("mp3", "ogg", "flac", "opus"))
KINDS = ["wav", "mp3", "ogg", "flac", "opus"]


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


@pytest.mark.parametrize("data", [WAV, MP3, OGG, FLAC, OPUS], ids=KINDS)
def test_every_kind_becomes_the_same_tone_on_both_sides(data: bytes) -> None:
    clip = decoded(data)
    heard = samples(clip)
    left, right = heard[0::2], heard[1::2]
    assert clip.seconds == pytest.approx(0.3, abs=0.1)
    assert left == pytest.approx(right, abs=60)
    turns = sum(one < 0 <= other for one, other in pairwise(left))
    assert turns / 0.3 == pytest.approx(440, abs=20)


@pytest.mark.parametrize("data", [WAV, MP3, OGG, FLAC, OPUS], ids=KINDS)
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
    assert decoded(wav([100] * (MOST_SECONDS * 8000), 8000)).seconds == pytest.approx(30, abs=0.01)
    assert refused(wav([100] * (MOST_SECONDS * 8000 + 100), 8000)) == "longer than 30 s"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "the file is empty"),
        (wav([0] * 4000), "there is only silence in it"),
        (wav([20, -20] * 4000), "there is only silence in it"),
        (b"title = 'a'\n", "damaged, or no sound: wav, flac, mp3 and ogg (Vorbis or Opus) can be played"),
        (b"RIFF\x10\0\0\0AVI LIST", "damaged, or no sound: wav, flac, mp3 and ogg (Vorbis or Opus) can be played"),
        (b"\0\0\0\x1cftypM4A \0\0\0\0", "damaged, or no sound: wav, flac, mp3 and ogg (Vorbis or Opus) can be played"),
        (b"\xff\xf1\x50\x80", "damaged, or no sound: wav, flac, mp3 and ogg (Vorbis or Opus) can be played"),
        (b"\xff", "damaged, or no sound: wav, flac, mp3 and ogg (Vorbis or Opus) can be played"),
        (b"RIFF\x04\0\0\0WAVE", "damaged, or no sound"),
        (WAV[:44], "there is no sound in it"),
        (FLAC[:20], "damaged, or no sound"),
        (b"ID3", "damaged, or no sound"),
        (b"OggS", "damaged, or no sound"),
        (OGG.replace(b"\x05vorbis", b"\x05vorbit"), "damaged, or no sound"),
    ],
)
def test_anything_else_is_refused_with_a_reason(data: bytes, told: str) -> None:
    assert refused(data).startswith(told)


@pytest.mark.parametrize("data", [WAV, MP3, OGG, FLAC, OPUS], ids=KINDS)
def test_half_a_file_is_half_a_sound_or_refused(data: bytes) -> None:
    whole = decoded(data).frames
    for part in (0.1, 0.5, 0.9):
        clip = tried(data[: round(len(data) * part)])
        assert clip is None or clip.frames <= whole


def test_a_flac_of_hours_in_little_space_ends_after_thirty_seconds() -> None:
    # A frame of one value, 4096 samples long, is 14 bytes; its own length says nothing.
    assert refused(_flac_of_silence(500)) == "longer than 30 s"


@pytest.mark.parametrize("length", [0, 1, 2**31, 2**32 - 1])
def test_a_header_that_lies_about_its_length_is_not_believed(length: int) -> None:
    clip = tried(WAV[:40] + struct.pack("<I", length) + WAV[44:])
    assert clip is None or clip.seconds <= 0.31


def test_a_decoder_that_crashes_does_not_end_the_program() -> None:
    with pytest.raises(NotASound, match="damaged, or no sound"):
        decoded(WAV, (sys.executable, "-c", "import os; os.abort()"))


def test_a_decoder_that_hangs_is_ended_and_the_file_refused() -> None:
    hangs = (sys.executable, "-c", "import threading; threading.Event().wait()")
    with pytest.raises(NotASound, match="damaged"):
        decoded(WAV, hangs, 0.3)


def test_without_a_process_no_file_is_to_blame() -> None:
    with pytest.raises(NoDecoder, match="no sound file can be decoded on this machine: No such file"):
        decoded(WAV, ("/no/such/program",))


def test_nothing_is_imported_from_the_folder_that_the_program_is_started_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "soundfile.py").write_text("raise ImportError('from here')")
    monkeypatch.chdir(tmp_path)
    assert decoded(WAV).frames > 0


@pytest.mark.slow
@pytest.mark.parametrize("data", [WAV, MP3, OGG, FLAC, OPUS], ids=KINDS)
def test_changed_bytes_are_sound_or_refused(data: bytes) -> None:
    with ThreadPoolExecutor(2) as pool:
        clips = [*pool.map(lambda seed: tried(changed(data, Random(seed))), range(400 if SLOWLY else 10))]
    assert all(clip is None or 0 < clip.seconds <= MOST_SECONDS for clip in clips)


def changed(whole: bytes, chance: Random) -> bytes:
    """The bytes of a file with some of them changed, as often as not in its headers."""
    data = bytearray(whole)
    reach = len(data) if chance.random() < 0.5 else min(len(data), 120 if whole[:4] != b"OggS" else 4000)
    for _ in range(chance.choice([1, 1, 1, 2, 4, 10])):
        at = chance.randrange(max(1, min(reach, len(data))))
        match chance.randrange(6):
            case 0 | 1 | 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                data[at : at + 4] = chance.choice([b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", bytes(4)])
            case 4:
                data[at : at + 1] = chance.choice([b"", b"\xff", b"\0"])
            case _ if chance.random() < 0.2:
                del data[at:]
    return bytes(data)


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        WAV[:36] + b"junk\0\0\0\0" * 1_000_000,
        b"fLaC\0" + FLAC[5:42] + b"\x01\0\0\0" * 2_000_000,
        b"\xff\xfb\x00\x64" * 1_000_000,
        b"\xff\xfb" + b"\xff" * 8_000_000,
        b"OggS" + bytes(22) + b"\x01\0" + b"OggS" * 2_000_000,
    ],
    ids=["chunks", "metadata", "free format", "ones", "pages"],
)
def test_large_files_of_nothing_do_not_hang_the_program(data: bytes) -> None:
    clip = tried(data)
    assert clip is None or clip.seconds <= MOST_SECONDS


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
