"""Plays a session as lines: turns the player's loop, shows what happened, hears keys and signals."""

import signal
import socket
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Final, Literal, Self, get_args

from stretchplayer.caps.profile import TooMuchWord
from stretchplayer.model.duration import spoken
from stretchplayer.model.steps import Cold, Heat
from stretchplayer.phrases import screen_words
from stretchplayer.plain.keys import Keys, latin
from stretchplayer.plain.narrator import Narrator, place, rings
from stretchplayer.player import Player
from stretchplayer.session import Back, Command, Confirm, Extend, Pause, Resume, Skip, Stop, TooMuch
from stretchplayer.session.events import Event, RedFlagged
from stretchplayer.sound.session_audio import TALKS, SessionAudio

_LEAVING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


class Signals:
    """A context manager under which ctrl+c, a closed terminal and a polite kill only leave a note."""

    def __init__(self) -> None:
        self.caught: int | None = None
        self._ear, self._mouth = socket.socketpair()

    @property
    def wake(self) -> int:
        """A descriptor that can be read from when a signal has come; whoever waits for something else looks at it."""
        return self._ear.fileno()

    def __enter__(self) -> Self:
        for end in (self._ear, self._mouth):
            end.settimeout(0.0)
        self._woken = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._note) for number in _LEAVING}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._woken)
        self._ear.close()
        self._mouth.close()

    def note(self, number: int) -> None:
        """Take something else, like a vanished reader, for a signal, unless there was a real one."""
        self.caught = self.caught or number

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.caught = number


Outcome = Literal["finished", "ended", "left"]
_COMMANDS: Final[dict[str, Command]] = {
    "n": Skip(),
    "]": Skip(step=True),
    "b": Back(),
    "+": Extend(10.0),
    "=": Extend(10.0),
    "-": Extend(-10.0),
    "y": Confirm(),
    "x": TooMuch(),
    "!": TooMuch(),
    "pause": Pause(),
    "go": Resume(),
}
_WORDS: Final[dict[str, TooMuchWord]] = {
    "s": "sharp",
    "t": "tingling",
    "c": "cramp",
    "d": "dizzy",
    "k": "skin",
    "o": "other",
    "y": "other",
}
_HURTS: Final[dict[str, TooMuchWord]] = {word: word for word in get_args(TooMuchWord) if word != "other"}
_SOUND: Final = frozenset("mv<>09")
_LOUDER: Final = frozenset(">0")
_BURST: Final = 5.0
"""Seconds in which keys without a meaning are answered once."""
_HURT: Final = frozenset("x!")


