"""The one session that may play at a time: puts it together, and takes it apart again."""

import os
import uuid
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import structs

from stretchplayer import crash
from stretchplayer.app.answers import Person
from stretchplayer.app.past_session import verdict_entries
from stretchplayer.caps import Ledger, Plan, Profile, admit
from stretchplayer.caps.limits import GROUP_LIMITS
from stretchplayer.caps.profile import parts, today_of
from stretchplayer.clock import Clock
from stretchplayer.config import Folders
from stretchplayer.crash import Crashed
from stretchplayer.fitting.adjustments import Fitting, applied
from stretchplayer.model.routine import Routine, flat, walk
from stretchplayer.model.short_form import short_form
from stretchplayer.model.steps import Group, Topic
from stretchplayer.player import Player
from stretchplayer.problems import Unreadable
from stretchplayer.routine.reader import Reading, read, read_bytes
from stretchplayer.routine.swaps import Swaps, alternatives
from stretchplayer.session import Session
from stretchplayer.session.view import worn
from stretchplayer.store import (
    FILE,
    Beginning,
    Holder,
    NullStore,
    Store,
    StoreFailed,
    StoreUnusable,
    Unfinished,
    careful,
    open_store,
)
from stretchplayer.store.opening import read_only_ledger
from stretchplayer.translation import gettext, to_translate

if TYPE_CHECKING:
    from stretchplayer.fitting.fit import Fitter
    from stretchplayer.sound.session_audio import SessionAudio


_UNCOUNTED: Final = to_translate(
    "{error} Nothing will be remembered. What you do counts only until the program ends, within the limits of the "
    "first 14 days of use."
)
_RESUMES: Final = to_translate("`stretchplayer resume` goes on from there")
FRESH_FOR: Final = GROUP_LIMITS["today.again"].cap
"""A session that was left longer ago than this asks today's questions again, in seconds."""
_WHOLE: Final = ""
"""What stands for the whole file among the texts of a session that plays only some of it."""


def usable_store(folders: Folders, now: float) -> Store:
    """The store, or one that remembers nothing new where none can be opened; its `notice` says so.

    What can still be read of the history counts all the same, as of the wall-clock second `now`.
    """
    try:
        return open_store(folders.data)
    except StoreUnusable as error:
        ledger = read_only_ledger(folders.data, FILE, now) or Ledger()
        return NullStore(gettext(_UNCOUNTED).format(error=error), careful(ledger))


class Begun(NamedTuple):
    """What a session was begun with: the text of its file, where that is, and how the routine differs from it."""

    text: bytes
    file: str
    fitting: Fitting | None


class Offer(NamedTuple):
    """A move that may take the place of a step, and what it is called."""

    move: str
    name: str


def used(routine: Routine) -> frozenset[str]:
    """The moves that a routine has."""
    return frozenset(step.move for step in flat(routine.step) if step.move)


def swapped(text: bytes, routine: Routine, swaps: Swaps) -> Routine:
    """`routine`, whose file has this `text`, with other moves in the places of `swaps`; a short form stays one."""
    made = read(text, routine.file, swaps=swaps).routine
    if made is None:
        return routine
    made = structs.replace(made, known=routine.known)
    return short_form(made) if routine.shortened else made


def has_swap(routine: Routine, path: str, move: str) -> bool:
    """Whether the step at `path` is that move now."""
    step = dict(walk(routine.step)).get(path)
    return step is not None and not isinstance(step, Group) and step.move == move


def offers_for(
    active: "ActiveSession", text: bytes, routine: Routine, answers: Profile, swaps: Swaps, path: str
) -> tuple[Offer, ...]:
    """The moves that may take the place of the step at `path` before a session, as far as the limits allow."""
    step = dict(walk(routine.step)).get(path)
    if step is None or isinstance(step, Group):
        return ()
    found = []
    for move in alternatives(step, used(routine)):
        other = swapped(text, routine, {**swaps, path: move})
        made = active.admit(other, answers)
        if not has_swap(other, path, move):
            continue
        if name := next((each.name for each in made.segments if each.path == path and each.works), ""):
            found.append(Offer(move, name))
    return tuple(found)


