"""`play`, `resume` and `rehearse`: put together clock, store, caps and a face, and play."""

import argparse
import signal
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from math import inf
from pathlib import Path

from msgspec import structs

from stretchplayer.caps import Plan, Profile, admit
from stretchplayer.caps.refusals import PAIN_TOO_STRONG
from stretchplayer.cli import asking
from stretchplayer.cli.needs import needs
from stretchplayer.cli.outcome import FINE, INTERRUPTED, PROBLEMS, Failure
from stretchplayer.cli.output import note, visible, wrapped
from stretchplayer.cli.reading import (
    Playable,
    interactive,
    judged,
    playable,
    profile,
    remembering,
    tell_red_flags,
    tell_verdicts,
)
from stretchplayer.clock import Clock, QuickClock, RealClock
from stretchplayer.config import Folders, folders
from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import Routine
from stretchplayer.plain.face import Outcome, PlainFace
from stretchplayer.plain.keys import Keys, NoKeys, TerminalKeys
from stretchplayer.plain.narrator import KEYS, Narrator, place, summary
from stretchplayer.plain.signals import Signals
from stretchplayer.player import Player
from stretchplayer.problems import Unreadable
from stretchplayer.routine import read
from stretchplayer.routine.opening import read_bytes
from stretchplayer.session import Session
from stretchplayer.store import AlreadyPlaying, Beginning, Holder, Store, StoreFailed, Unfinished, Unremembered

FRESH_FOR = 12 * 3600.0
"""Today's answers hold for so many seconds; a session resumed later is asked again."""
CLOSED = getattr(signal, "SIGHUP", signal.SIGTERM)
"""What a closed terminal is to its programs; the system may be slower to say so than the terminal is to go."""


def play(arguments: argparse.Namespace) -> int:
    """Play a routine from its beginning."""
    if arguments.name is None:
        message = "which routine? `stretchplayer list` shows them; then `stretchplayer play NAME`"
        raise Failure(message)
    where, clock = folders(), RealClock()
    return _play_anew(playable(arguments.name, where), where, clock, arguments)


def resume(arguments: argparse.Namespace) -> int:
    """Go on with the session that was left or lost."""
    where, clock = folders(), RealClock()
    store = remembering(where, clock.wall())
    running = store.playing()
    if running is not None:
        raise Failure(str(AlreadyPlaying(running)), PROBLEMS)
    seen = store.unfinished()
    if seen is None:
        note("There is no unfinished session.")
        return PROBLEMS
    with _alone(store, seen.id, clock):
        # Only who holds the lock may believe what it reads: another copy could have played on meanwhile.
        left = store.unfinished()
        if left is None or left.id != seen.id:
            message = "another copy has just taken this session up"
            raise Failure(message, PROBLEMS)
        routine = _same_routine(left, arguments)
        if routine is not None:
            return _go_on(left, routine, where, store, clock, arguments)
    return _play_anew(playable(str(Path(left.file).absolute()), where), where, clock, arguments)


def _go_on(
    left: Unfinished, routine: Routine, where: Folders, store: Store, clock: Clock, arguments: argparse.Namespace
) -> int:
    """Take up `left`: what remains is admitted anew, by today's ledger and the answers as they stand now."""
    answers = structs.replace(profile(where), today=left.profile.today)
    if not 0 <= clock.wall() - left.wall < FRESH_FOR:
        answers = profile(where) if arguments.yes else asking.today(profile(where))
    now = clock.wall()
    made = admit(routine, answers, store.ledger(now, but=left.id), now, progress=left.snapshot.progress)
    tell_verdicts(made)
    _must_be_playable(made)
    player = Player(Session.restore(left.snapshot, made, clock.monotonic()), left.id, store, clock)
    heading = (f"{routine.title}. Paused where it was left.", place(player.view()))
    return _run(player, arguments, heading, begin=arguments.yes)


def rehearse(arguments: argparse.Namespace) -> int:
    """Play a routine fast; nothing is recorded, nothing is charged, and every question is answered with yes."""
    clock = QuickClock(RealClock(), arguments.speed)
    routine = playable(arguments.name, folders()).routine
    made = judged(routine, Profile(), Unremembered(), clock.wall())
    tell_verdicts(made)
    _must_be_playable(made)
    session = Session.start(made, clock.monotonic())
    player = Player(session, "rehearsal", Unremembered(), clock, stalled=inf)
    arguments.mute = True
    return _run(player, arguments, speed=arguments.speed)


