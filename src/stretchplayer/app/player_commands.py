"""The commands that a playing session understands, with their keys; and how a session is left."""

from types import MappingProxyType
from typing import Final, Literal, NamedTuple, get_args

from stretchplayer.caps.profile import TooMuchWord
from stretchplayer.player import Player
from stretchplayer.session import Back, Command, Confirm, Extend, Pause, Resume, Skip, Stop, TakeBack, TooMuch
from stretchplayer.session.events import Event

KEYS: Final = MappingProxyType(
    {
        "pause": " ",
        "next": "n",
        "next-step": "]",
        "back": "b",
        "more": "+=",
        "less": "-",
        "too-much": "x!",
        "yes": "y",
        "sharp": "s",
        "tingling": "t",
        "cramp": "c",
        "dizzy": "d",
        "skin": "k",
        "other": "o",
        "take-back": "u",
        "end": "e",
        "mute": "m",
        "louder": ">0",
        "quieter": "<9",
        "voice": "v",
        "time-left": "l",
        "leave": "q",
    }
)
"""The keys of each command in both faces, a character each; each face has a few more of its own."""

COMMANDS: Final = MappingProxyType[str, Command](
    {
        "stand-still": Pause(),
        "go-on": Resume(),
        "next": Skip(),
        "next-step": Skip(step=True),
        "back": Back(),
        "more": Extend(10.0),
        "less": Extend(-10.0),
        "yes": Confirm(),
        "too-much": TooMuch(),
        "take-back": TakeBack(),
        **{word: TooMuch(word) for word in get_args(TooMuchWord)},
    }
)
"""What the commands are to the session; the others depend on its state, or are for the face alone."""
WORDS: Final = frozenset(get_args(TooMuchWord))
"""The commands that say what was too much."""
_LEAVING: Final = frozenset({"playing", "checking", "alarming"})
"""States in which a session is paused before the question whether to leave it."""


class Reply(NamedTuple):
    """The result of a command: its events, and what the face has to say or do next.

    "puzzled": the command means nothing just now. "take off": nobody leaves with a pack on. "asking": whether to
    leave is the question now. "staying": the answer was no. "leaving": it was yes.
    """

    events: tuple[Event, ...]
    then: Literal["", "puzzled", "take off", "asking", "staying", "leaving"] = ""


class Controls:
    """Takes the commands for one player; `leaving` is whether the user is being asked to leave."""

    def __init__(self, player: Player) -> None:
        self.leaving = False
        self._player = player

    def press(self, name: str) -> Reply:
        """Run the command `name`, with what it means just now."""
        was_leaving, self.leaving = self.leaving, False
        if was_leaving and name != "too-much":
            return self._answered(name)
        state = self._player.session.state
        if name == "leave":
            return self._leave()
        running = self._player.session.running
        if name == "pause" and state == "playing" and running is not None and running.segment.own_pace:
            # Nothing counts the time there: what ends it is that the user is done.
            name = "yes"
        elif name == "pause" and state != "asking":
            name = "go-on" if state in ("paused", "exposed") else "stand-still"
        if name not in COMMANDS or (name != "take-back" and (state == "asking") != (name in WORDS)):
            return Reply(self._player.tick(), "puzzled")
        return Reply(self._player.do(COMMANDS[name]))

    def _answered(self, name: str) -> Reply:
        """The answer to whether to leave; anything that is no answer means to stay."""
        if name == "yes":
            return Reply((), "leaving")
        if name == "end":
            return Reply(self._player.do(Stop()))
        return Reply(self._player.tick(), "staying")

    def _leave(self) -> Reply:
        session = self._player.session
        events = self._player.do(Pause()) if session.state in _LEAVING else self._player.tick()
        if session.state in ("exposed", "overdue"):
            # One yes must not mean "it is off" and "leave": nobody walks away with a pack on.
            return Reply(events, "take off")
        self.leaving = session.state not in ("finished", "ended")
        return Reply(events, "asking" if self.leaving else "")
