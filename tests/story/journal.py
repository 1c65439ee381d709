"""What the disk says that was done: every session of a home, read from its history as another program would read it."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from core.tape import RunningSegment, Stint
from story.clock import StoryClock
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import Routine
from stretchplayer.routine.reader import read
from stretchplayer.store import FILE
from stretchplayer.timeline import Segment, unroll

State = Literal["playing", "waiting", "paused", "exposed", "overdue", "asking", "finished", "ended"]
HEARTBEAT: Final = 1.0
"""A session that was lost is charged at most so many seconds more than was done, and loses no more of its place."""
LATE: Final = 5.0
"""For so many seconds after a release, "too much" is about the muscle that was let go."""
CLOSE: Final = 1e-3
LONGEST_WORN: Final = 4 * 3600.0
"""Longer than this, in seconds, nothing counts as on the skin."""
AHEAD: Final = 60.0
"""What nobody has said to be off is charged for so many seconds ahead at most."""


@dataclass
class Running:
    """The segment that was entered last: what it is, and how its seconds lie in the story."""

    segment: Segment
    phase: str
    side: str | None
    at: float
    seconds: float
    done: float

    @property
    def at_work(self) -> bool:
        """Whether something is done with the body."""
        return self.segment.load is not None and self.phase == self.segment.phase

    def left(self, now: float) -> float:
        """Seconds until it is over."""
        return max(0.0, self.seconds - self.done - (now - self.at))


@dataclass
class Lived:
    """One session, put together from the rows of its journal; `lost` are the seconds that crashes may have charged.

    `beyond` are the seconds for which heat or cold was on after its end, and `worn` is what is still on.
    """

    id: str
    routine: Routine
    began: float
    state: State = "playing"
    pieces: list[RunningSegment] = field(default_factory=list)
    admitted: list[float] = field(default_factory=list)
    strained: list[tuple[float, tuple[frozenset[MuscleSide], ...]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    running: Running | None = None
    place: Segment | None = None
    elapsed: float = 0.0
    length: float | None = None
    lost: dict[int, float] = field(default_factory=dict)
    beyond: dict[int, float] = field(default_factory=dict)
    worn: tuple[int, float] | None = None
    expected: tuple[int, float] | None = None

    def __post_init__(self) -> None:
        self.origins = {each.origin: each for each in unroll(self.routine)}
        self._runs: dict[int, RunningSegment] = {}
        self._number = 0
        self._released: list[tuple[float, frozenset[MuscleSide]]] = []

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("finished", "ended")

    @property
    def exposing(self) -> bool:
        """Whether heat or cold is on the skin."""
        return self.state == "overdue" or (
            self.running is not None and self.running.at_work and self.running.segment.thermal
        )

    @property
    def hurt(self) -> list[tuple[float, MuscleSide]]:
        """When and where "too much" was said, where that is beyond doubt."""
        return [(at, where) for at, loads in self.strained if len(loads) == 1 for where in loads[0]]

    def segment(self, origin: int) -> Segment | None:
        """What the author wrote there; a rest that the caps put in has the odd number below."""
        return self.origins.get(origin) or self.origins.get(origin + 1)

    def resumed(self, now: float) -> None:
        """Another process has taken it up."""
        self.admitted.append(now)

    def cut(self, now: float) -> None:
        """Its process went away."""
        running, self.running, self.expected = self.running, None, None
        if self.worn is not None:
            self.lost[self.worn[0]] = AHEAD
            self._off(now)
        self.state = self.state if self.over else "paused"
        if running is not None and self.pieces and self.pieces[-1].stints[-1].open:
            piece = self.pieces[-1]
            self._until(now)
            piece.stints[-1].open = False
            self.lost[piece.number] = self.lost.get(piece.number, 0.0) + HEARTBEAT
            self.expected = (piece.origin, running.done + now - running.at)

    def _until(self, now: float) -> None:
        stint = self.pieces[-1].stints[-1]
        stint.end, stint.seconds = now, now - stint.start

    def take(self, kind: str, at: float, detail: dict[str, Any]) -> None:
        """One more row."""
        match kind:
            case "entered":
                self._entered(at, detail)
            case "left":
                self._left(at, detail)
            case "charged":
                self._number = detail["run"]["number"]
            case "extended":
                if self.running is not None:
                    self.running.seconds = detail["seconds"]
                if self.pieces and self.pieces[-1].origin == detail["origin"]:
                    self.pieces[-1].most = max(self.pieces[-1].most, detail["seconds"])
            case "paused":
                self.state = "exposed" if detail["exposed"] else "paused"
            case "overran":
                self._overran(at)
            case "confirmed" | "resumed" if self.state == "overdue":
                self._off(at)
                self.state = "paused"
            case "confirmed" | "resumed" if self.state == "exposed":
                self.state = "playing" if kind == "resumed" else "paused"
            case "strained":
                self._off(at)
                self._strained(at)
            case "wordasked":
                self.state = "asking"
            case "finished" | "ended":
                self.state = "finished" if kind == "finished" else "ended"
                if self.running is not None:
                    self.faults.append(f"{kind} while {self.running.phase} of {self.running.segment.path} ran")

    def _entered(self, at: float, detail: dict[str, Any]) -> None:
        segment = self.segment(detail["origin"])
        if segment is None:
            self.faults.append(f"nobody wrote what was entered: {detail}")
            return
        if self.running is not None:
            self.faults.append(f"{detail['path']} was entered while {self.running.segment.path} ran")
        phase, done = detail["phase"], detail["done"]
        self.running = Running(segment, phase, detail["side"], at, detail["seconds"], done)
        waits = phase == "confirm" or (phase == segment.phase and segment.waits)
        self.state = "waiting" if waits else "playing"
        if segment.load is None or phase != segment.phase:
            return
        if self.expected is not None:
            origin, elapsed = self.expected
            if origin == segment.origin and done and abs(done - elapsed) > HEARTBEAT + CLOSE:
                self.faults.append(f"{segment.path} was resumed at {done} s, and was left at {elapsed} s")
            self.expected = None
        stint = Stint(segment, at, done, detail["seconds"], end=at)
        if not (done and self._number in self._runs):
            piece = RunningSegment(
                number=len(self.pieces),
                origin=segment.origin,
                path=segment.path,
                side=segment.side,
                load=stint.load,
                loads=segment.loads,
                what=segment.what,
                targets=segment.targets,
                most=detail["seconds"],
            )
            self.pieces.append(piece)
            self._runs[self._number] = piece
        self._runs[self._number].stints.append(stint)

    def _left(self, at: float, detail: dict[str, Any]) -> None:
        running, self.running = self.running, None
        if running is None:
            self.faults.append(f"{detail['path']} was left, but not entered")
            return
        done = running.done + at - running.at
        if running.seconds and abs(done - detail["done"]) > CLOSE:
            self.faults.append(f"{detail['path']} was left after {detail['done']} s, but {done} s went by")
        if self.pieces and self.pieces[-1].stints[-1].open:
            self._until(at)
            self.pieces[-1].stints[-1].open = False
            self._released = [*self._released[-1:], (at, frozenset(self.pieces[-1].loads))]

    def _overran(self, at: float) -> None:
        """Heat or cold is over, and counts until somebody says that it is off."""
        self.state, self.running = "overdue", None
        self.worn = (self.pieces[-1].number, at)

    def _off(self, at: float) -> None:
        """What was on is off."""
        if self.worn is not None:
            number, since = self.worn
            self.beyond[number] = self.beyond.get(number, 0.0) + at - since
            self.worn = None

    def _strained(self, at: float) -> None:
        """Who may have hurt: what was on, or what had just been let go."""
        if self.state != "asking":
            late = tuple(loads for released, loads in self._released if at - released <= LATE)
            self.strained.append((at, late))

    def charges(self, now: float) -> dict[int, tuple[float, float, RunningSegment]]:
        """The least and the most that each run may be charged now, by its number."""
        found = {}
        for number, piece in self._runs.items():
            done, lost = piece.seconds + self.beyond.get(piece.number, 0.0), self.lost.get(piece.number, 0.0)
            if self.worn is not None and self.worn[0] == piece.number:
                done, lost = done + now - self.worn[1], lost + AHEAD
            elif piece.stints[-1].open and self.running is not None:
                done = self.running.seconds
            found[number] = (min(done, LONGEST_WORN), done + lost, piece)
        return found


class Journal:
    """Every session of a home, the oldest first; read anew after each step.

    It is `fresh` while nothing of the process that runs now has been written down.
    """

    def __init__(self, clock: StoryClock) -> None:
        self.clock = clock
        self.sessions: dict[int, Lived] = {}
        self.fresh = True
        self._read = 0
        self._played: int | None = None

    @property
    def now(self) -> Lived | None:
        """The session that was played last."""
        return None if self._played is None else self.sessions[self._played]

    @property
    def unfinished(self) -> Lived | None:
        """The latest session that is not over."""
        return next((each for _, each in sorted(self.sessions.items(), reverse=True) if not each.over), None)

    def process_begins(self) -> None:
        """Another process will write now; its session's seconds are compared with these."""
        self.fresh = True
        self.clock.session_begins()

    def process_gone(self) -> None:
        """What ran was let go."""
        for lived in self.sessions.values():
            lived.cut(self.clock.passed)

    def read(self, folder: Path) -> list[str]:
        """Take in what is new; returns what does not fit together."""
        path = folder / FILE
        if not path.exists():
            return []
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            rows = db.execute(
                "SELECT journal.number, session, kind, monotonic, detail FROM journal WHERE number > ? ORDER BY number",
                (self._read,),
            ).fetchall()
            for number, session, kind, monotonic, detail in rows:
                self._read, self._played = number, session
                if kind in ("begun", "closed", "settled"):
                    if kind == "begun":
                        self._begin(db, session)
                    continue
                self.fresh = False
                self.sessions[session].take(kind, self.clock.when(monotonic), json.loads(detail))
            for session, body in db.execute("SELECT session, body FROM snapshot"):
                self._place(self.sessions[session], json.loads(body))
            return [
                *(fault for lived in self.sessions.values() for fault in lived.faults),
                *self._wrong_charges(db),
                *self._wrong_strains(db),
            ]

    def _begin(self, db: sqlite3.Connection, session: int) -> None:
        id_, text, fitting = db.execute(
            "SELECT id, text, fitting FROM session LEFT JOIN open_session ON session = number WHERE number = ?",
            (session,),
        ).fetchone()
        # What answers rule out may have another move in its place.
        routine = read(text, "", swaps=json.loads(fitting).get("swaps") if fitting else None).routine
        assert routine is not None
        self.sessions[session] = Lived(id=id_, routine=routine, began=self.clock.passed, admitted=[self.clock.passed])

    def _place(self, lived: Lived, snapshot: dict[str, Any]) -> None:
        progress = snapshot["progress"]
        lived.place = lived.origins.get(progress["origin"])
        lived.elapsed, lived.length = progress["elapsed"], progress["length"]

    def _wrong_charges(self, db: sqlite3.Connection) -> list[str]:
        """Where the ledger does not count what the events say."""
        found = []
        for number, lived in self.sessions.items():
            charged: dict[int, dict[MuscleSide, tuple[str, float]]] = {}
            for run, muscle, side, kind, seconds in db.execute(
                "SELECT run, muscle, side, kind, seconds FROM exposure WHERE session = ?", (number,)
            ):
                charged.setdefault(run, {})[muscle, side] = (kind, seconds)
            for run, (least, most, piece) in lived.charges(self.clock.passed).items():
                have = charged.get(run, {})
                if set(have) != set(piece.loads):
                    found.append(f"{piece.path} loads {sorted(piece.loads)}, the ledger charges {sorted(have)}")
                for where, (kind, seconds) in have.items():
                    if kind != piece.load or not least - CLOSE <= seconds <= most + CLOSE:
                        found.append(
                            f"{piece.path}, {where}: {seconds} s of {kind} in the ledger,"
                            f" {least} to {most} s of {piece.load} by the events"
                        )
        return found

    def _wrong_strains(self, db: sqlite3.Connection) -> list[str]:
        """Where "too much" struck another muscle than the one that hurt, or none."""
        found = []
        for number, lived in self.sessions.items():
            struck = {
                (muscle, side)
                for muscle, side in db.execute("SELECT muscle, side FROM strain WHERE session = ?", (number,))
            }
            found += [
                f"too much on {' or '.join(str(sorted(each)) for each in hurt)} struck {sorted(struck)}"
                for _, hurt in lived.strained
                if hurt and not any(each <= struck for each in hurt)
            ]
        return found
