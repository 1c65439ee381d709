"""A third face, which shows nothing: it answers and presses keys straight at the flow of a session."""

import io

from msgspec import structs

from story.clock import StoryClock
from story.faces import STRIDE, Gone, Lost, Pass, Press, Script
from stretchplayer.app.context import AppContext
from stretchplayer.app.player_commands import KEYS, Controls
from stretchplayer.app.session_flow import (
    Beginning,
    Outcome,
    Play,
    Playing,
    Prepared,
    Ready,
    Resume,
    Version,
    resume,
    run,
)
from stretchplayer.app.unfinished import saved_words
from stretchplayer.caps import Plan
from stretchplayer.caps.profile import Today
from stretchplayer.config import Folders
from stretchplayer.model.routine import Routine
from stretchplayer.player import Player
from stretchplayer.problems import UserError
from stretchplayer.session import View
from stretchplayer.store import Unfinished

_NAMES = {key: name for name, keys in KEYS.items() for key in keys} | {"\x1b[C": "next", "\x1b[D": "back"}


class Bare:
    """Asks nothing that it was not given, and plays what its script says."""

    def __init__(self, clock: StoryClock, today: Today, *, busy: bool) -> None:
        self.said = io.StringIO()
        self.script: Script = iter(())
        self._clock, self._today, self._stride = clock, today, STRIDE if busy else 0.0
        self._player: Player | None = None
        self._controls: Controls | None = None

    def run(self, arguments: list[str], folders: Folders) -> int:
        """What a command line asks for, from its first question to its end."""
        context, yes = AppContext(folders, self._clock), "--yes" in arguments
        if arguments[0] == "play":
            session = run(self, context, Play(arguments[1], yes))
        else:
            session = resume(self, context, Resume(yes, "old" if "--old" in arguments else "ask"))
        try:
            session.send(None)
        except StopIteration as ended:
            return 0 if ended.value == "finished" else 1
        except UserError as error:
            self.said.write(f"{error}\n")
        finally:
            context.close()
        return 1

    @property
    def view(self) -> View | None:
        """What there would be to see; None while nothing plays."""
        return None if self._player is None else self._player.view()

    @property
    def leaving(self) -> bool:
        """Whether it is asked just now if the session is to be left."""
        return self._controls is not None and self._controls.leaving

    async def warn(self, warning: str) -> bool:
        return True

    async def allowed(self, whom_not: str) -> bool:
        return True

    async def choose_version(self, left: Unfinished) -> Version | None:
        return "old"

    async def choose_beginning(self, left: Unfinished, where: str) -> Beginning | None:
        return "anew"

    async def prepare(self, ready: Ready) -> Prepared | None:
        if not ready.ask:
            return ready.answers
        return ready.answers._replace(profile=structs.replace(ready.answers.profile, today=self._today))

    def announce(self, plan: Plan) -> None:
        self.said.writelines(f"{verdict.reason}\n" for verdict in plan.verdicts)

    async def listen(self, routine: Routine, text: bytes) -> None:
        return None

    async def play(self, playing: Playing) -> Outcome:
        self._player, self._controls = playing.player, Controls(playing.player)
        try:
            return self._played(self._player, self._controls)
        finally:
            self._player = self._controls = None

    async def result(self, playing: Playing, outcome: Outcome) -> None:
        self.said.writelines(
            saved_words(playing.player) if outcome == "left" else playing.active.advised(playing.player)
        )

    def _played(self, player: Player, controls: Controls) -> Outcome:
        player.tick()
        for act in self.script:
            match act:
                case Press(text=text) if controls.press(_NAMES.get(text.lower(), "")).then == "leaving":
                    return "left"
                case Pass(seconds=seconds):
                    self._pass(player, seconds)
                case Gone(politely=False):
                    raise Lost
                case Gone():
                    controls.press("leave")
                    return "left"
            state = player.session.state
            if state in ("finished", "ended"):
                return state
        message = "the script is over before the session is"
        raise AssertionError(message)

    def _pass(self, player: Player, seconds: float) -> None:
        end = self._clock.passed + seconds
        while (left := end - self._clock.passed) > 0 and player.session.state not in ("finished", "ended"):
            self._clock.advance(min(left, max(player.wait(), self._stride, 0.001)))
            player.tick()
