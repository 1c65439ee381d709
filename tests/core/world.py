"""A small world to play in: true time, two clocks that start anywhere, a process that can be killed, a ledger."""

from math import inf, nextafter
from typing import Final, Literal, NamedTuple

from hypothesis import strategies as st
from msgspec import structs

from core.build import own_pace_ends
from core.tape import CLOSE, Tape
from strategies import DAY, NOW, Draw
from stretchplayer.caps import Exposure, Ledger, Profile, Strain, admit
from stretchplayer.model.routine import Routine
from stretchplayer.session import (
    Advance,
    Back,
    Command,
    Confirm,
    Extend,
    Pause,
    Resume,
    Session,
    Skip,
    Snapshot,
    State,
    Stop,
    TakeBack,
    TooMuch,
)
from stretchplayer.session import events as happened
from stretchplayer.session.commands import TABLE

BEAT: Final = 1.0
"""A session that crashed is charged at most so many seconds more than it reported."""

Events = tuple[happened.Event, ...]


class Wait(NamedTuple):
    """How long before something is done: seconds, until what is due, just before that, or a part of what is left."""

    kind: Literal["for", "due", "almost", "part"]
    amount: float = 0.0


class Again(NamedTuple):
    """The program ends and comes back: with the same plan, a new one, after a crash or a loss of power.

    Meanwhile `after` seconds go by, and the wall clock is moved back by `back`.
    """

    how: Literal["same", "new", "crash", "power"]
    after: float = 0.0
    uptime: float = 0.0
    back: float = 0.0


class GoOn(NamedTuple):
    """Whatever a patient user would do just now."""


Act = Command | Again | GoOn


class Move(NamedTuple):
    """Something done after a while."""

    wait: Wait
    act: Act


def dated(ledger: Ledger, wall: float) -> Ledger:
    """The ledger with all that lies ahead of `wall` ending then, in its order, a millisecond apart."""
    ends = {each.end for each in ledger.exposures} | {each.at for each in ledger.strains}
    ahead = sorted((end for end in ends if end > wall), reverse=True)
    shifts = {end: end - wall + 0.001 * step for step, end in enumerate(ahead)}
    exposures = tuple(
        structs.replace(each, start=each.start - shifts.get(each.end, 0.0), end=each.end - shifts.get(each.end, 0.0))
        for each in ledger.exposures
    )
    strains = tuple(structs.replace(each, at=each.at - shifts.get(each.at, 0.0)) for each in ledger.strains)
    return structs.replace(ledger, exposures=exposures, strains=strains)