class PlainFace:
    """A session told line by line.

    `say` writes one line, `ring` is the bell or nothing, `called` says whether something asks to leave. With a
    `speed` it is a rehearsal: so many times as fast, every question is answered with yes, and nothing is put on.
    `flagged` says whether the word given for "too much" was one that ended it.
    """

    def __init__(
        self,
        player: Player,
        keys: Keys,
        narrator: Narrator,
        say: Callable[[str], None],
        ring: Callable[[], None],
        called: Callable[[], bool],
        *,
        speed: float | None = None,
        sound: SessionAudio | None = None,
    ) -> None:
        self._sound = sound
        self._player, self._keys, self._narrator = player, keys, narrator
        self._say, self._ring, self._called = say, ring, called
        self._speed = speed
        self._noticed: str | None = None
        self._reported: tuple[TooMuchWord, float] | None = None
        self._puzzled: tuple[str, float] | None = None
        self.flagged = False

    def play(self, *, begin: bool = False) -> Outcome:
        """Play until it is over or left; the place is always kept. `begin` takes a paused session up at once."""
        self._show(self._player.do(Resume()) if begin else self._player.tick())
        while True:
            state = self._player.session.state
            if state in ("finished", "ended"):
                return state
            key = self._keys.wait(self._player.wait() / (self._speed or 1.0))
            if self._called():
                self._show(self._player.tick())
                return "left"
            if key is None:
                self._show(self._player.tick())
                if self._keys.over and not self._alone():
                    return "left"
            elif self._pressed(key):
                return "left"

    def _pressed(self, key: str) -> bool:
        """Do what a key says; True when the user leaves."""
        key, state = latin(key), self._player.session.state
        if key == "q":
            return self._leave()
        if key in ("?", "h"):
            self._say(place(self._player.view()))
            self._say(f"Keys: {screen_words.KEYS}")
        elif key in _SOUND:
            self._say(self._turn(key))
        elif key in _HURTS:
            # A whole word says both: that it was too much, and what it was.
            self._hurts(_HURTS[key])
        elif state == "asking":
            self._answer(key)
        elif key == " ":
            self._show(self._player.do(Resume() if state in ("paused", "exposed") else Pause()))
        elif key in _COMMANDS:
            self._show(self._player.do(_COMMANDS[key]))
        else:
            keys = screen_words.SKIN_KEYS if state in ("checking", "alarming") else screen_words.KEYS
            name = f"“{key}”" if len(key) > 1 and key.isprintable() else key if key.isprintable() else "That key"
            self._puzzle(f"{name} does nothing here. Keys: {keys}.")
        return False

    def _puzzle(self, answer: str) -> None:
        """Say which keys do something, once for all that are pressed in a row."""
        state, now = self._player.session.state, self._player.now
        if self._puzzled is None or self._puzzled[0] != state or now >= self._puzzled[1] + _BURST:
            self._puzzled = (state, now)
            self._say(answer)

    def _answer(self, key: str) -> None:
        """The word for "too much", by its key."""
        word = _WORDS.get("o" if key == " " else key)
        if word is None:
            self._puzzle(f"{screen_words.FIRST_SAY}: {screen_words.WHAT_HURT_KEYS}.")
            self._show(self._player.tick())
        else:
            self._hurts(word)

    def _hurts(self, word: TooMuchWord) -> None:
        """Report it once: the rest of "sharp" follows its s."""
        now, before = self._player.now, self._reported
        asked = self._player.session.state == "asking"
        if asked or before is None or before[0] != word or now >= before[1] + _BURST:
            self._reported = (word, now)
            self._show(self._player.do(TooMuch(word)))

    def _turn(self, key: str) -> str:
        """Louder or quieter, off or on, more words or fewer; returns how it is now."""
        sound = self._sound
        if sound is None:
            return screen_words.NO_SOUND
        if key == "m":
            sound.mute(muted=not sound.muted)
            return screen_words.SOUND_OFF if sound.muted else screen_words.SOUND_ON
        if key == "v":
            sound.speak(TALKS[TALKS.index(sound.talk) - 1])
            return f"Voice: {sound.talk}."
        sound.turn(sound.volume + (10 if key in _LOUDER else -10))
        return f"Volume: {sound.volume} %."

    def _leave(self) -> bool:
        if self._player.session.state not in ("paused", "asking", "waiting", "exposed", "overdue"):
            self._show(self._player.do(Pause()))
        if self._player.session.state in ("exposed", "overdue"):
            # One y must not mean "it is off" and "leave": nobody walks away with a pack on.
            self._say(screen_words.TAKE_OFF_FIRST)
            return False
        self._say(f"{screen_words.LEAVE} {screen_words.LEAVE_KEYS}")
        while (answer := self._keys.wait(0.5)) is None and not self._keys.over and not self._called():
            self._show(self._player.tick())
        answer = latin(answer or "")
        if answer in _HURT:
            return self._pressed(answer)
        if answer == "e":
            self._show(self._player.do(Stop()))
            return False
        leaving = answer == "y" or self._keys.over or self._called()
        if not leaving:
            self._say(screen_words.STAYING)
        return leaving

    def _alone(self) -> bool:
        """With nobody to answer: leave out what needs an answer and go on; False when that cannot be."""
        state = self._player.session.state
        if self._speed is not None and state == "waiting":
            self._rehearse()
            return True
        if state == "waiting":
            self._say(screen_words.LEFT_OUT_ALONE)
            self._show(self._player.do(Skip()))
        return state not in ("paused", "exposed", "overdue", "asking")

    def _rehearse(self) -> None:
        """Go on, without any heat or cold: a rehearsal shows it, and nobody says yes to it."""
        what = self._player.view().what
        if isinstance(what, Heat | Cold) and self._player.view().targets:
            self._say(f"{what.kind.capitalize()} for {spoken(what.duration)}: a rehearsal puts nothing on.")
            self._show(self._player.do(Skip()))
        else:
            self._show(self._player.do(Confirm()))

    def _show(self, events: tuple[Event, ...]) -> None:
        self.flagged = self.flagged or any(isinstance(each, RedFlagged) and each.word != "skin" for each in events)
        for line in self._narrator.lines(events):
            self._say(line)
        sound = self._sound
        if rings(events, muted=sound is not None and sound.muted) and not (sound and sound.audible):
            self._ring()
        if self._player.notice != self._noticed:
            self._noticed = self._player.notice
            self._say(self._noticed or "")
