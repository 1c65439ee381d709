"""Clips of every voice are at 48 kHz, trimmed and equally loud, whatever an engine or a WAV file gives."""

import array
import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sound.voice.sounds import left, loudness, peak, right, tone, wav
from stretchplayer.sound.pcm import RATE, Clip
from stretchplayer.sound.voice.engine import VoiceFailed
from stretchplayer.sound.voice.shaping import RATES, clip_of, resampled, shaped

COMMON = (8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)


@pytest.mark.parametrize("rate", COMMON)
@pytest.mark.parametrize("level", [0.01, 0.2, 1.0])
def test_a_tone_keeps_its_length_and_gets_its_loudness(rate: int, level: float) -> None:
    clip = shaped(tone(0.5, rate, level=level), rate)
    assert clip.seconds == pytest.approx(0.5, abs=0.02)
    assert peak(clip) <= -2.99
    assert loudness(clip) == pytest.approx(-15.4, abs=0.3)


@pytest.mark.parametrize("rate", COMMON)
@pytest.mark.parametrize("pitch", [440, 1000, 3000])
def test_a_pitch_comes_out_as_that_pitch_and_nothing_else(rate: int, pitch: int) -> None:
    wide = array.array("i", [round(2**28 * math.sin(math.tau * pitch * at / rate)) for at in range(rate // 2)])
    made = array.array("i", resampled(wide.tobytes(), rate))[4000:20000]
    waves = [
        (math.sin(math.tau * pitch * at / RATE), math.cos(math.tau * pitch * at / RATE)) for at in range(4000, 20000)
    ]
    along = sum(each * wave[0] for each, wave in zip(made, waves, strict=True)) * 2 / len(made)
    across = sum(each * wave[1] for each, wave in zip(made, waves, strict=True)) * 2 / len(made)
    rest = sum((each - along * a - across * b) ** 2 for each, (a, b) in zip(made, waves, strict=True)) / len(made)
    power = (along**2 + across**2) / 2
    assert math.sqrt(2 * power) == pytest.approx(2**28, rel=0.01)
    assert 10 * math.log10(power / max(rest, 1e-9)) > 45


@given(before=st.floats(0, 1), after=st.floats(0, 1))
@settings(max_examples=25)
def test_silence_around_it_goes(before: float, after: float) -> None:
    rate = 22050
    quiet = [bytes(round(each * rate) * 2) for each in (before, after)]
    clip = shaped(quiet[0] + tone(0.3, rate) + quiet[1], rate)
    assert 0.29 <= clip.seconds <= 0.3 + 2 * 0.02 + 0.02


def test_pauses_inside_stay() -> None:
    clip = shaped(tone(0.2, 22050) + bytes(22050) + tone(0.2, 22050), 22050)
    assert clip.seconds == pytest.approx(0.9, abs=0.02)


@pytest.mark.parametrize(("last", "whole"), [(0.006, 0.2), (0.03, 0.9)])
def test_a_faint_click_after_a_pause_goes_and_a_soft_word_stays(last: float, whole: float) -> None:
    after = tone(0.2, 22050, level=last)
    clip = shaped(tone(0.2, 22050, level=0.5) + bytes(22050) + after, 22050)
    assert clip.seconds == pytest.approx(whole, abs=0.05)


def test_it_begins_and_ends_without_a_click() -> None:
    samples = left(shaped(tone(0.2, 22050), 22050))
    assert abs(samples[0]) <= 30
    assert abs(samples[-1]) <= 30


def test_both_ears_hear_the_same() -> None:
    clip = shaped(tone(0.2, 22050), 22050)
    assert left(clip) == right(clip)


@pytest.mark.parametrize("samples", [b"", b"\1", bytes(44100), b"\1\0" * 20000])
def test_silence_is_an_empty_clip(samples: bytes) -> None:
    assert shaped(samples, 22050) == Clip(b"")


@given(samples=st.binary(max_size=4000), rate=st.sampled_from(COMMON) | st.integers(RATES[0], RATES[-1]))
@settings(max_examples=200)
def test_no_sound_is_too_loud_whatever_it_is(samples: bytes, rate: int) -> None:
    clip = shaped(samples, rate)
    assert len(clip.data) % 4 == 0
    assert peak(clip) <= -2.98


@pytest.mark.parametrize("rate", [-1, 0, 7_999, 48_001, 192_000])
def test_other_rates_are_not_taken(rate: int) -> None:
    with pytest.raises(VoiceFailed, match="frames a second"):
        shaped(tone(0.1, 8000), rate)


WHOLE = wav(tone(0.3, 22050))


def test_one_channel_of_16_bits() -> None:
    assert clip_of(WHOLE).seconds == pytest.approx(0.3, abs=0.02)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 44100, 48000])
def test_every_usual_rate(rate: int) -> None:
    assert clip_of(wav(tone(0.3, rate), rate)).seconds == pytest.approx(0.3, abs=0.02)


def test_two_channels_become_one() -> None:
    mono = array.array("h", tone(0.3, 22050))
    both = array.array("h", [sample for each in mono for sample in (each, each)]).tobytes()
    assert clip_of(wav(both, channels=2)).seconds == pytest.approx(0.3, abs=0.02)


@pytest.mark.parametrize("width", [1, 3, 4])
def test_other_depths(width: int) -> None:
    mono = array.array("h", tone(0.3, 22050))
    if width == 1:
        samples = bytes((each >> 8) + 128 for each in mono)
    else:
        samples = b"".join((each << 8 * (width - 2)).to_bytes(width, "little", signed=True) for each in mono)
    clip = clip_of(wav(samples, width=width))
    assert clip.seconds == pytest.approx(0.3, abs=0.03)
    assert peak(clip) < -3


@pytest.mark.parametrize("length", [0xFFFFFFFF, 0x7FFFF000])
def test_a_length_that_was_not_known_yet(length: int) -> None:
    """As programs write it that send their sound through a pipe."""
    at = WHOLE.index(b"data") + 4
    streamed = WHOLE[:at] + struct.pack("<I", length) + WHOLE[at + 4 :]
    assert clip_of(streamed).frames == clip_of(WHOLE).frames


def test_other_chunks_are_passed_over() -> None:
    at = WHOLE.index(b"data")
    chatty = WHOLE[:at] + b"LIST" + struct.pack("<I", 5) + b"hello\0" + WHOLE[at:]
    assert clip_of(chatty) == clip_of(WHOLE)


def test_an_extensible_header() -> None:
    form = struct.pack("<HHIIHHHHIH14s", 0xFFFE, 1, 22050, 44100, 2, 16, 22, 16, 4, 1, b"\0" * 14)
    sound = tone(0.3, 22050)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(sound)) + sound
    assert clip_of(b"RIFF" + struct.pack("<I", len(body)) + body) == clip_of(WHOLE)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "gave nothing"),
        (b"ID3 and so on", "no WAV file"),
        (WHOLE[:30], "holds no sound"),
        (WHOLE.replace(b"fmt ", b"what"), "does not say what it holds"),
        (WHOLE.replace(b"data", b"nope"), "holds no sound"),
        (WHOLE[:20] + b"\3\0" + WHOLE[22:], "kind of WAV file that is not read"),
        (WHOLE[:22] + b"\6\0" + WHOLE[24:], "kind of WAV file that is not read"),
        (WHOLE[:24] + b"\0\0\0\0" + WHOLE[28:], "frames a second"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, told: str) -> None:
    with pytest.raises(VoiceFailed, match=told):
        clip_of(data)


@given(
    data=st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: WHOLE[:60] + tail), cut=st.integers(0, 60)
)
@settings(max_examples=200)
def test_no_file_does_more_than_fail(data: bytes, cut: int) -> None:
    damaged = WHOLE[:cut] + data
    try:
        clip_of(damaged)
    except VoiceFailed as error:
        assert str(error).endswith(".")  # noqa: PT017 - either is fine