class World:
    """One session after another of one person; `now` is true time, in seconds from the beginning of the story."""

    def __init__(
        self,
        routine: Routine,
        profile: Profile,
        ledger: Ledger,
        *,
        now: float = 0.0,
        uptime: float = 0.0,
        late: float = 0.0,
        name: str = "1",
    ) -> None:
        self.routine, self.profile, self.name = routine, profile, name
        self.mono = uptime
        self.offset = uptime - now
        self.late = self.late_at_first = late
        self.admitted = [now]
        # As the store does it when a session opens: what lies ahead of the clock is dated to now, once.
        self.ledger = ledger = dated(ledger, self.wall)
        self.plan = admit(routine, profile, ledger, self.wall)
        self.tape = Tape()
        self.session = Session.start(self.plan, self.mono)
        self.faults: list[str] = []
        self.last: Events = ()
        self.say(Advance())

    @property
    def now(self) -> float:
        """True time."""
        return self.mono - self.offset

    @property
    def wall(self) -> float:
        """What the wall clock says, which is `late` by what it was moved back."""
        return NOW + self.now - self.late

    @property
    def state(self) -> State:
        """The session's state."""
        return self.session.state

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("finished", "ended")

    def say(self, command: Command) -> Events:
        """Say something to the session now; its transition must stand in the table."""
        before = self.state
        self.last = events = self.session.apply(command, self.mono)
        self.tape.take(events, self.offset)
        self.tape.until(self.now)
        refused = any(isinstance(event, happened.Refused) for event in events)
        if isinstance(command, Advance):
            allowed = (before, Advance) in TABLE and self.state in TABLE[before, Advance]
            if not allowed or refused:
                self.faults.append(f"Advance led from {before} to {self.state}")
        return events

    def advance(self, seconds: float) -> Events:
        """Let time pass."""
        self.mono += seconds
        return self.say(Advance())

    def wait(self, wait: Wait) -> None:
        """Let as much time pass as `wait` says."""
        due = self.session.next_deadline(self.mono)
        match wait.kind:
            case "for":
                self.mono += wait.amount
            case "due":
                self.mono = self.mono + 1.0 if due is None else max(self.mono, due)
            case "almost":
                near = self.mono if due is None else nextafter(due, -inf) - wait.amount
                self.mono = max(self.mono, near)
            case "part":
                self.mono += wait.amount * self.session.view(self.mono).remaining
        self.say(Advance())

    def move(self, move: Move) -> None:
        """Do what `move` says."""
        self.wait(move.wait)
        match move.act:
            case Again():
                self.again(move.act)
            case GoOn():
                self.go_on()
            case _:
                self.say(move.act)

    def go_on(self) -> None:
        """Answer what is asked; where nothing is asked, let time pass until something is due."""
        match self.state:
            case "waiting" | "checking" | "alarming" | "overdue" | "asking":
                self.say(Confirm())
            case "paused" | "exposed":
                self.say(Resume())
            case "playing":
                done, due = own_pace_ends(self.session, self.mono), self.session.next_deadline(self.mono)
                if done is None or (due is not None and due < done):
                    self.wait(Wait("due"))
                else:
                    self.wait(Wait("for", done - self.mono))
                    self.say(Confirm())
            case _:
                self.mono += 1.0

    def finish(self, most: int = 3000) -> None:
        """Go on until the session is over."""
        for _ in range(most):
            if self.over:
                return
            self.go_on()
        self.faults.append(f"not over after {most} steps: {self.session.view(self.mono)}")

    def again(self, again: Again) -> None:
        """End the program and start it again."""
        if again.how in ("crash", "power"):
            snapshot = self._crashed(heard=again.how == "crash")
        else:
            snapshot = self.session.snapshot(self.mono)
        self.tape.cut(self.now)
        for run in snapshot.progress.runs:
            self.tape.charged[run.number] = (run.seconds, run.load, run.loads)
        # The same plan can only be gone on with at once: it holds for the second at which it was made.
        now = self.now + (0.0 if again.how == "same" else again.after)
        self.mono, self.offset = again.uptime, again.uptime - now
        if again.how != "same":
            self.late += again.back
            self.admitted.append(now)
            self.plan = admit(self.routine, self.profile, self.ledger, self.wall, progress=snapshot.progress)
        self.session = Session.restore(snapshot, self.plan, self.mono)

    def _crashed(self, *, heard: bool) -> Snapshot:
        """The last word before a crash, settled as the store settles it; up to a heartbeat went by since."""
        snapshot = self.session.snapshot(self.mono)
        due = self.session.next_deadline(self.mono)
        silent = BEAT if due is None else max(0.0, min(BEAT, due - self.mono - 1e-3))
        self.mono += silent
        self.tape.unheard += silent
        self.say(Advance())
        progress = snapshot.progress
        extras = {
            run.number: self.tape.charged[run.number][0] - run.seconds
            for run in progress.runs
            if self.tape.charged[run.number][0] - run.seconds > CLOSE
        }
        if heard:
            extras = {number: min(extra, BEAT) for number, extra in extras.items()}
        extra = extras.get(progress.run or 0, 0.0)
        runs = tuple(
            structs.replace(
                run, seconds=run.seconds + extras.get(run.number, 0.0), end=run.end + extras.get(run.number, 0.0)
            )
            for run in progress.runs
        )
        self.tape.lost += sum(extras.values())
        if not extras:
            return snapshot
        if not heard:
            return structs.replace(snapshot, progress=structs.replace(progress, runs=runs, run=None, elapsed=0.0))
        return structs.replace(
            snapshot,
            progress=structs.replace(progress, runs=runs, elapsed=progress.elapsed + extra),
            seconds=snapshot.seconds + extra,
            worked=snapshot.worked + extra,
        )

    def remembered(self) -> Ledger:
        """The ledger as the next session finds it."""
        snapshot = self.session.snapshot(self.mono)
        exposures = tuple(
            Exposure(
                session=self.name,
                run=run.number,
                muscle=muscle,
                side=side,
                kind=run.load,
                start=run.start,
                end=run.end,
                seconds=run.seconds,
            )
            for run in snapshot.progress.runs
            for muscle, side in run.loads
        )
        strains: tuple[Strain, ...] = tuple(structs.replace(each, session=self.name) for each in snapshot.strains)
        return structs.replace(
            self.ledger, exposures=self.ledger.exposures + exposures, strains=self.ledger.strains + strains
        )


