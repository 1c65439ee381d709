"""Runs the loop of the player in lines: prints what happened, takes keys and signals."""

import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Final, Self

from stretchplayer.app import player_commands
from stretchplayer.app.active_session import ActiveSession, Offer
from stretchplayer.app.player_commands import COMMANDS, Controls
from stretchplayer.app.remote_control import Answer, Requests, carry_out
from stretchplayer.app.session_flow import Outcome
from stretchplayer.model.duration import spoken
from stretchplayer.model.steps import Cold, Heat
from stretchplayer.phrases import screen_words
from stretchplayer.phrases.screen_words import english
from stretchplayer.plain.keys import Keys
from stretchplayer.plain.narrator import Narrator, place, rings
from stretchplayer.player import Player
from stretchplayer.session import Confirm, Resume, Skip
from stretchplayer.session.events import Event
from stretchplayer.sound.session_audio import TALKS, SessionAudio
from stretchplayer.store import StoreFailed
from stretchplayer.text import latin
from stretchplayer.translation import gettext

_LEAVING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


class Signals:
    """A context manager under which ctrl+c, a closed terminal and a polite kill are only noted in `caught`."""

    def __init__(self) -> None:
        self.caught: int | None = None
        self._wake_reader, self._wake_writer = socket.socketpair()

    @property
    def wake(self) -> int:
        """A descriptor that becomes readable when a signal has come, so that it ends a wait for something else."""
        return self._wake_reader.fileno()

    def __enter__(self) -> Self:
        for end in (self._wake_reader, self._wake_writer):
            end.settimeout(0.0)
        self._woken = signal.set_wakeup_fd(self._wake_writer.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._note) for number in _LEAVING}
        return self

    def __exit__(self, *_error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._woken)
        self._wake_reader.close()
        self._wake_writer.close()

    def end_wait(self) -> None:
        """End the wait of whatever looks at `wake`, from any thread."""
        with suppress(OSError):
            # Full: it is awake already. Closed: it waits no more.
            self._wake_writer.send(b"\0")

    def note(self, number: int) -> None:
        """Treat something else, such as a vanished reader, as a signal, unless there was a real one."""
        self.caught = self.caught or number

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.caught = number


_HURTS: Final = player_commands.WORDS - {"other"}
"""Words that say both, when they are typed whole: that it was too much, and what it was."""
_NAMES: Final = {
    **{key: name for name, keys in player_commands.KEYS.items() for key in keys},
    "pause": "stand-still",
    "go": "go-on",
    "done": "yes",
}
"""The command of each key and of each typed word."""
_ASKED: Final = {"y": "other", " ": "other"}
"""What these keys mean where it is asked what was too much."""
_SOUND: Final = frozenset({"mute", "voice", "louder", "quieter"})
_BURST: Final = 5.0
"""Seconds in which keys without a meaning are answered once."""


