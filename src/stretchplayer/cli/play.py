"""`play`, `resume` and `rehearse`: put together clock, store, caps and a face, and play."""

import argparse
import shutil
import signal
import sys
import textwrap
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path

from stretchplayer.caps import Plan, Profile, admit
from stretchplayer.caps.refusals import PAIN_TOO_STRONG
from stretchplayer.cli import asking
from stretchplayer.cli.outcome import FINE, INTERRUPTED, PROBLEMS, Failure
from stretchplayer.cli.output import note, out, visible
from stretchplayer.cli.reading import (
    interactive,
    judged,
    playable,
    profile,
    remembering,
    tell_red_flags,
    tell_verdicts,
    text_of,
)
from stretchplayer.clock import Clock, QuickClock, RealClock
from stretchplayer.config import Folders, folders
from stretchplayer.model.duration import spoken
from stretchplayer.model.routine import Routine
from stretchplayer.plain.face import Outcome, PlainFace
from stretchplayer.plain.keys import Keys, LineKeys, NoKeys, TerminalKeys
from stretchplayer.plain.narrator import KEYS, Narrator, place
from stretchplayer.plain.signals import Signals
from stretchplayer.player import Player
from stretchplayer.routine import read
from stretchplayer.session import Session
from stretchplayer.store import AlreadyPlaying, Beginning, Holder, Store, StoreFailed, Unfinished, Unremembered

FRESH_FOR = 12 * 3600.0
"""Today's answers hold for so many seconds; a session resumed later is asked again."""


def play(arguments: argparse.Namespace) -> int:
    """Play a routine from its beginning."""
    if arguments.name is None:
        message = "which routine? `stretchplayer list` shows them; then `stretchplayer play NAME`"
        raise Failure(message)
    where, clock = folders(), RealClock()
    routine = playable(arguments.name, where)
    return _play_anew(routine, where, clock, arguments)


def resume(arguments: argparse.Namespace) -> int:
    """Go on with the session that was left or lost."""
    where, clock = folders(), RealClock()
    store = remembering(where)
    running = store.playing()
    if running is not None:
        raise Failure(str(AlreadyPlaying(running)), PROBLEMS)
    left = store.unfinished()
    if left is None:
        note("There is no unfinished session.")
        return PROBLEMS
    routine = _same_routine(left, arguments)
    if routine is None:
        return _play_anew(playable(str(Path(left.file).absolute()), where), where, clock, arguments)
    answers = left.profile
    if clock.wall() - left.wall >= FRESH_FOR:
        answers = profile(where) if arguments.yes else asking.today(profile(where))
    with _alone(store, left.id, clock):
        now = clock.wall()
        made = admit(routine, answers, store.ledger(now, but=left.id), now, progress=left.snapshot.progress)
        player = Player(Session.restore(left.snapshot, made, clock.monotonic()), left.id, store, clock)
        out(f"{routine.title}. Paused where it was left.")
        out(place(player.view()))
        return _run(player, arguments, begin=arguments.yes)


def rehearse(arguments: argparse.Namespace) -> int:
    """Play a routine fast; nothing is recorded, nothing is charged, and every question is answered with yes."""
    clock = QuickClock(RealClock(), arguments.speed)
    routine = playable(arguments.name, folders())
    made = judged(routine, Profile(), Unremembered(), clock.wall())
    tell_verdicts(made)
    _must_be_playable(made)
    session = Session.start(made, clock.monotonic())
    player = Player(session, "rehearsal", Unremembered(), clock, stalled=inf)
    arguments.mute = True
    return _run(player, arguments, speed=arguments.speed)


def _play_anew(routine: Routine, where: Folders, clock: Clock, arguments: argparse.Namespace) -> int:
    store, identity = remembering(where), uuid.uuid4().hex
    left = store.unfinished()
    with _alone(store, identity, clock):
        if left is not None:
            note(f"An unfinished session is kept ({left.title}): `stretchplayer resume` goes on with it.")
        answers, before = profile(where), None
        if not arguments.yes:
            answers = asking.today(answers)
            before = asking.scale("How stiff are you now, 0 to 10? Enter skips.") if interactive() else None
        now = clock.wall()
        made = judged(routine, answers, store, now)
        tell_verdicts(made)
        _must_be_playable(made)
        beginning = Beginning(
            id=identity,
            title=routine.title,
            file=str(Path(routine.file).absolute()),
            digest=routine.digest,
            text=text_of(Path(routine.file)),
            profile=answers,
            wall=now,
            monotonic=clock.monotonic(),
            before=before,
        )
        store = _begun(store, beginning)
        out(f"{routine.title}. {spoken(made.seconds)}.")
        if sys.stdin.isatty():
            out(f"Keys: {KEYS}")
        player = Player(Session.start(made, clock.monotonic()), identity, store, clock)
        return _run(player, arguments, rated=before is not None)


def _begun(store: Store, beginning: Beginning) -> Store:
    try:
        store.begin(beginning)
    except StoreFailed as error:
        note(f"stretchplayer: {error} The session will not be remembered.")
        return Unremembered()
    return store


def _run(
    player: Player, arguments: argparse.Namespace, *, begin: bool = False, speed: float = 1.0, rated: bool = False
) -> int:
    """Turn the loop in this terminal or pipe; returns the exit code."""
    with Signals() as signals, _keys(rehearsing=speed != 1.0) as keys:
        face = PlainFace(
            player,
            keys,
            Narrator(),
            _writer(signals),
            _silent if arguments.mute or not sys.stdout.isatty() else _bell,
            lambda: signals.caught is not None,
            speed=speed,
        )
        outcome = face.play(begin=begin)
        caught = signals.caught
    after = asking.scale("How stiff are you now, 0 to 10? Enter skips.") if rated and outcome == "finished" else None
    player.close(after)
    return _code(outcome, caught, rehearsing=speed != 1.0)


def _code(outcome: Outcome, caught: int | None, *, rehearsing: bool) -> int:
    if outcome == "finished":
        return FINE
    if outcome == "left" and not rehearsing and caught != signal.SIGPIPE:
        note("Saved. `stretchplayer resume` goes on from here.")
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
        yield LineKeys(sys.stdin.fileno())


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
    if text_of(Path(left.file)) in (left.text, b"") or arguments.old:
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


def _writer(signals: Signals) -> Callable[[str], None]:
    def write(text: str) -> None:
        try:
            sys.stdout.write(f"{_wrapped(visible(text))}\n")
            sys.stdout.flush()
        except OSError:
            # Nobody can follow any more: the reader of a pipe has gone, or the terminal was closed.
            signals.note(signal.SIGPIPE)

    return write


def _wrapped(text: str) -> str:
    """Text broken between words where a terminal would break it inside one."""
    if not sys.stdout.isatty():
        return text
    return "\n".join(textwrap.wrap(text, max(20, shutil.get_terminal_size().columns - 1))) or text


def _bell() -> None:
    sys.stdout.write("\a")
    sys.stdout.flush()


def _silent() -> None:
    pass
