"""The one loop, from clock to session to store to effects, in that order, whichever face runs it."""

from collections.abc import Callable
from typing import Any, Final, Protocol

from msgspec import structs

from stretchplayer import crash
from stretchplayer.clock import Clock
from stretchplayer.phrases import screen_words
from stretchplayer.session import Advance, Command, Pause, Session, Skip, View
from stretchplayer.session.events import Alarmed, Charged, Cued, Event, RedFlagged, Refused, Strained, TookBack
from stretchplayer.store import Entry, NullStore, Store, StoreFailed
from stretchplayer.translation import gettext

PATIENCE: Final = 2.0
"""Seconds for which a session waits for its listener, at most."""
LOOK: Final = 0.05
"""Seconds between two looks whether the listener is ready."""
BEAT: Final = 0.5
"""Seconds between two heartbeats: often enough that a crash costs less than a second of place."""
STALLED: Final = 3.0
"""A loop that was due within a second and comes back this much later was asleep or stopped, in seconds."""
LOST: Final = 2.0
"""Seconds by which wall-clock time has to run ahead of monotonic time to mean that the machine slept."""


class Listener(Protocol):
    """Accompanies a session by its own means, such as sound."""

    @property
    def ready(self) -> bool:
        """Whether a session may begin as far as the listener is concerned; asked again and again until then."""
        ...

    @property
    def lead(self) -> float:
        """Seconds by which to delay the session then, so that its first cue is heard."""
        ...

    def introduce(self, session: Session, now: float, *, late: bool) -> float | None:
        """Begin to say what comes before a new session, at the monotonic instant `now`; returns its seconds.

        None where that has to wait; it is asked again until it would be too `late`.
        """
        ...

    def follow(self, events: tuple[Event, ...], session: Session, now: float, slept: float) -> None:
        """Something happened, or time went by: it is now `now`, `slept` seconds ahead of the monotonic clock."""
        ...

    def tell(self) -> str | None:
        """A notice for the user, once."""
        ...