class ActiveSession(AbstractContextManager["ActiveSession"]):
    """Holds the lock for the session that may play; a context manager. Raises `AlreadyPlaying` if another copy has it.

    `seen` is the session to be resumed, if any; `left` is that session as it was when the lock was taken, or None where
    another copy has resumed it meanwhile. `warning` is a sentence about the lock, `notice` one about the session that
    was begun, or None.
    """

    def __init__(self, store: Store, clock: Clock, seen: Unfinished | None = None) -> None:
        self.identity = seen.id if seen else uuid.uuid4().hex
        self._store, self._clock = store, clock
        self._hold = store.hold(self.identity, Holder.here(clock.wall()))
        # Read again under the lock: another copy could have played on meanwhile.
        self.left = store.unfinished(seen.id) if seen else None
        self.warning = self._hold.warning
        self.notice: str | None = None
        self._before = self.left.before if self.left else None
        self._begun = self.left and Begun(self.left.text, self.left.file, self.left.fitting)

    def __exit__(self, *_error: object) -> None:
        self.close()

    def admit(self, routine: Routine, answers: Profile) -> Plan:
        """What may be played of `routine` now; of a session that was left, what may be played of its rest."""
        now, left = self._clock.wall(), self.left
        if left is None:
            return admit(routine, answers, self._store.ledger(now), now)
        return admit(routine, answers, self._store.ledger(now, but=left.id), now, progress=left.snapshot.progress)

    def fitter(self, routine: Routine, answers: Profile) -> "Fitter":
        """What fits `routine` to a length, within what may be played now."""
        from stretchplayer.fitting.fit import Fitter

        now = self._clock.wall()
        return Fitter(routine, answers, self._store.ledger(now), now)

    def begin(
        self,
        plan: Plan,
        text: bytes,
        before: int | None = None,
        listener: "SessionAudio | None" = None,
        fitting: Fitting | None = None,
    ) -> Player:
        """Start a session, and record it with the `text` of its file and the stiffness `before` it, 0 to 10.

        `fitting` is how the planned routine differs from its file, if it does. Where the session cannot be recorded it
        is played all the same, and `notice` says so. A `listener` that needs a moment gets it before the first second
        counts.
        """
        routine, self._before = plan.routine, before
        self._begun = Begun(text, routine.file, fitting)
        began = self._clock.monotonic()
        beginning = Beginning(
            id=self.identity,
            title=routine.title,
            file=str(Path(routine.file).absolute()),
            digest=routine.digest,
            text=text,
            profile=plan.profile,
            wall=self._clock.wall(),
            monotonic=began,
            before=before,
            snapshot=Session.start(plan, began).snapshot(began),
            fitting=fitting,
            known=routine.known,
        )
        try:
            self._store.begin(beginning)
            self._store.journal(self.identity, verdict_entries(plan, began), beginning.wall, began)
        except StoreFailed as error:
            self.notice = gettext(_UNCOUNTED).format(error=error)
            # The plan was made for somebody whose sessions are counted.
            ledger = careful(plan.ledger)
            plan = admit(routine, plan.profile, ledger, plan.now)
            self._store = NullStore(None, ledger, self._store.memory)
        # A slow disk takes nothing from the first seconds: they count from when the player starts them.
        return self._player(Session.start(plan, self._clock.monotonic()), listener, new=True)

    def replace(self, former: Iterable[Unfinished]) -> None:
        """End sessions that were left, as this one was begun in their place; what was done in them stays recorded."""
        for each in former:
            try:
                self._store.end(each.id, "ended", each.snapshot, each.wall, self._clock.monotonic())
            except StoreFailed as error:
                self.notice = str(error)

    def resume(self, left: Unfinished, plan: Plan, listener: "SessionAudio | None" = None) -> Player:
        """Resume a session, paused where it was left."""
        now = self._clock.monotonic()
        try:
            self._store.journal(self.identity, verdict_entries(plan, now), self._clock.wall(), now)
        except StoreFailed as error:
            self.notice = str(error)
        return self._player(Session.restore(left.snapshot, plan, self._clock.monotonic()), listener)

    def swap(self, player: Player, path: str, move: str) -> None:
        """Let another move take the place of the step at `path` in a session that rests. Raises StoreFailed."""
        fitting, plan = self._with(path, move), self._replanned(player, path, move)
        if fitting is None or plan is None:
            return
        snapshot = player.session.snapshot(player.now)
        player.play_on(Session.restore(snapshot, plan, player.now))
        self._begun = self._begun and self._begun._replace(fitting=fitting)
        self._store.change(self.identity, fitting)

    def offers(self, player: Player) -> tuple[Offer, ...]:
        """The moves that may take the place of the step that `player` stands at, as far as the limits allow."""
        view = player.session.view(player.now)
        plan, path = player.session.plan, view.path
        if view.what is None or not path:
            return ()
        shape = [each.origin for each in plan.segments if each.path == path]
        found = []
        for move in alternatives(view.what, used(plan.routine)):
            made = self._replanned(player, path, move)
            # A move that takes another number of turns would shift the place of all that comes after it.
            if made is not None and [each.origin for each in made.segments if each.path == path] == shape:
                found.append(Offer(move, next(each.name for each in made.segments if each.path == path)))
        return tuple(found)

    def _with(self, path: str, move: str) -> Fitting | None:
        if self._begun is None:
            return None
        fitting = self._begun.fitting or Fitting(asked=0.0)
        return structs.replace(fitting, swaps={**fitting.swaps, path: move})

    def _replanned(self, player: Player, path: str, move: str) -> Plan | None:
        """The plan for the rest of a session with another move; None where that move cannot be played."""
        fitting, begun, session = self._with(path, move), self._begun, player.session
        if begun is None or fitting is None:
            return None
        routine = read(begun.text, begun.file, swaps=fitting.swaps, included=fitting.included).routine
        if routine is None or not has_swap(routine, path, move):
            return None
        now, progress = self._clock.wall(), session.snapshot(player.now).progress
        ledger = self._store.ledger(now, but=self.identity)
        routine = structs.replace(applied(routine, fitting), known=session.plan.routine.known)
        return admit(routine, session.plan.profile, ledger, now, progress=progress)

    @property
    def before(self) -> int | None:
        """The stiffness that was said before the session, 0 to 10, or None."""
        return self._before

    def rate(self, after: int) -> None:
        """Record the stiffness after a finished session, 0 to 10. Raises StoreFailed."""
        self._store.rate(self.identity, after)

    def advised(self, player: Player, *, after: int | None = None) -> tuple[Topic, ...]:
        """The topics worth reading after the session of `player`, the best first; `after` is the stiffness, 0 to 10.

        Where the history cannot be read, the ledger from the beginning of the session is used.
        """
        from stretchplayer.advice import choose, happened

        plan, now = player.session.plan, self._clock.wall()
        try:
            ledger, sessions = self._store.ledger(now), sum(1 for _ in self._store.history())
        except StoreFailed:
            # The page of the history says so; advice is given all the same.
            ledger, sessions = plan.ledger, 0
        snapshot = player.session.snapshot(player.now)
        flagged = player.flagged or snapshot.blistered
        it = happened(plan, snapshot, ledger, now, sessions=sessions, flagged=flagged, before=self._before, after=after)
        return choose(it)

    def close(self) -> None:
        """Release the lock; close the player first."""
        self._hold.release()

    def _player(self, session: Session, listener: "SessionAudio | None", *, new: bool = False) -> Player:
        return Player(session, self.identity, self._store, self._clock, listener=listener, new=new)


