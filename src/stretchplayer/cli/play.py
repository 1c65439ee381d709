"""`play`, `resume` and `rehearse`: put together clock, store, caps and a face, and play."""

import argparse
import signal
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from math import inf
from pathlib import Path

from msgspec import structs

from stretchplayer.app.active_session import ActiveSession, answers_for, begun_with, fitted_before, rescued, was_edited
from stretchplayer.app.answers import Person, load_profile, person
from stretchplayer.caps import Ledger, Plan, Profile, Today
from stretchplayer.caps.refusals import needs_help
from stretchplayer.cli import asking
from stretchplayer.cli.environment import Environment, environment
from stretchplayer.cli.output import FINE, INTERRUPTED, PROBLEMS, Failure, note, visible, wrapped
from stretchplayer.cli.playable import (
    Playable,
    fitted,
    interactive,
    judged,
    playable,
    remembering,
    tell_red_flags,
    tell_verdicts,
)
from stretchplayer.clock import Clock, QuickClock
from stretchplayer.crash import Crashed
from stretchplayer.fitting import Fitted, fit_summary
from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import Routine, audience, needs
from stretchplayer.plain.face import Outcome, PlainFace, Signals
from stretchplayer.plain.keys import NoKeys, TerminalKeys
from stretchplayer.plain.narrator import KEYS, Narrator, advised, place, summary
from stretchplayer.player import Player
from stretchplayer.session import Session
from stretchplayer.session.view import maybe_worn, worn
from stretchplayer.settings import load_settings
from stretchplayer.sound.session_audio import SessionAudio
from stretchplayer.store import AlreadyPlaying, NullStore, Store, Unfinished

_SOUND_OUT = 5.0
"""Seconds in which the last cue and the last words may be heard."""
_PATIENCE = 2.0
"""Seconds to wait for a device before the session begins without it."""
CLOSED = getattr(signal, "SIGHUP", signal.SIGTERM)
"""What a closed terminal is to its programs; the system may be slower to say so than the terminal is to go."""


def play(arguments: argparse.Namespace) -> int:
    """Play a routine from its beginning."""
    around = environment(arguments)
    asked = None if arguments.minutes is None else 60 * arguments.minutes
    return _play_anew(playable(arguments.name, around.folders), around, arguments, asked)


def resume(arguments: argparse.Namespace) -> int:
    """Go on with the session that was left or lost."""
    around = environment(arguments)
    clock = around.clock
    store = remembering(around.folders, clock.wall())
    running = store.playing()
    if running is not None:
        raise Failure(str(AlreadyPlaying(running)), PROBLEMS)
    seen = store.unfinished()
    if seen is None:
        note("There is no unfinished session.")
        return PROBLEMS
    with _alone(store, clock, seen) as sitting:
        # Only who holds the lock may believe what it reads: another copy could have played on meanwhile.
        left = store.unfinished()
        if left is None or left.id != seen.id:
            message = "another copy has just taken this session up"
            raise Failure(message, PROBLEMS)
        routine = _same_routine(left, around, arguments)
        if routine is not None:
            return _go_on(left, routine, sitting, around, arguments)
    asked = None if left.fitting is None else left.fitting.asked
    return _play_anew(playable(str(Path(left.file).absolute()), around.folders), around, arguments, asked)


def _go_on(
    left: Unfinished, routine: Routine, sitting: ActiveSession, around: Environment, arguments: argparse.Namespace
) -> int:
    """Take up `left`, where today's answers are still fresh; otherwise they are asked again."""
    clock = around.clock
    who = person(around.folders, clock.wall())
    answers, stale = answers_for(left, who, clock.wall())
    if stale and not arguments.yes:
        answers = asking.today(who, around.folders, clock.wall, around.ask)
    else:
        _tell_still(who)
    made = sitting.admit_rest(left, routine, answers)
    tell_verdicts(made)
    _must_be_playable(made)
    sound = _sound(routine, left.text, around, mute=arguments.mute)
    player = sitting.take_up(left, made, sound)
    where_left = place(player.view())
    if arguments.yes:
        # It goes on at once: nobody has to press anything.
        where_left = where_left.removesuffix(player.view().prompt).rstrip()
    heading = [f"{routine.title}. Paused where it was left.", *fitted_before(left), where_left]
    if pack := maybe_worn(player.view()):
        heading.append(f"If the {pack} is still on, take it off first.")
    return _run(player, around, heading, begin=arguments.yes, sitting=sitting, sound=sound)