class Player:
    """Runs one session: what happened is saved first, then returned to be shown.

    Instants are those of the session: monotonic seconds, plus those that the machine slept. `flagged` is whether the
    word given for "too much" was one that ended the session.
    """

    def __init__(
        self,
        session: Session,
        session_id: str,
        store: Store,
        clock: Clock,
        *,
        stalled: float = STALLED,
        listener: Listener | None = None,
        new: bool = False,
    ) -> None:
        """Until its `listener` is ready or a command comes, a paused or `new` session stands where it is."""
        self.session = session
        self.listener = listener
        self._stalled = stalled
        self.notice: str | None = None
        self.flagged = self._closed = False
        self._id, self._store, self._clock = session_id, store, clock
        self._monotonic, self._wall = clock.monotonic(), clock.wall()
        self._slept = 0.0
        self._beaten = self._monotonic
        self._new, self._introducing = new, False
        waits = listener is not None and (new or session.state == "paused")
        self._starts = self._monotonic + PATIENCE if waits else None

    @property
    def now(self) -> float:
        """The session's instant."""
        return self._monotonic + self._slept

    @property
    def waiting(self) -> bool:
        """Whether the session still stands where it is until its listener is ready."""
        return self._starts is not None

    def tick(self) -> tuple[Event, ...]:
        """Advance to the clock; a gap pauses the session where it was before the gap."""
        if self._starts is not None:
            if self._waits(self._starts):
                return ()
            self._start()
        before = self.now
        monotonic, wall = self._clock.monotonic(), self._clock.wall()
        passed = monotonic - self._monotonic
        lost = wall - self._wall - passed
        asleep = lost if lost > LOST else 0.0
        events: tuple[Event, ...] = ()
        if (asleep or passed > self._stalled) and self.session.state in ("playing", "checking", "alarming"):
            events = self.session.apply(Pause(gap=True), before)
        self._slept += asleep
        self._monotonic, self._wall = monotonic, wall
        noticed = self.notice
        advanced = self.session.apply(Advance(), self.now)
        events = self._followed(events + (_caught_up(advanced) if asleep or passed > self._stalled else advanced))
        if self.listener is not None and self.notice == noticed:
            # One at a time: a face looks at the notice once at every turn.
            self.notice = self.listener.tell() or noticed
        return events

    def do(self, command: Command) -> tuple[Event, ...]:
        """Run a command at the instant of the clock."""
        crash.note(f"{self.now:.1f} command {type(command).__name__}")
        if self._starts is not None:
            introducing = self._introducing
            self._start()
            if introducing and isinstance(command, Skip):
                # What was skipped is the introduction.
                return self.tick()
        events = self.tick()
        return events + self._followed(self.session.apply(command, self.now))

    def play_on(self, session: Session) -> None:
        """Go on with another session, which stands at the same place: its plan has changed."""
        crash.note(f"{self.now:.1f} another plan")
        self.session = session

    def wait(self) -> float:
        """Seconds until the next tick is due at the latest."""
        if self._starts is not None:
            return max(LOOK, min(BEAT, self._starts - self._clock.monotonic())) if self._introducing else LOOK
        deadline = self.session.next_deadline(self.now)
        if deadline is None:
            return BEAT if self.session.state == "playing" else 1.0
        return max(0.0, min(deadline - self.now, BEAT))

    def view(self) -> View:
        """What is to be shown."""
        return self.session.view(self.now)

    @property
    def remembered(self) -> bool:
        """Whether the session can be resumed later."""
        return not isinstance(self._store, NullStore)

    def close(self) -> None:
        """Save a session that is not over, to be resumed; one that is over has been recorded already.

        A second call does nothing.
        """
        if self._closed:
            return
        self._closed = True
        snapshot, wall, monotonic = self.session.snapshot(self.now), self._wall, self.now
        if snapshot.state == "paused":
            self._kept(lambda store: store.leave(self._id, snapshot, wall, monotonic))

    def _waits(self, starts: float) -> bool:
        """Whether the session still stands where it is: until its listener is ready, and has introduced it."""
        now, listener = self._clock.monotonic(), self.listener
        if self._introducing or listener is None:
            return now < starts
        if now < starts and not listener.ready:
            return True
        seconds = listener.introduce(self.session, now, late=now >= starts) if self._new else 0.0
        if seconds:
            self._introducing, self._starts = True, now + seconds
            self.notice = gettext(screen_words.INTRODUCED)
        return seconds is None or seconds > 0

    def _start(self) -> None:
        """Let time begin; the first second of a new session after what the listener needs for its first cue."""
        self._starts, self._introducing = None, False
        self._monotonic, self._wall = self._clock.monotonic(), self._clock.wall()
        if self._new and self.listener is not None:
            self.session = Session.start(self.session.plan, self._monotonic + self.listener.lead)

    def _followed(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """Save events, then pass them to the listener; returns them."""
        for event in events:
            if not isinstance(event, Cued):
                crash.note(_noted(event))
            if isinstance(event, RedFlagged) and event.word != "skin":
                self.flagged = True
        self._save(events)
        if self.listener is not None:
            self.listener.follow(events, self.session, self.now, self._slept)
        return events

    def _save(self, events: tuple[Event, ...]) -> None:
        entries = [made for made in map(_entry, events) if made is not None]
        running = self.session.state in ("playing", "checking", "alarming", "exposed", "overdue")
        if not entries and (not running or self._monotonic - self._beaten < BEAT):
            return
        snapshot = self.session.snapshot(self.now)
        # The session's instants count what a sleeping machine did not: both clocks are given in them.
        wall, monotonic = self._wall, self.now
        self._beaten = self._monotonic
        if entries and self.session.state == "finished" and all(isinstance(event, TookBack) for event in events):
            # The session was over before, and nothing else is written to it.
            gone = [strain for event in events if isinstance(event, TookBack) for strain in event.strains]
            self._kept(lambda store: store.take_back(self._id, gone))
            self._kept(lambda store: store.journal(self._id, entries, wall, monotonic))
        elif entries:
            runs = [event.run for event in events if isinstance(event, Charged)]
            strains = [strain for event in events if isinstance(event, Strained) for strain in event.strains]
            back = [strain for event in events if isinstance(event, TookBack) for strain in event.strains]
            happened = entries, runs, strains, snapshot, wall, monotonic
            self._kept(lambda store: store.record(self._id, *happened, taken_back=back))
            state = snapshot.state
            if state != "paused":
                self._kept(lambda store: store.end(self._id, state, snapshot, wall, monotonic))
        else:
            self._kept(lambda store: store.beat(self._id, snapshot, wall, monotonic))

    def _kept(self, write: Callable[[Store], None]) -> None:
        """Write to the store; when it fails, say so once and go on without it."""
        try:
            write(self._store)
        except StoreFailed as failure:
            self.notice = gettext("{failure} The session goes on, but it will not be remembered.").format(
                failure=failure
            )
            snapshot, memory = self.session.snapshot(self.now), self._store.memory
            memory.keep(self._id, snapshot.progress.runs, snapshot.strains)
            self._store = NullStore(memory=memory)


def _caught_up(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events of a gap, with only the last of the alarms that nobody could hear in it."""
    alarms = [each for each in events if isinstance(each, Alarmed) or (isinstance(each, Cued) and each.cue == "alarm")]
    unheard = {id(each) for each in alarms[:-2] if not isinstance(each, Alarmed) or not each.ended}
    return tuple(each for each in events if id(each) not in unheard)


def _noted(event: Event) -> str:
    """An event as a report shows it: where it happened, without any words of the routine."""
    segment = getattr(event, "segment", None)
    where = f" step {segment.path}, {segment.phase}, {segment.side}" if segment is not None else ""
    return f"{event.at:.1f} {type(event).__name__.lower()}{where}"


def _entry(event: Event) -> Entry | None:
    """The journal's row for an event; what was only heard, or refused, has none."""
    if isinstance(event, Cued | Refused):
        return None
    detail: dict[str, Any] = structs.asdict(event)
    del detail["at"]
    segment = detail.pop("segment", None)
    if segment is not None:
        detail |= {"path": segment.path, "phase": segment.phase, "side": segment.side, "origin": segment.origin}
        detail |= {"name": segment.name, "kind": segment.kind}
        if segment.round is not None:
            detail["round"] = segment.round
    if "run" in detail:
        detail["run"] = {"number": event.run.number, "seconds": event.run.seconds}  # type: ignore[attr-defined]
    detail.pop("strains", None)
    if isinstance(event, Strained):
        detail["muscles"] = len(event.strains)
    return Entry(kind=type(event).__name__.lower(), at=event.at, detail=detail)
