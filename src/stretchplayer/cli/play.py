"""`play`, `resume` and `rehearse` in plain lines."""

import argparse
import shlex
import signal
import sys
from collections.abc import Coroutine, Sequence
from contextlib import nullcontext
from math import inf
from typing import TYPE_CHECKING, Any

from msgspec import structs

from stretchplayer.app import session_flow
from stretchplayer.app.active_session import ActiveSession, fitted_before
from stretchplayer.app.answers import Person, load_profile
from stretchplayer.app.context import AppContext
from stretchplayer.app.instructions import lengths
from stretchplayer.app.past_session import reported
from stretchplayer.app.remote_control import Requests
from stretchplayer.app.session_flow import (
    Beginning,
    NothingAllowed,
    NotNow,
    Outcome,
    Play,
    Playing,
    PlayText,
    Prepared,
    Ready,
    Resume,
    Unplayable,
    Version,
)
from stretchplayer.app.substitutes import with_substitutes
from stretchplayer.app.unfinished import named, saved_words
from stretchplayer.caps import Ledger, Plan, Profile, Today, admit
from stretchplayer.caps.refusals import needs_help
from stretchplayer.catalog import translated
from stretchplayer.cli import asking
from stretchplayer.cli.planning import fitted, playable, print_verdicts
from stretchplayer.cli.printing import (
    FINE,
    INTERRUPTED,
    PROBLEMS,
    Failure,
    interactive,
    note,
    print_warning_signs,
    visible,
    wrapped,
)
from stretchplayer.cli.start import Environment, environment
from stretchplayer.clock import QuickClock
from stretchplayer.fitting.fit import fit_summary
from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import Routine, audience, needs, step_name, switched_off
from stretchplayer.phrases import screen_words
from stretchplayer.phrases.warning_signs import why_help
from stretchplayer.plain.keys import NoKeys, TerminalKeys
from stretchplayer.plain.loop import LineLoop, Signals
from stretchplayer.plain.narrator import Narrator, advised, place, summary
from stretchplayer.player import Player
from stretchplayer.session import Session
from stretchplayer.session.view import maybe_worn
from stretchplayer.store import AlreadyPlaying, NullStore, Unfinished
from stretchplayer.translation import gettext

if TYPE_CHECKING:
    from stretchplayer.settings import Instructions
    from stretchplayer.sound.session_audio import SessionAudio

_SOUND_OUT = 10.0
"""Seconds in which the last cue and the last words may be heard."""
CLOSED = getattr(signal, "SIGHUP", signal.SIGTERM)
"""What a closed terminal is to its programs; the system may be slower to say so than the terminal is to go."""


def run(how: Play | PlayText | Resume, around: Environment, *, mute: bool) -> int:
    """Play a routine, or resume the session that was left or lost, in plain lines."""
    face = LineFace(around, mute=mute)
    return face.go_through(session_flow.run(face, face.context, how))


def rehearse(arguments: argparse.Namespace) -> int:
    """Play a routine fast, as for this user; nothing is recorded or charged, heat and cold are only shown."""
    around = environment(arguments)
    clock, where = QuickClock(around.clock, arguments.speed), around.folders
    routine, text = playable(arguments.name, where)
    now, answers = clock.wall(), load_profile(where)
    routine, _ = with_substitutes(routine, text, answers)
    fit = fitted(routine, answers, Ledger(), now, arguments)
    if fit is not None:
        routine = fit.routine
        note(fit_summary(fit))
    made = admit(routine, answers, Ledger(), now)
    print_verdicts(made)
    if not made.playable:
        raise _refused(made)
    session = Session.start(made, clock.monotonic())
    player = Player(session, "rehearsal", NullStore(), clock, stalled=inf)
    terminal = _Terminal(around)
    outcome = terminal.play(player, speed=arguments.speed)
    if outcome != "left":
        terminal.say(summary(player.session.snapshot(player.now)))
    return terminal.code(outcome)


def _stiffness() -> str:
    return gettext("{question} Enter skips.").format(question=gettext(screen_words.HOW_STIFF))


