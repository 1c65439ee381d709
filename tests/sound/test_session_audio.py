"""The sound of a session never holds it up, and each message about it is shown once."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from core.build import Play, plan, stretch
from sound.fakes import FakeOutput, OddVoice, audio_system, folders, speaking
from sound.stream.streams import Hand, until
from stretchplayer.model.routine import Sound
from stretchplayer.settings import Settings
from stretchplayer.settings import Sound as Wanted
from stretchplayer.sound.audio_system import AudioSystem
from stretchplayer.sound.session_audio import SessionAudio
from stretchplayer.sound.stream.sound_output import BellWanted, NoSound, SoundOutput

LONG = 20.0
AT_ONCE = 1.0
TEXT = b'format = 1\ntitle = "One"\n'
HELD = plan(stretch(hold=30))


def soon(act: Callable[[], object]) -> None:
    """Do it, which may not take long."""
    acting = threading.Thread(target=act, daemon=True)
    acting.start()
    acting.join(AT_ONCE)
    assert not acting.is_alive()


def along(made: AudioSystem, *, muted: bool = False) -> SessionAudio:
    return SessionAudio(made, HELD.routine, TEXT, muted=muted)


class Turned:
    """A session with a listener that hears of every turn."""

    def __init__(self, audio: SessionAudio, clock: Hand) -> None:
        self.audio, self.clock = audio, clock
        self.play = Play(HELD)
        self.told: list[str] = []

    def turn(self, output: FakeOutput | None = None) -> None:
        """Half a second passes."""
        for _ in range(10):
            self.clock.now += 0.05
            if output is not None and output.source is not None:
                output.pull()
        told = self.play.wait(0.5)
        soon(lambda: self.audio.follow(told, self.play.session, self.clock.now, 0.0))
        while (word := self.audio.tell()) is not None:
            self.told.append(word)


def no_device() -> SoundOutput:
    message = "there is none"
    raise NoSound(message)


def told_of(failure: str, home: Path) -> list[str]:
    """What a session says in which there is no sound because of `failure`."""

    def none() -> SoundOutput:
        raise NoSound(failure)

    clock = Hand(0.0)
    turned = Turned(along(AudioSystem(folders(home), Settings(), clock, none)), clock)
    until(lambda: turned.audio.ready)
    turned.turn()
    turned.audio.close()
    return turned.told


def test_the_same_lack_of_sound_is_told_in_one_session_only(tmp_path: Path) -> None:
    told = [told_of(failure, tmp_path) for failure in ("no card", "no card", "no server", "no server")]
    assert [len(each) for each in told] == [1, 0, 1, 0]
    output = FakeOutput()
    clock = Hand(0.0)
    turned = Turned(along(audio_system(tmp_path, clock, output)), clock)
    until(turned.audio._audio.opened.is_set)
    turned.turn(output)
    turned.audio.close()
    assert len(told_of("no server", tmp_path)) == 1, "it was there meanwhile"


def test_that_there_is_no_device_is_told_once(tmp_path: Path) -> None:
    clock = Hand(0.0)
    made = AudioSystem(folders(tmp_path), Settings(), clock, no_device)
    turned = Turned(along(made), clock)
    until(lambda: turned.audio.ready)
    for _ in range(5):
        turned.turn()
    assert turned.told == ["No sound device was found. The terminal's bell rings instead."]
    assert not turned.audio.audible
    assert turned.audio.lead == 0
    turned.audio.close(LONG)


def test_that_sound_is_gone_and_back_is_told_once_each(tmp_path: Path) -> None:
    clock, output = Hand(0.0), FakeOutput()
    turned = Turned(along(audio_system(tmp_path, clock, output)), clock)
    until(lambda: turned.audio.audible)
    for lost in (False, False, True, True, False, False):
        output.is_lost = lost
        turned.turn(output)
    assert turned.told == ["The sound device is gone. The terminal's bell rings instead.", "Sound is back."]
    turned.audio.close()


def test_a_voice_that_fails_is_told_once_and_holds_nothing_up(tmp_path: Path) -> None:
    clock, output, voice = Hand(0.0), FakeOutput(), OddVoice(fails=True)
    voice.may.set()
    turned = Turned(along(speaking(audio_system(tmp_path, clock, output), voice)), clock)
    until(lambda: turned.audio.audible)
    tick = threading.Event()
    for _ in range(200):
        turned.turn(output)
        if turned.told:
            break
        tick.wait(0.01)
    for _ in range(5):
        turned.turn(output)
    (told,) = turned.told
    assert told.startswith("The odd voice cannot say it")
    assert told.endswith("What it cannot say is left out.")
    turned.audio.close()


def test_a_slow_voice_holds_nothing_up_and_cues_are_heard(tmp_path: Path) -> None:
    clock, output, voice = Hand(0.0), FakeOutput(), OddVoice()
    turned = Turned(along(speaking(audio_system(tmp_path, clock, output), voice)), clock)
    until(lambda: turned.audio.audible)
    made = turned.audio
    turned.turn(output)

    def heard() -> bool:
        turned.turn(output)
        return made._audio.mixer.busy

    until(heard)
    assert voice.asked.wait(LONG)
    assert not turned.told
    voice.may.set()
    made.close()


def test_it_is_ready_once_the_first_cue_and_the_first_words_would_be_heard(tmp_path: Path) -> None:
    opening, clock, output, voice = threading.Event(), Hand(0.0), FakeOutput(), OddVoice()

    def slowly() -> SoundOutput:
        opening.wait(LONG)
        return output

    made = along(speaking(AudioSystem(folders(tmp_path), Settings(), clock, slowly), voice))
    assert not made.ready, "the device is not open"
    opening.set()
    until(lambda: output.opened == 1)
    assert not made.ready, "nothing was pulled, and nothing was said"

    def pulled() -> bool:
        clock.now += 0.05
        output.pull()
        return made._audio.timebase.known.is_set()

    until(pulled)
    until(voice.asked.is_set)
    assert not made.ready, "nothing was said"
    voice.may.set()
    until(lambda: made.ready)
    made.close()


def test_closing_does_not_wait_for_a_device_that_does_not_open(tmp_path: Path) -> None:
    opening = threading.Event()
    output = FakeOutput()

    def slowly() -> SoundOutput:
        opening.wait(LONG)
        return output

    made = along(AudioSystem(folders(tmp_path), Settings(), Hand(0.0), slowly))
    soon(made.close)
    opening.set()
    until(lambda: output.opened == 1 and not output.open_now)


def test_muted_from_the_start_no_device_is_opened_until_sound_is_wanted(tmp_path: Path) -> None:
    clock, output = Hand(0.0), FakeOutput()
    turned = Turned(along(audio_system(tmp_path, clock, output), muted=True), clock)
    assert turned.audio.ready
    turned.turn()
    assert not output.opened
    assert turned.audio.lead == 0
    turned.audio.mute(muted=False)
    until(lambda: turned.audio.audible)
    turned.turn(output)
    turned.audio.mute(muted=True)
    turned.turn(output)
    assert not any(output.pull())
    turned.audio.close()
    assert (output.opened, output.closed) == (1, 1)
    assert not turned.told


@pytest.mark.parametrize(
    ("own", "wanted", "talk", "volume"),
    [
        (Sound(), Wanted(), "full", 80),
        (Sound(voice="names", volume=50), Wanted(voice="full", volume=80), "names", 50),
        (Sound(voice="full", volume=100), Wanted(voice="off", volume=20), "off", 20),
    ],
)
def test_the_quieter_of_two_wishes_holds(own: Sound, wanted: Wanted, talk: str, volume: int, tmp_path: Path) -> None:
    routine = structs.replace(HELD.routine, sound=own)
    made = audio_system(tmp_path, Hand(0.0), FakeOutput(), Settings(sound=wanted))
    audio = SessionAudio(made, routine, TEXT, muted=True)
    assert (audio.talk, audio.volume) == (talk, volume)
    audio.turn(250)
    assert audio.volume == 100
    audio.turn(-10)
    assert audio.volume == 0


def test_a_device_that_comes_later_is_found(tmp_path: Path) -> None:
    clock, output, there = Hand(0.0), FakeOutput(), threading.Event()

    def choose() -> SoundOutput:
        return output if there.is_set() else no_device()

    turned = Turned(along(AudioSystem(folders(tmp_path), Settings(), clock, choose, again=0.01)), clock)
    until(lambda: turned.audio.ready)
    turned.turn()
    assert not turned.audio.audible
    there.set()
    until(lambda: turned.audio.audible)
    for _ in range(3):
        turned.turn(output)
    assert turned.told == [
        "No sound device was found. The terminal's bell rings instead.",
        "There is a sound device now.",
    ]
    turned.audio.close()
    assert not output.open_now


def test_whoever_wants_the_bell_is_not_asked_again(tmp_path: Path) -> None:
    asked = []

    def choose() -> SoundOutput:
        asked.append(1)
        message = "the bell"
        raise BellWanted(message)

    made = AudioSystem(folders(tmp_path), Settings(), Hand(0.0), choose, again=0.0)
    made.open()
    assert made.opened.wait(LONG)
    made.close()
    assert len(asked) == 1