class LineLoop:
    """Plays a session line by line.

    `say` prints a line, `ring` is the bell or nothing, `called` is whether a signal asks to leave. With a `speed` it is
    a rehearsal: that many times as fast, every question is answered with yes, and nothing is put on.
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
        active: ActiveSession | None = None,
        requests: Requests | None = None,
    ) -> None:
        self._sound, self._active, self._requests = sound, active, requests
        self._paused_there = False
        self._offers: tuple[Offer, ...] = ()
        self._player, self._keys, self._narrator = player, keys, narrator
        self._controls = Controls(player)
        self._say, self._ring, self._called = say, ring, called
        self._speed = speed
        self._noticed: str | None = None
        self._reported: tuple[str, float] | None = None
        self._puzzled: tuple[str, float] | None = None

    def play(self, *, begin: bool = False) -> Outcome:
        """Play until it is over or left; the place is always saved. `begin` resumes a paused session at once."""
        self._show(self._player.tick())
        key = self._begin() if begin else None
        while True:
            if self._requests is not None:
                self._requests.answer(self._asked)
            state = self._player.session.state
            if state in ("finished", "ended"):
                return state
            if key is None:
                key = self._keys.wait(self._player.wait() / (self._speed or 1.0))
            if self._called():
                self._show(self._player.tick())
                return "left"
            if key is None:
                self._show(self._player.tick())
                if self._keys.over and (self._controls.leaving or not self._alone()):
                    return "left"
            elif self._pressed(key):
                return "left"
            key = None

    def _asked(self, word: str) -> Answer:
        """Do what another terminal asks for."""

        def show(events: tuple[Event, ...]) -> None:
            self._show(events)
            self._paused_there = self._player.session.state == "paused"

        return carry_out(word, self._controls, self._player, show)

    def _begin(self) -> str | None:
        """Resume as soon as the sound is ready, or a key is pressed, which is returned."""
        key = None
        while self._player.waiting and key is None and not self._called():
            key = self._keys.wait(self._player.wait())
            self._show(self._player.tick())
        if not self._called():
            self._show(self._player.do(Resume()))
        return key

    def _pressed(self, key: str) -> bool:
        """Do what a key means; True when the user leaves."""
        key, asking = latin(key), self._player.session.state == "asking"
        if self._chosen(key):
            return False
        name = _ASKED[key] if asking and key in _ASKED else _NAMES.get(key, "")
        if self._controls.leaving:
            return self._command(_NAMES.get(key, ""), key)
        if key in ("?", "h"):
            self._say(place(self._player.view()))
            self._say(gettext("Keys: {keys}").format(keys=gettext(screen_words.KEYS)))
        elif name == "time-left":
            self._time_left()
        elif name in _SOUND:
            self._say(self._turn(name))
        elif key in _HURTS:
            self._hurts(key)
        elif asking and name in player_commands.WORDS:
            self._hurts(name)
        else:
            return self._command(name, key)
        return False

    def _time_left(self) -> None:
        """Print and speak how long it takes until the end."""
        left = self._player.view().session_remaining
        self._say(english().session_left(left))
        if self._sound is not None:
            self._sound.time_left(left, self._player.now)

    def _chosen(self, key: str) -> bool:
        """Whether the key asks for another move in a pause, or is the number of one that was offered."""
        offers, self._offers = self._offers, ()
        if self._active is None or self._player.session.state != "paused" or self._controls.leaving:
            return False
        if key == "o":
            self._offers = offers = self._active.offers(self._player)
            listed = ", ".join(f"{number} {each.name}" for number, each in enumerate(offers, 1))
            self._say(
                f"{gettext(screen_words.WHICH_MOVE)} {listed}." if offers else gettext(screen_words.NO_OTHER_MOVE)
            )
            return True
        if not (key.isdecimal() and 0 < int(key) <= len(offers)):
            return False
        try:
            self._active.swap(self._player, self._player.view().path, offers[int(key) - 1].move)
        except StoreFailed as error:
            self._say(str(error))
        view = self._player.view()
        self._say(screen_words.swapped(view.name))
        for line in (view.how, screen_words.take_care(view.caution) if view.caution else ""):
            if line:
                self._say(screen_words.joined(line))
        self._say(place(view))
        return True

    def _command(self, name: str, key: str) -> bool:
        """Run a command; True when the user leaves."""
        reply = self._controls.press(name)
        self._show(reply.events)
        match reply.then:
            case "puzzled":
                self._puzzle(key)
            case "take off":
                self._say(gettext(screen_words.TAKE_OFF_FIRST))
            case "asking":
                self._say(f"{gettext(screen_words.LEAVE)} {gettext(screen_words.LEAVE_KEYS)}")
            case "staying":
                self._say(gettext(screen_words.STAYING))
        return reply.then == "leaving"

    def _puzzle(self, key: str) -> None:
        """Say which keys do something, once for a burst of keys."""
        state, now = self._player.session.state, self._player.now
        if self._puzzled is not None and self._puzzled[0] == state and now < self._puzzled[1] + _BURST:
            return
        self._puzzled = (state, now)
        if state == "asking":
            self._say(f"{gettext(screen_words.FIRST_SAY)}: {gettext(screen_words.WHAT_HURT_KEYS)}.")
            return
        name = f"“{key}”" if len(key) > 1 and key.isprintable() else key if key.isprintable() else gettext("That key")
        keys = gettext(screen_words.SKIN_KEYS) if state in ("checking", "alarming") else gettext(screen_words.KEYS)
        self._say(gettext("{key} does nothing here. Keys: {keys}.").format(key=name, keys=keys))

    def _hurts(self, word: str) -> None:
        """Report it once: the rest of "sharp" follows its s."""
        now, before = self._player.now, self._reported
        asked = self._player.session.state == "asking"
        if asked or before is None or before[0] != word or now >= before[1] + _BURST:
            self._reported = (word, now)
            self._show(self._player.do(COMMANDS[word]))

    def _turn(self, name: str) -> str:
        """Change volume, mute or voice; returns a sentence on how it is now."""
        sound = self._sound
        if sound is None:
            return gettext(screen_words.NO_SOUND)
        if name == "mute":
            sound.mute(muted=not sound.muted)
            return gettext(screen_words.SOUND_OFF) if sound.muted else gettext(screen_words.SOUND_ON)
        if name == "voice":
            sound.speak(TALKS[TALKS.index(sound.talk) - 1])
            return gettext("Voice: {talk}.").format(talk=sound.talk)
        sound.turn(sound.volume + (10 if name == "louder" else -10))
        return gettext("Volume: {volume} %.").format(volume=sound.volume)

    def _alone(self) -> bool:
        """Without anybody to answer: leave out what needs an answer and go on; False where that is impossible."""
        state = self._player.session.state
        running = self._player.session.running
        if running is not None and running.segment.own_pace:
            # Nobody says when it is done: a usual pace has to do.
            if self._player.now >= running.begins + running.segment.seconds:
                self._show(self._player.do(Confirm()))
            return True
        if self._speed is not None and state == "waiting":
            self._rehearse()
            return True
        if state == "waiting":
            self._say(gettext(screen_words.LEFT_OUT_ALONE))
            self._show(self._player.do(Skip()))
        if state == "paused" and self._paused_there:
            # Who paused it from another terminal can let it go on from there.
            return True
        return state not in ("paused", "exposed", "overdue", "asking")

    def _rehearse(self) -> None:
        """Confirm, but leave out heat and cold, which a rehearsal only shows."""
        what = self._player.view().what
        if isinstance(what, Heat | Cold) and self._player.view().targets:
            said = (
                gettext("Heat for {length}: a rehearsal puts nothing on.")
                if isinstance(what, Heat)
                else gettext("Cold for {length}: a rehearsal puts nothing on.")
            )
            self._say(said.format(length=spoken(what.duration)))
            self._show(self._player.do(Skip()))
        else:
            self._show(self._player.do(Confirm()))

    def _show(self, events: tuple[Event, ...]) -> None:
        for line in self._narrator.lines(events):
            self._say(line)
        if line := self._narrator.count(self._player.view()):
            self._say(line)
        sound = self._sound
        if rings(events, muted=sound is not None and sound.muted) and not (sound and sound.audible):
            self._ring()
        if self._player.notice != self._noticed:
            self._noticed = self._player.notice
            self._say(self._noticed or "")
