"""Whatever an engine gives becomes a clip of one kind: 48 kHz, trimmed, as loud as every other, with clean highs."""

import array
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sound.voice.sounds import left, loudness, peak, right, tone
from stretchplayer.sound.pcm import RATE, Clip
from stretchplayer.sound.voice.engine import VoiceFailed
from stretchplayer.sound.voice.shaping import RATES, resampled, shaped

COMMON = (8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)


@pytest.mark.parametrize("rate", COMMON)
@pytest.mark.parametrize("level", [0.01, 0.2, 1.0])
def test_a_tone_keeps_its_length_and_gets_its_loudness(rate: int, level: float) -> None:
    clip = shaped(tone(0.5, rate, level=level), rate)
    assert clip.seconds == pytest.approx(0.5, abs=0.02)
    assert peak(clip) <= -7.99
    assert loudness(clip) == pytest.approx(-24.5, abs=0.3)


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
    assert 10 * math.log10(power / max(rest, 1e-9)) > 50


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
    assert peak(clip) <= -7.98


@pytest.mark.parametrize("rate", [-1, 0, 7_999, 48_001, 192_000])
def test_other_rates_are_not_taken(rate: int) -> None:
    with pytest.raises(VoiceFailed, match="frames a second"):
        shaped(tone(0.1, 8000), rate)
