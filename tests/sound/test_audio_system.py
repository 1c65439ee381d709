"""An audio system opens beside everything else, fails alone, and lets go of its device whatever happens."""

import threading
from pathlib import Path

import pytest

from sound.fakes import BLOCK, FakeOutput, OddVoice, audio_system, folders, speaking
from sound.stream.streams import Hand, until
from stretchplayer.settings import Settings
from stretchplayer.sound.audio_system import AudioSystem
from stretchplayer.sound.pcm import RATE, Clip, silence
from stretchplayer.sound.stream.mixer import Note
from stretchplayer.sound.stream.sound_output import BellWanted, NoSound, SoundOutput

LONG = 20.0


class Door:
    """Gives the output once it is open; notes who came."""

    def __init__(self, result: SoundOutput | Exception) -> None:
        self.open = threading.Event()
        self.reached = threading.Event()
        self._result = result

    def __call__(self) -> SoundOutput:
        self.reached.set()
        self.open.wait(LONG)
        if isinstance(self._result, Exception):
            raise self._result
        return self._result


def behind(door: Door, folder: Path) -> AudioSystem:
    return AudioSystem(folders(folder), Settings(), Hand(), door)


def test_an_audio_system_that_is_not_opened_touches_no_device(tmp_path: Path) -> None:
    output = FakeOutput()
    made = audio_system(tmp_path, Hand(), output)
    made.close()
    assert not output.opened
    assert not made.audible
    assert made.lead == 0


def test_opening_does_not_wait_and_happens_once(tmp_path: Path) -> None:
    output = FakeOutput()
    door = Door(output)
    made = behind(door, tmp_path)
    made.open()
    made.open()
    assert not made.opened.is_set()
    assert made.output is None
    assert made.lead > 0
    door.open.set()
    assert made.opened.wait(LONG)
    assert output.opened == 1
    assert made.audible
    made.close()
    made.close()
    assert output.closed == 2


def test_a_lost_device_is_not_audible(tmp_path: Path) -> None:
    output = FakeOutput()
    made = audio_system(tmp_path, Hand(), output)
    output.is_lost = True
    made.open()
    assert made.opened.wait(LONG)
    assert not made.audible
    made.close()


@pytest.mark.parametrize(
    ("fault", "told"),
    [(NoSound("no card"), "no card"), (BellWanted("the bell"), ""), (OSError(28, "disk full"), "disk full")],
)
def test_why_there_is_no_sound(fault: Exception, told: str, tmp_path: Path) -> None:
    door = Door(fault)
    door.open.set()
    made = behind(door, tmp_path)
    made.open()
    assert made.opened.wait(LONG)
    assert made.failure is not None
    assert told in made.failure
    assert bool(made.failure) == bool(told)
    assert made.lead == 0
    made.close()


def test_who_closes_does_not_wait_for_what_still_opens_and_it_is_closed_all_the_same(tmp_path: Path) -> None:
    output = FakeOutput()
    door = Door(output)
    made = behind(door, tmp_path)
    made.open()
    assert door.reached.wait(LONG)
    closing = threading.Thread(target=made.close, daemon=True)
    closing.start()
    closing.join(1.0)
    assert not closing.is_alive()
    door.open.set()
    assert made.opened.wait(LONG)
    until(lambda: not output.open_now)
    assert made.output is None


def test_closing_waits_for_what_is_placed_and_for_what_is_in_the_device(tmp_path: Path) -> None:
    output = FakeOutput()
    made = audio_system(tmp_path, Hand(), output)
    made.open()
    assert made.opened.wait(LONG)
    made.mixer.follow({"last": Note(0, Clip(silence(BLOCK)))})
    closing = threading.Thread(target=made.close, args=(LONG,), daemon=True)
    closing.start()
    closing.join(0.2)
    assert output.open_now
    output.pull()
    # All of it has been pulled, and lies in the buffer of the device.
    closing.join(output.latency * 0.5)
    assert output.open_now
    closing.join(LONG)
    assert not output.open_now


def test_closing_waits_no_longer_than_told_and_not_at_all_for_a_lost_device(tmp_path: Path) -> None:
    for lost, patience in ((False, 0.1), (True, LONG), (False, 0.0)):
        output = FakeOutput()
        made = audio_system(tmp_path, Hand(), output)
        made.open()
        assert made.opened.wait(LONG)
        made.mixer.follow({"last": Note(100 * RATE, Clip(silence(BLOCK)))})
        output.is_lost = lost
        closing = threading.Thread(target=made.close, args=(patience,), daemon=True)
        closing.start()
        closing.join(1.0)
        assert not closing.is_alive()
        assert not output.open_now


def test_closing_does_not_wait_long_for_a_voice_that_does_not_end(tmp_path: Path) -> None:
    output, voice = FakeOutput(), OddVoice()
    made = speaking(audio_system(tmp_path, Hand(), output), voice)
    made.open()
    assert made.opened.wait(LONG)
    assert made.speaker.clip("Hold.", "en") is None
    assert voice.asked.wait(LONG)
    closing = threading.Thread(target=made.close, daemon=True)
    closing.start()
    # The device is free at once; the voice is given a moment.
    until(lambda: not output.open_now)
    closing.join(2.0)
    assert not closing.is_alive()
    voice.may.set()


def test_muted_the_stream_goes_on_in_silence(tmp_path: Path) -> None:
    output = FakeOutput()
    made = audio_system(tmp_path, Hand(), output)
    made.open()
    assert made.opened.wait(LONG)
    loud = Clip(b"\x10\x20" * 2 * RATE)
    made.mixer.follow({"one": Note(0, loud)})
    made.turn(50, mute=False)
    assert output.pull(1) == b"\x08\x10" * 2
    made.turn(50, mute=True)
    assert not any(output.pull())
    made.turn(100, mute=False)
    assert output.pull(1) == b"\x10\x20" * 2
    assert made.mixer.head == output.head
    made.close()
