"""Sound in the app: keys change what is heard, trouble is reported once, and no device is kept that nobody plays on."""

import threading
from array import array

import pytest

from sound.fakes import FakeOutput
from stretchplayer.app.session_flow import Play
from stretchplayer.settings import Settings, load_settings
from stretchplayer.sound.audio_system import AudioSystem
from stretchplayer.sound.stream.sound_output import NoSound, SoundOutput, Source
from stretchplayer.sound.voice.engine import Off
from stretchplayer.sound.voice.speaker import Speaker
from stretchplayer.tui.screens.player_screen import PlayerPage
from tui.routines import SHORT
from tui.shelf import filled
from tui.stage import Stage, on_top, press, see, settled, texts, until, words

NO_DEVICE = "No sound device was found. The terminal's bell rings instead."
BLOCK = 0.05


class Heard(FakeOutput):
    """Plays in the time of the stage; `blocks` is what was heard."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.blocks: list[bytes] = []

    def open(self, source: Source) -> None:
        """Play until the stream is learnt."""
        super().open(source)
        for _ in range(12):
            self.block()

    def block(self) -> None:
        """Let one block be heard."""
        self._stage.clock.passed += BLOCK
        self.blocks.append(self.pull())


def silenced(audio: AudioSystem) -> AudioSystem:
    """The same audio system, with nobody who speaks."""
    audio.speaker = Speaker(Off())
    return audio


class Room:
    """A stage with an output and without a voice."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.output = stage, Heard(stage)
        self.built = 0
        stage.audio = self.build

    def build(self, settings: Settings) -> AudioSystem:
        self.built += 1
        return silenced(AudioSystem(self.stage.folders, settings, self.stage.clock, lambda: self.output))

    def listen(self, page: PlayerPage, seconds: float) -> int:
        """Let time pass, and the page turn; the loudest that is heard meanwhile."""
        self.output.blocks.clear()
        for number in range(round(seconds / BLOCK)):
            self.output.block()
            if number % 5 == 0:
                page.turn()
        return max(abs(each) for each in array("h", b"".join(self.output.blocks)))


@pytest.fixture
def room(short: Stage) -> Room:
    return Room(short)


async def test_keys_change_what_is_heard(room: Room) -> None:
    async with room.stage.playing("short") as pilot:
        page = on_top(pilot, PlayerPage)
        loud = room.listen(page, 6.0)
        assert loud > 2000
        await press(pilot, "m")
        await see(pilot, "Sound is off.")
        await press(pilot, "n")
        assert room.listen(page, 1.0) == 0
        await press(pilot, "m")
        await see(pilot, "Sound is on.")
        await press(pilot, *["less_than_sign"] * 4)
        await see(pilot, "Volume: 40 %.")
        await press(pilot, "b")
        assert loud * 0.4 < room.listen(page, 6.0) < loud * 0.6
        await press(pilot, "greater_than_sign")
        await see(pilot, "Volume: 50 %.")
        await press(pilot, "v")
        await see(pilot, "Voice: names.")
    sound = load_settings(room.stage.folders).settings.sound
    assert (sound.volume, sound.voice, sound.mute) == (50, "names", False)


async def test_the_player_is_drawn_while_the_device_opens_and_begins_when_it_is_heard(short: Stage) -> None:
    opening, output = threading.Event(), Heard(short)

    def slowly() -> Heard:
        opening.wait(30)
        return output

    short.audio = lambda settings: silenced(AudioSystem(short.folders, settings, short.clock, slowly))
    async with short.running(Play("short", yes=True)) as pilot:
        await see(pilot, "READY")
        player = on_top(pilot, PlayerPage).player
        whole = player.view().remaining
        short.clock.passed += 1.0
        await settled(pilot)
        assert (player.waiting, player.view().remaining) == (True, whole)
        opening.set()
        await until(pilot, lambda: not player.waiting)
        assert player.view().remaining == whole


async def test_a_routine_that_wants_to_be_quiet_is_turned_from_where_it_is(room: Room) -> None:
    room.stage.write("short", SHORT + '[sound]\nvoice = "names"\nvolume = 30\n')
    async with room.stage.playing("short") as pilot:
        await press(pilot, "greater_than_sign", "v")
        await see(pilot, "Volume: 40 %.", "Voice: off.")
    sound = load_settings(room.stage.folders).settings.sound
    # What one routine wants is no reason to change what holds for all.
    assert (sound.volume, sound.voice) == (80, "full")


def without(room: Room) -> None:
    def none() -> SoundOutput:
        message = "there is none"
        raise NoSound(message)

    stage = room.stage
    stage.audio = lambda settings: silenced(AudioSystem(stage.folders, settings, stage.clock, none))


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_that_there_is_no_device_is_told_once_and_leaves_room(room: Room, size: tuple[int, int]) -> None:
    without(room)
    async with room.stage.playing("short", size) as pilot:
        await see(pilot, "No sound device was found.")
        shown = words(pilot.app)
        assert "LEFT SIDE" in shown
        assert "Back of the thigh" in shown
        assert sum("██" in row or "▀▀" in row or "▄▄" in row for row in shown.splitlines()) >= 3, shown
        assert NO_DEVICE in texts(pilot.app), shown
        await room.stage.play_on(pilot, 24)
        assert "No sound device" not in words(pilot.app)
        await room.stage.play_on(pilot, 10)
        assert "No sound device" not in words(pilot.app)


async def test_gone_and_back_are_told_once_each(room: Room) -> None:
    async with room.stage.playing("short") as pilot:
        page = on_top(pilot, PlayerPage)
        room.output.is_lost = True
        room.listen(page, 0.5)
        await see(pilot, "The sound device is gone.")
        room.output.is_lost = False
        room.listen(page, 0.5)
        await see(pilot, "Sound is back.")
        room.listen(page, 22)
        await settled(pilot)
        assert "Sound is back." not in words(pilot.app)


async def test_muted_no_device_is_opened(room: Room) -> None:
    room.stage.mute = True
    async with room.stage.playing("short") as pilot:
        await room.stage.play_on(pilot, 8)
        assert not room.output.opened
        await press(pilot, "m")
        await until(pilot, lambda: room.output.opened == 1)
    assert not room.output.open_now


async def test_the_library_keeps_no_device(room: Room) -> None:
    async with room.stage.running() as pilot:
        await filled(pilot, 9)
        assert not room.built
        await press(pilot, *"Short", "enter")
        await until(pilot, lambda: room.output.open_now)
        await press(pilot, "escape")
        await until(pilot, lambda: not room.output.open_now)


async def test_a_session_that_is_left_closes_its_device(room: Room) -> None:
    async with room.stage.running(Play("short", yes=True)) as pilot:
        await see(pilot, "READY")
        assert room.output.open_now
        await press(pilot, "q", "y")
        await until(pilot, lambda: not room.output.open_now)


async def test_ctrl_c_does_not_wait_for_what_is_still_to_be_heard(room: Room) -> None:
    async with room.stage.playing("short") as pilot:
        await press(pilot, "ctrl+c", "ctrl+c")
        await until(pilot, lambda: pilot.app.return_code == 130)
    assert not room.output.open_now
