"""A WAV file is read as any program may write it, and anything else is told in a sentence."""

import array
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sound.voice.sounds import peak, tone, wav
from stretchplayer.sound.voice.engine import VoiceFailed
from stretchplayer.sound.voice.shaping import clip_of

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
    assert peak(clip) < -8


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