class LineFace:
    """Asks and shows in lines, on a terminal or through pipes; the session itself goes to standard output."""

    def __init__(self, around: Environment, *, mute: bool) -> None:
        self.context = AppContext(around.folders, around.clock, mute=mute, audio=around.audio, remote=around.remote)
        self._around, self._terminal = around, _Terminal(around)

    def go_through(self, session: Coroutine[Any, Any, Outcome | None]) -> int:
        """Run a session from its first question to its last word; returns the exit code."""
        if notice := self.context.store.notice:
            note(f"stretchplayer: {notice}")
        try:
            # Lines wait for nothing but what stands in them, so it runs through in one go.
            session.send(None)
        except StopIteration as ended:
            return PROBLEMS if ended.value is None else self._terminal.code(ended.value)
        except Unplayable as error:
            for problem in error.problems:
                note(str(problem))
            raise
        except NothingAllowed as error:
            raise _refused(error.plan) from error
        except (AlreadyPlaying, NotNow) as error:
            raise Failure(str(error), PROBLEMS) from error
        message = "a session in lines waited for something else"
        raise AssertionError(message)

    async def warn(self, warning: str) -> bool:
        """Print it; the questions of today are asked after it."""
        note(warning)
        return True

    async def choose_version(self, left: Unfinished) -> Version | None:
        """A letter decides; Enter changes nothing."""
        note(f"{screen_words.edited(left.file)} {gettext(screen_words.ANEW)}")
        ask = self._around.ask
        answer = ask(gettext("o: go on with the old version. r: start the new one from the beginning. Enter: neither."))
        if answer == "o":
            return "old"
        if answer == "r":
            return "restart"
        message = gettext("nothing was changed; `stretchplayer resume --old` or `--restart` decides it")
        raise Failure(message, PROBLEMS)

    async def choose_beginning(self, left: Unfinished, where: str) -> Beginning | None:
        """Enter goes on; without an answer nothing is begun."""
        note(screen_words.left_at(translated.title(left.title), where))
        note(gettext(screen_words.ANEW))
        while (
            answer := self._around.ask(
                gettext("Enter: go on at {step}. s: from the start.").format(step=where.partition(",")[0])
            )
        ) is not None:
            if answer.casefold() in ("", "g", "go", "go on", "y", "yes"):
                return "go-on"
            if answer.casefold() in ("s", "start"):
                return "anew"
        name = shlex.quote(named(left.file, self.context.folders))
        message = gettext(
            "nothing was begun: `stretchplayer resume {name}` goes on, `play {name} --yes` starts from the start"
        ).format(name=name)
        raise Failure(message, PROBLEMS)

    async def prepare(self, ready: Ready) -> Prepared | None:
        """Print what still holds of earlier answers, or ask today's questions one by one."""
        active, person = ready.active, ready.person
        if active.warning:
            note(f"stretchplayer: {active.warning}")
        for line in (*reported(self.context.store, self.context.clock.wall()), *ready.reasons):
            note(line)
        if active.left is None:
            if ready.left and not ready.anew:
                note(screen_words.kept(shlex.quote(named(ready.left[0].file, self.context.folders))))
            elif (left := self.context.store.unfinished()) and left not in ready.left:
                note(
                    gettext("An unfinished session is kept ({title}): {hint}.").format(
                        title=translated.title(left.title), hint=gettext(screen_words.RESUMES)
                    )
                )
            if structs.replace(person.profile, today=Today()) == Profile():
                note(
                    gettext("{hint} `stretchplayer profile` asks a few questions.").format(
                        hint=gettext(screen_words.CAREFUL)
                    )
                )
        if not ready.ask:
            _tell_still(person)
            return ready.answers
        clock = self.context.clock
        profile = asking.today(person, self.context.folders, clock.wall, self._around.ask, first=ready.first)
        before = asking.scale(_stiffness()) if active.left is None and interactive() else None
        return ready.answers._replace(profile=profile, before=before)

    async def allowed(self, whom_not: str) -> bool:
        """Only y begins, after the verdicts; without an answer nothing is begun."""
        del whom_not
        answer = self._around.ask(gettext("y: who treats you said that you may. Enter: do not begin."))
        if answer is not None and answer.casefold() in ("y", "yes"):
            return True
        note(gettext("Nothing was begun."))
        return False

    def announce(self, plan: Plan) -> None:
        """Print each verdict."""
        print_verdicts(plan)

    async def listen(self, routine: Routine, text: bytes) -> "SessionAudio | None":
        """Say what is wrong with the settings; the device opens meanwhile."""
        audio = self.context.session_audio(routine, text)
        if audio is not None:
            for problem in self.context.loaded.problems:
                note(str(problem))
            if self.context.loaded.problem is not None:
                note(gettext("The default settings hold."))
        return audio

    async def play(self, playing: Playing) -> Outcome:
        """Print the heading, and then the session line by line."""
        if playing.active.notice:
            note(f"stretchplayer: {playing.active.notice}")
        begin = playing.yes and playing.active.left is not None
        return self._terminal.play(
            playing.player,
            _heading(playing, self.context.settings.instructions),
            sound=playing.sound,
            begin=begin,
            active=playing.active,
            requests=playing.requests,
        )

    async def result(self, playing: Playing, outcome: Outcome) -> None:
        """Print what was done, ask how stiff it feels now, and print some advice."""
        player, active = playing.player, playing.active
        if outcome == "left":
            if self._terminal.caught != signal.SIGPIPE:
                for line in saved_words(player):
                    note(line)
            return
        self._terminal.say(summary(player.session.snapshot(player.now)))
        muted = playing.sound is None or playing.sound.muted
        self.context.close_audio(_SOUND_OUT if outcome == "finished" and not muted else 0.0)
        after = None
        if outcome == "finished" and playing.answers.before is not None:
            after = asking.scale(_stiffness())
            if after is not None:
                active.rate(after)
        for line in advised(active.advised(player, after=after)):
            self._terminal.say(line)