def rehearse(arguments: argparse.Namespace) -> int:
    """Play a routine fast for this person; nothing is recorded or charged, heat and cold are only shown."""
    around = environment(arguments)
    clock, where = QuickClock(around.clock, arguments.speed), around.folders
    routine, now, answers = playable(arguments.name, where).routine, clock.wall(), load_profile(where)
    fit = fitted(routine, answers, Ledger(), now, arguments.minutes)
    if fit is not None:
        routine = fit.routine
        note(fit_summary(fit))
    made = judged(routine, answers, NullStore(), now)
    tell_verdicts(made)
    _must_be_playable(made)
    session = Session.start(made, clock.monotonic())
    player = Player(session, "rehearsal", NullStore(), clock, stalled=inf)
    return _run(player, around, speed=arguments.speed)


def _play_anew(chosen: Playable, around: Environment, arguments: argparse.Namespace, asked: float | None) -> int:
    """Play from the beginning, fitted to `asked` seconds where somebody asked for that."""
    store = remembering(around.folders, around.clock.wall())
    left = store.unfinished()
    with _alone(store, around.clock) as sitting:
        if left is not None:
            note(f"An unfinished session is kept ({left.title}): `stretchplayer resume` goes on with it.")
        where, clock = around.folders, around.clock
        who, before = person(where, clock.wall()), None
        answers = who.profile
        if structs.replace(answers, today=Today()) == Profile():
            note("Your profile is not answered: careful limits hold. `stretchplayer profile` asks a few questions.")
        if arguments.yes:
            _tell_still(who)
        else:
            answers = asking.today(who, where, clock.wall, around.ask)
            before = asking.scale("How stiff are you now, 0 to 10? Enter skips.") if interactive() else None
        fit = None if asked is None else sitting.fit(chosen.routine, answers, asked)
        routine = chosen.routine if fit is None else fit.routine
        made = sitting.admit(routine, answers)
        tell_verdicts(made)
        _must_be_playable(made)
        sound = _sound(routine, chosen.data, around, mute=arguments.mute)
        player = sitting.begin(made, chosen.data, before, sound, None if fit is None else fit.fitting)
        if sitting.notice:
            note(f"stretchplayer: {sitting.notice}")
        return _run(player, around, _heading(made, fit), sitting=sitting, rated=before is not None, sound=sound)


def _heading(made: Plan, fit: Fitted | None) -> tuple[str, ...]:
    """What has to be known before the first step."""
    routine = made.routine
    lines = [f"{routine.title}. {spoken(made.seconds)}.", "" if fit is None else fit_summary(fit)]
    lines += [" ".join(routine.summary.split()), *audience(routine)]
    needed = needs(routine)
    lines.append(f"You need: {', '.join(needed)}." if needed else "")
    lines.append(f"Keys: {KEYS}." if sys.stdin.isatty() else "")
    return tuple(line for line in lines if line)


def _run(
    player: Player,
    around: Environment,
    heading: Sequence[str] = (),
    *,
    begin: bool = False,
    sitting: ActiveSession | None = None,
    rated: bool = False,
    speed: float | None = None,
    sound: SessionAudio | None = None,
) -> int:
    """Turn the loop in this terminal or pipe, `heading` first; returns the exit code.

    `begin` takes a paused session up at once, `rated` asks for the stiffness afterwards, `speed` makes it a
    rehearsal, which has no `sitting`.
    """
    with Signals() as signals, nullcontext(NoKeys()) if speed is not None else around.keys() as keys:
        keys.wake = signals.wake
        output = _Output(signals, bell=speed is None)
        if sound is not None and sound.muted:
            output.say("Sound is off: m turns it on.")
        for text in heading:
            output.say(text)
        called = lambda: signals.caught is not None  # noqa: E731 - one question, asked at every turn
        face = PlainFace(player, keys, Narrator(), output.say, output.ring, called, speed=speed, sound=sound)
        outcome = _turned(face, player, begin=begin, sitting=sitting, sound=sound)
        # The same keys may answer questions later, when nobody looks for signals any more.
        keys.wake = None
        player.close()
        if isinstance(keys, TerminalKeys) and keys.over:
            signals.note(CLOSED)
        caught = signals.caught
    if outcome in ("finished", "ended"):
        output.say(summary(player.session.snapshot(player.now)))
    if sound is not None:
        sound.close(_SOUND_OUT if outcome == "finished" else 0.0)
    if sitting is not None and outcome != "left":
        after = _stiffness(sitting) if rated and outcome == "finished" else None
        for line in advised(sitting.advised(player, flagged=face.flagged, after=after)):
            output.say(line)
    if outcome == "left" and speed is None and caught != signal.SIGPIPE:
        kept = "Saved. `stretchplayer resume` goes on from here."
        note(kept if player.remembered else "Not saved: nothing can be remembered here.")
        if pack := worn(player.view()):
            note(f"Take the {pack} off now.")
    return _code(outcome, caught)


