"""The Textual app as the face of a session: a screen for each thing that is asked or shown.

Only the player is imported at once; the other screens when they are shown.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from stretchplayer.app.active_session import fitted_before
from stretchplayer.app.past_session import reported
from stretchplayer.app.session_flow import (
    Beginning,
    NothingAllowed,
    Outcome,
    Play,
    Playing,
    PlayText,
    Prepared,
    Ready,
    Resume,
    Unplayable,
    Version,
    run,
)
from stretchplayer.app.unfinished import named, saved_words
from stretchplayer.caps import Plan
from stretchplayer.model.routine import Routine
from stretchplayer.phrases import screen_words
from stretchplayer.problems import Unreadable, UserError
from stretchplayer.routine.reader import Reading
from stretchplayer.store import Unfinished
from stretchplayer.translation import gettext
from stretchplayer.tui.screens.base import Host
from stretchplayer.tui.screens.player_screen import PlayerPage

if TYPE_CHECKING:
    from stretchplayer.sound.session_audio import SessionAudio

FINE: Final = 0
NOT_FINISHED: Final = 1
UNPLAYABLE: Final = 2
_READ_FOR: Final = 10
"""Seconds for which a sentence about the session stays."""


class ScreenFace:
    """Asks and shows on the screens of its host."""

    def __init__(self, host: Host) -> None:
        self._host = host

    async def warn(self, warning: str) -> bool:
        """A question over the page below; enter goes on."""
        from stretchplayer.tui.screens.question_screen import READ, QuestionPage

        asked = [warning, gettext("If none of this holds for you, go on; w on the next page shows all warning signs.")]
        return await self._host.push_screen_wait(QuestionPage(READ, asked, enter="go-on")) is not None

    async def choose_version(self, left: Unfinished) -> Version | None:
        """A question over the page below."""
        from stretchplayer.tui.screens.question_screen import EDITED, QuestionPage

        asked = screen_words.edited(Path(left.file).name)
        answer = await self._host.push_screen_wait(QuestionPage(EDITED, [asked, gettext(screen_words.ANEW)]))
        return None if answer is None else "restart" if answer == "restart" else "old"

    async def choose_beginning(self, left: Unfinished, where: str) -> Beginning | None:
        """A question over the page below; enter goes on."""
        from stretchplayer.tui.screens.question_screen import Answer, QuestionPage

        answers = (
            Answer("g", gettext("Go on at {partition}").format(partition=where.partition(",")[0]), "go-on"),
            Answer("s", gettext("From the start"), "anew"),
        )
        asked = [screen_words.left_at(left.title, where), gettext(screen_words.ANEW)]
        answer = await self._host.push_screen_wait(QuestionPage(answers, asked, enter="go-on"))
        return None if answer is None else "anew" if answer == "anew" else "go-on"

    async def prepare(self, ready: Ready) -> Prepared | None:
        """The page before a session; also with nothing to ask, where what is to begin may not be played as it is."""
        active, answers = ready.active, ready.answers
        if not ready.ask and (active.left or active.admit(ready.routine, answers.profile).playable):
            hurt = reported(self._host.context.store, self._host.context.clock.wall())
            for sentence in (*hurt, ready.person.still, *ready.reasons):
                if sentence:
                    self._say(sentence)
            if ready.left and not ready.anew:
                self._say(screen_words.kept(named(ready.left[0].file, self._host.context.folders)))
            return answers
        from stretchplayer.tui.screens.ready_screen import ReadyPage

        # The device opens while the user reads.
        self._host.context.open_audio()
        return await self._host.push_screen_wait(ReadyPage(ready))

    async def allowed(self, whom_not: str) -> bool:
        """A question over the page below; only its own letter begins."""
        from stretchplayer.tui.screens.question_screen import ALLOWED, QuestionPage

        return await self._host.push_screen_wait(QuestionPage(ALLOWED, [whom_not])) is not None

    def announce(self, plan: Plan) -> None:
        """Nothing: the page before a session shows the plan, and so does the player."""

    async def listen(self, routine: Routine, text: bytes) -> "SessionAudio | None":
        """The device opens while the player is drawn."""
        return self._host.context.session_audio(routine, text)

    async def play(self, playing: Playing) -> Outcome:
        """The player's page, until it is left."""
        if playing.fit is not None and playing.yes:
            from stretchplayer.fitting.fit import fit_summary

            self._say(fit_summary(playing.fit))
        for sentence in fitted_before(playing.active.left) if playing.active.left else ():
            self._say(sentence)
        self._host.playing = playing.player
        try:
            outcome: Outcome = await self._host.push_screen_wait(PlayerPage(playing))
        finally:
            playing.player.close()
            self._host.playing = None
        return outcome

    async def result(self, playing: Playing, outcome: Outcome) -> None:
        """The page after a session; one that was left needs only a word."""
        if outcome != "left":
            from stretchplayer.tui.screens.done_screen import DonePage

            await self._host.push_screen_wait(DonePage(playing.active, playing.player))
            return
        self._host.last_words = saved_words(playing.player)
        if not playing.player.remembered and not self._host.from_shell:
            self._host.notify(self._host.last_words[0], severity="warning")

    def _say(self, sentence: str) -> None:
        self._host.notify(sentence, timeout=_READ_FOR)


async def go_through(host: Host, how: Play | Resume | Reading | PlayText) -> int:
    """A session on the screens of `host`; says why where it cannot be. Returns an exit code."""
    face, context = ScreenFace(host), host.context
    try:
        outcome = await run(face, context, how)
    except Unplayable as error:
        problems = list(map(str, error.problems))
        if host.from_shell:
            host.last_words = [*problems, f"stretchplayer: {error}"]
        else:
            await _notice(host, gettext(screen_words.NOT_PLAYABLE_YET), problems)
        return UNPLAYABLE
    except NothingAllowed as error:
        from stretchplayer.app.checking import verdict_lines
        from stretchplayer.phrases.warning_signs import warning_lines, why_help

        plan = error.plan
        why = why_help(plan)
        reasons = [str(error), *(why or verdict_lines(plan.verdicts))]
        await _cannot(host, reasons, warning_lines() if why else [])
        return NOT_FINISHED
    except UserError as error:
        await _cannot(host, [str(error)])
        return UNPLAYABLE if isinstance(error, Unreadable) else NOT_FINISHED
    else:
        return FINE if outcome == "finished" else NOT_FINISHED


async def _cannot(host: Host, lines: list[str], signs: list[str] | None = None) -> None:
    """Say why not: on a page where there is one to go back to, otherwise in the terminal."""
    if host.from_shell:
        host.last_words = [f"stretchplayer: {' '.join(lines)}", *(signs or [])]
    else:
        await _notice(host, gettext("Not now"), [*lines, *(signs or [])])


async def _notice(host: Host, title: str, lines: list[str]) -> None:
    from stretchplayer.tui.screens.question_screen import NoticePage

    await host.push_screen_wait(NoticePage(title, lines))