_LONG_WAITS: Final = (
    59.0,
    60.0,
    61.0,
    70.0,
    70.0,
    299.0,
    300.0,
    301.0,
    600.0,
    600.0,
    1800.0,
    7200.0,
    DAY / 2,
    DAY,
    2 * DAY,
)


def waits() -> Draw[Wait]:
    """From nothing to days, and to the edges of what is due."""
    return st.one_of(
        st.just(Wait("for", 0.0)),
        st.sampled_from((1e-9, 0.001, 0.1, 1.0, 1.0, 2.999, 3.0, 3.001, 5.0)).map(lambda s: Wait("for", s)),
        st.sampled_from((Wait("due"), Wait("due"), Wait("almost"), Wait("almost", 1e-6), Wait("almost", 1e-3))),
        st.sampled_from((0.25, 0.5, 0.9, 0.99, 1.0, 1.0, 1.0, 1.1)).map(lambda part: Wait("part", part)),
        st.just(Wait("part", 1.0)),
        st.floats(0.0, 70.0).map(lambda s: Wait("for", s)),
        st.sampled_from(_LONG_WAITS).map(lambda s: Wait("for", s)),
    )


def commands() -> Draw[Command]:
    """Anything that can be said; what ends a session is said less often."""
    usual = st.sampled_from(
        (
            Advance(),
            Pause(),
            Pause(),
            Pause(gap=True),
            Resume(),
            Resume(),
            Skip(),
            Skip(),
            Skip(step=True),
            Back(),
            Back(),
            Back(),
            Extend(),
            Extend(),
            Extend(3600.0),
            Extend(0.1),
            Extend(-10.0),
            Extend(-3600.0),
            Confirm(),
            Confirm(),
        )
    )
    last = st.sampled_from(
        (TakeBack(), TakeBack(), TooMuch(), TooMuch("sharp"), TooMuch("cramp"), TooMuch("tingling"), Stop())
    )
    return st.integers(0, 24).flatmap(lambda number: usual if number else last)


def agains() -> Draw[Again]:
    """Every way to end and to come back."""
    return st.builds(
        Again,
        how=st.sampled_from(("same", "new", "new", "crash", "power")),
        after=st.sampled_from((0.0, 0.0, 0.5, 4.0, 5.0, 600.0, 1800.0, 7200.0, DAY, 3 * DAY)),
        uptime=st.sampled_from((0.0, 17.3, 1_000_000.1)),
        back=st.sampled_from((0.0, 0.0, 0.0, 0.0, 10.0, 3600.0, 2 * DAY)),
    )


def moves(acts: Draw[Act] | None = None, *, most: int = 30) -> Draw[list[Move]]:
    """A user who mostly goes on, and often does not."""
    going = st.just(GoOn())
    one = st.one_of(going, going, going, going, commands(), commands(), commands(), agains()) if acts is None else acts
    move = st.builds(Move, waits(), one)
    return st.one_of(st.lists(move, max_size=4), st.lists(move, min_size=5, max_size=most))