def _turned(
    face: PlainFace, player: Player, *, begin: bool, sitting: ActiveSession | None, sound: SessionAudio | None
) -> Outcome:
    """Play; after an unforeseen fault the session is saved, while its place is still ours."""
    try:
        return face.play(begin=begin)
    except Exception as error:
        if sound is not None:
            sound.close()
        raise (rescued(player) if sitting is not None else Crashed()) from error


def _stiffness(sitting: ActiveSession) -> int | None:
    """Ask for the stiffness after a session, and keep it."""
    after = asking.scale("How stiff are you now, 0 to 10? Enter skips.")
    if after is not None:
        sitting.rate(after)
    return after


def _code(outcome: Outcome, caught: int | None) -> int:
    if outcome == "finished":
        return FINE
    if caught is None:
        return PROBLEMS
    return INTERRUPTED if caught == signal.SIGINT else 128 + caught


def _sound(routine: Routine, text: bytes, around: Environment, *, mute: bool) -> SessionAudio | None:
    """Whoever goes along with the session by sound; opening the device goes on meanwhile."""
    if around.audio is None:
        return None
    found = load_settings(around.folders)
    settings = found.settings
    for problem in found.problems:
        note(str(problem))
    if found.problem is not None:
        note("The default settings hold.")
    session_audio = SessionAudio(around.audio(settings), routine, text, muted=mute or settings.sound.mute)
    session_audio.get_ready(_PATIENCE)
    return session_audio


def _alone(store: Store, clock: Clock, left: Unfinished | None = None) -> ActiveSession:
    """The place of the one session that may play."""
    try:
        sitting = ActiveSession(store, clock, left)
    except AlreadyPlaying as error:
        raise Failure(str(error), PROBLEMS) from error
    if sitting.warning:
        note(f"stretchplayer: {sitting.warning}")
    return sitting


def _tell_still(who: Person) -> None:
    """Say what holds of the answers that were given before, where nobody is asked."""
    if who.still:
        note(who.still)
    if needs_help(who.profile.today):
        note("`stretchplayer play` without --yes asks again.")


def _must_be_playable(made: Plan) -> None:
    if made.playable:
        return
    if needs_help(made.profile.today):
        tell_red_flags()
    message = "nothing of this routine may be played now; the reasons stand above"
    raise Failure(message, PROBLEMS)


def _same_routine(left: Unfinished, around: Environment, arguments: argparse.Namespace) -> Routine | None:
    """The routine to go on with: the one that was begun, unless somebody would rather start the edited file."""
    old = begun_with(left)
    if old is None:
        message = f"the routine of the unfinished session cannot be read any more: {left.file}"
        raise Failure(message)
    if arguments.old or not was_edited(left):
        return old
    if arguments.restart:
        return None
    note(f"{left.file} was edited since this session began.")
    answer = around.ask("o: go on with the old version. r: start the new one from the beginning. Enter: neither.")
    if answer == "o":
        return old
    if answer == "r":
        return None
    message = "nothing was changed; `stretchplayer resume --old` or `--restart` decides it"
    raise Failure(message, PROBLEMS)


class _Output:
    """Standard output, line by line; that nobody can follow any more is noted like a signal, and costs nothing."""

    def __init__(self, signals: Signals, *, bell: bool) -> None:
        terminal = sys.stdout.isatty()
        self._signals, self._bell = signals, bell and terminal
        self._loss = CLOSED if terminal else signal.SIGPIPE

    def say(self, text: str) -> None:
        self._send(f"{wrapped(visible(text), sys.stdout)}\n")

    def ring(self) -> None:
        if self._bell:
            self._send("\a")

    def _send(self, text: str) -> None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError:
            self._signals.note(self._loss)