class _Terminal:
    """Standard output and the keys; when nobody can read any more, that is noted like a signal.

    `caught` is the signal that ended the session, if one did.
    """

    def __init__(self, around: Environment) -> None:
        terminal = sys.stdout.isatty()
        self.caught: int | None = None
        self._around, self._signals = around, Signals()
        self._terminal, self._loss = terminal, CLOSED if terminal else signal.SIGPIPE

    def play(
        self,
        player: Player,
        heading: Sequence[str] = (),
        *,
        sound: "SessionAudio | None" = None,
        begin: bool = False,
        speed: float | None = None,
        active: ActiveSession | None = None,
        requests: Requests | None = None,
    ) -> Outcome:
        """Run the loop, `heading` first; `begin` resumes a paused session at once, `speed` makes it a rehearsal."""

        def called() -> bool:
            """Whether a signal asks to leave."""
            return self._signals.caught is not None

        with self._signals as signals, nullcontext(NoKeys()) if speed is not None else self._around.keys() as keys:
            keys.wake = signals.wake
            for text in heading:
                self.say(text)
            ring = self._ring if speed is None and self._terminal else lambda: None
            narrator = Narrator(player.session.plan.routine.known)
            loop = LineLoop(
                player,
                keys,
                narrator,
                self.say,
                ring,
                called,
                speed=speed,
                sound=sound,
                active=active,
                requests=requests,
            )
            if requests is not None:
                requests.wake = signals.end_wait
            outcome = loop.play(begin=begin)
            # The same keys may answer questions later, when nobody looks for signals any more.
            keys.wake = None
            if isinstance(keys, TerminalKeys) and keys.over:
                signals.note(CLOSED)
            player.close()
            self.caught = signals.caught
        return outcome

    def say(self, text: str) -> None:
        """Print one line."""
        self._send(f"{wrapped(visible(text), sys.stdout)}\n")

    def code(self, outcome: Outcome) -> int:
        """The exit code for how a session was left."""
        if outcome == "finished":
            return FINE
        if self.caught is None:
            return PROBLEMS
        return INTERRUPTED if self.caught == signal.SIGINT else 128 + self.caught

    def _ring(self) -> None:
        self._send("\a")

    def _send(self, text: str) -> None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError:
            self._signals.note(self._loss)


def _heading(playing: Playing, instructions: "Instructions") -> list[str]:
    """What to know before the first step, or where the session was left."""
    routine, left, view = playing.plan.routine, playing.active.left, playing.player.view()
    lines = [gettext("Sound is off: m turns it on.") if playing.sound is not None and playing.sound.muted else ""]
    if left is not None:
        # With --yes it goes on at once, and no key has to be pressed.
        where = place(view, asked=not playing.yes)
        lines += [
            gettext("{title}. Paused where it was left.").format(title=translated.title(routine.title)),
            *fitted_before(left),
            where,
        ]
        pack = maybe_worn(view)
        lines.append(screen_words.pack_still_on(pack) if pack else "")
    else:
        length = spoken(playing.plan.seconds)
        if playing.fit is None:
            length = screen_words.lengths(playing.plan.seconds, *lengths(playing.plan, instructions))
        lines += [f"{translated.title(routine.title)}. {length}.", fit_summary(playing.fit) if playing.fit else ""]
        lines += [" ".join(translated.passage(routine.summary).split()), *audience(translated.routine_texts(routine))]
        needed = translated.things(needs(routine))
        lines.append(gettext("You need: {needed}.").format(needed=", ".join(needed)) if needed else "")
        lines.append(
            screen_words.switched_off(
                [translated.step_name(step) or step_name(step) for _, step in switched_off(routine.step)]
            )
        )
        lines.append(gettext("Keys: {keys}.").format(keys=gettext(screen_words.KEYS)) if sys.stdin.isatty() else "")
    return [line for line in lines if line]


def _tell_still(who: Person) -> None:
    """Print what holds of earlier answers, where no questions are asked."""
    if who.still:
        note(who.still)
    if needs_help(who.profile.today):
        note(gettext("`stretchplayer play` without --yes asks again."))


def _refused(plan: Plan) -> Failure:
    """Why nothing is played, after the verdicts; prints the warning signs where one of them may be why."""
    if why_help(plan):
        print_warning_signs()
    return Failure(gettext("nothing of this routine may be played now; the reasons stand above"), PROBLEMS)