def rescued(player: Player) -> Crashed:
    """Save a session after an unforeseen fault; returns what is to be raised from that fault."""
    then: tuple[str, ...] = ()
    try:
        pack = worn(player.view())
        then = (gettext("Take the {pack} off now.").format(pack=pack),) if pack else ()
        player.close()
    except Exception as error:  # noqa: BLE001 - what is broken may break this too; the last heartbeat was saved before
        crash.note(gettext("saving failed as well: {name}").format(name=type(error).__name__))
        return Crashed(gettext("the session is kept as it was a moment ago ({resumes})").format(resumes=_RESUMES), then)
    if player.session.state in ("finished", "ended"):
        return Crashed(gettext("the session was over"), then)
    if not player.remembered:
        return Crashed(gettext("nothing of the session can be remembered here"), then)
    return Crashed(gettext("the session is saved ({resumes})").format(resumes=_RESUMES), then)


def answers_for(left: Unfinished, person: Person, now: float) -> tuple[Profile, bool]:
    """The answers to resume with, and whether today's questions have to be asked again.

    Earlier versions kept the answers with the session alone.
    """
    fresh = 0 <= now - left.wall < FRESH_FOR
    if not fresh or person.recorded:
        return person.profile, not fresh
    standing = person.profile.today
    today = today_of((*parts(standing), *parts(left.profile.today)), standing.until)
    return structs.replace(person.profile, today=today), False


def begun_with(left: Unfinished) -> Routine | None:
    """The routine as it was when `left` was begun: fitted the same way, and no better known.

    None where this version cannot read it.
    """
    routine = _read(left)
    return None if routine is None else structs.replace(applied(routine, left.fitting), known=left.known)


def _read(left: Unfinished) -> Routine | None:
    fitting = left.fitting or Fitting(asked=0.0)
    return read(left.text, left.file, swaps=fitting.swaps, included=fitting.included).routine


def fitted_before(left: Unfinished) -> tuple[str, ...]:
    """A sentence on how `left` was fitted when it was begun; nothing where it was not."""
    from stretchplayer.fitting.fit import resumed_fit_summary

    routine = _read(left)
    words = "" if routine is None else resumed_fit_summary(routine, left.fitting)
    return (words,) if words else ()


def is_there(file: str) -> bool:
    """Whether a routine has a file of its own: those that are played one after the other have none."""
    return os.path.lexists(file)


def was_edited(left: Unfinished) -> bool:
    """Whether the file of `left`, or one that is part of it, has changed since; a file that is gone has not."""
    parts = {} if left.fitting is None else left.fitting.included
    own = _WHOLE not in parts and _differs(left.file, left.text)
    return own or any(_differs(path, text.encode()) for path, text in parts.values())


def apart(reading: Reading) -> Reading:
    """What is not played as its file has it, such as from the middle: only the whole file can tell of an edit."""
    try:
        whole = reading.routine and read_bytes(reading.routine.file).decode()
    except (Unreadable, UnicodeDecodeError):
        return reading
    if not whole or reading.routine is None:
        return reading
    return structs.replace(reading, included={**reading.included, _WHOLE: (reading.routine.file, whole)})


def _differs(file: str, text: bytes) -> bool:
    try:
        return read_bytes(file) != text
    except Unreadable:
        return False