def _play_anew(chosen: Playable, where: Folders, clock: Clock, arguments: argparse.Namespace) -> int:
    routine = chosen.routine
    store, identity = remembering(where, clock.wall()), uuid.uuid4().hex
    left = store.unfinished()
    with _alone(store, identity, clock):
        if left is not None:
            note(f"An unfinished session is kept ({left.title}): `stretchplayer resume` goes on with it.")
        answers, before = profile(where), None
        if answers == Profile():
            note("Your profile is not answered: careful limits hold. `stretchplayer profile` asks a few questions.")
        if not arguments.yes:
            answers = asking.today(answers)
            before = asking.scale("How stiff are you now, 0 to 10? Enter skips.") if interactive() else None
        now = clock.wall()
        made = judged(routine, answers, store, now)
        tell_verdicts(made)
        _must_be_playable(made)
        started = clock.monotonic()
        session = Session.start(made, started)
        beginning = Beginning(
            id=identity,
            title=routine.title,
            file=str(Path(routine.file).absolute()),
            digest=routine.digest,
            text=chosen.data,
            profile=answers,
            wall=now,
            monotonic=started,
            before=before,
            snapshot=session.snapshot(started),
        )
        store = _begun(store, beginning)
        heading = _heading(made)
        rate = None if before is None else partial(store.rate, identity)
        return _run(Player(session, identity, store, clock), arguments, heading, rate=rate)


def _heading(made: Plan) -> tuple[str, ...]:
    """What has to be known before the first step."""
    routine = made.routine
    told = [f"{routine.title}. {spoken(made.seconds)}.", " ".join(routine.summary.split())]
    needed = needs(routine)
    told.append(f"You need: {', '.join(needed)}." if needed else "")
    told.append(f"Keys: {KEYS}." if sys.stdin.isatty() else "")
    return tuple(line for line in told if line)


def _begun(store: Store, beginning: Beginning) -> Store:
    try:
        store.begin(beginning)
    except StoreFailed as error:
        note(f"stretchplayer: {error} The session will not be remembered.")
        return Unremembered()
    return store


def _run(
    player: Player,
    arguments: argparse.Namespace,
    heading: tuple[str, ...] = (),
    *,
    begin: bool = False,
    rate: Callable[[int], None] | None = None,
    speed: float | None = None,
) -> int:
    """Turn the loop in this terminal or pipe, `heading` first; returns the exit code.

    `begin` takes a paused session up at once, `rate` keeps the stiffness afterwards, `speed` makes it a rehearsal.
    """
    with Signals() as signals, _keys(rehearsing=speed is not None) as keys:
        output = _Output(signals, bell=not arguments.mute)
        for text in heading:
            output.say(text)
        called = lambda: signals.caught is not None  # noqa: E731 - one question, asked at every turn
        face = PlainFace(player, keys, Narrator(), output.say, output.ring, called, speed=speed)
        outcome = face.play(begin=begin)
        player.close()
        if isinstance(keys, TerminalKeys) and keys.over:
            signals.note(CLOSED)
        caught = signals.caught
    if outcome in ("finished", "ended"):
        output.say(summary(player.session.snapshot(player.now)))
    if rate is not None and outcome == "finished":
        after = asking.scale("How stiff are you now, 0 to 10? Enter skips.")
        if after is not None:
            rate(after)
    if outcome == "left" and speed is None and caught != signal.SIGPIPE:
        kept = "Saved. `stretchplayer resume` goes on from here."
        note(kept if player.remembered else "Not saved: nothing can be remembered here.")
    return _code(outcome, caught)


def _code(outcome: Outcome, caught: int | None) -> int:
    if outcome == "finished":
        return FINE
    if caught is None:
        return PROBLEMS
    return INTERRUPTED if caught == signal.SIGINT else 128 + caught


@contextmanager
def _keys(*, rehearsing: bool) -> Iterator[Keys]:
    if rehearsing:
        yield NoKeys()
    elif sys.stdin.isatty():
        with TerminalKeys(sys.stdin.fileno()) as keys:
            yield keys
    else:
        yield asking.lines()


@contextmanager
def _alone(store: Store, identity: str, clock: Clock) -> Iterator[None]:
    """Hold the lock that lets one session play at a time."""
    try:
        hold = store.hold(identity, Holder.here(clock.wall()))
    except AlreadyPlaying as error:
        raise Failure(str(error), PROBLEMS) from error
    with hold:
        if hold.warning:
            note(f"stretchplayer: {hold.warning}")
        yield


def _must_be_playable(made: Plan) -> None:
    if made.playable:
        return
    today = made.profile.today
    if today.red_flag or (today.pain or 0) >= PAIN_TOO_STRONG:
        tell_red_flags()
    message = "nothing of this routine may be played now; the reasons stand above"
    raise Failure(message, PROBLEMS)


def _same_routine(left: Unfinished, arguments: argparse.Namespace) -> Routine | None:
    """The routine to go on with: the one that was begun, unless somebody would rather start the edited file."""
    old = read(left.text, left.file).routine
    if old is None:
        message = f"the routine of the unfinished session cannot be read any more: {left.file}"
        raise Failure(message)
    if arguments.old or not _was_edited(left):
        return old
    if arguments.restart:
        return None
    note(f"{left.file} was edited since this session began.")
    answer = asking.line("o: go on with the old version. r: start the new one from the beginning. Enter: neither.")
    if answer == "o":
        return old
    if answer == "r":
        return None
    message = "nothing was changed; `stretchplayer resume --old` or `--restart` decides it"
    raise Failure(message, PROBLEMS)


def _was_edited(left: Unfinished) -> bool:
    try:
        return read_bytes(left.file) != left.text
    except Unreadable:
        # It has gone; what was begun is kept with the session.
        return False


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
