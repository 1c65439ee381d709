"""Lets a story happen: visits one after another in one home, looked over after each thing that is done."""

import re
import shutil
from collections.abc import Iterator
from math import ceil
from pathlib import Path
from typing import Final, NoReturn

from msgspec import structs

from core.judged import Hurt, Session, records_of
from core.oracle import verdict
from core.rules import caps_for
from core.tape import Record
from story.bare_face import Bare
from story.clock import StoryClock
from story.faces import Do, Gone, Lines, Lost, Pass, Press, Screens, home
from story.files import text_of
from story.journal import Journal, Lived
from story.steps import Act, FaceName, Fault, GoOn, Key, Story, Visit, Wait
from strategies import DAY
from stretchplayer.app import answers
from stretchplayer.caps.profile import Today
from stretchplayer.config import Folders
from stretchplayer.file_access import bundled_routines
from stretchplayer.model.duration import spoken
from stretchplayer.session import View
from stretchplayer.session.view import clock as countdown

PATIENCE: Final = 400
"""After so many answers and waits a session that is to be finished has to be over."""
_SIDES: Final = {"left": "LEFT SIDE", "right": "RIGHT SIDE", "both": "BOTH SIDES"}
_STOPPED: Final = {"paused": "PAUSED", "exposed": "TAKE IT OFF", "overdue": "TAKE IT OFF", "asking": "STOPPED"}
_BAD: Final = ("Traceback", "Error", "cannot go on:")
_NEW_USER: Final = 14 * DAY
_CLOSE: Final = 0.01
_UNFORESEEN: Final = 70


class Wrong(AssertionError):
    """Something in a story is not as it should be."""


class StoryRunner:
    """One home and everything that happens in it; `log` is the story as it went, in keys."""

    def __init__(self, folder: Path, story: Story) -> None:
        self.story = story
        self.clock = StoryClock()
        self.journal = Journal(self.clock)
        self.log: list[str] = []
        self._folder, self._lives = folder, 0
        self._data = folder / "data-0"
        self.face: Lines | Screens | Bare = Lines(self.clock, Today(), busy=story.busy)
        self._leaving = self._stayed = False
        self._looked = 0
        self._whole = not any(each.acts for each in story.visits)
        self._profile = structs.replace(story.profile, today=Today())
        self._told: dict[str, Today] = {}
        if isinstance(story.routine, str):
            self.name = story.routine
        else:
            self.name = "a-random-one"
            self._write(text_of(story.routine))
        answers.save_profile(self._profile, self._home())

    def run(self) -> None:
        """Let it all happen."""
        for visit in self.story.visits:
            self.sit(visit)
        for lived in self.journal.sessions.values():
            self._judge(lived)

    def _wrong(self, what: str) -> NoReturn:
        message = f"{what}\nThe story: {self.name}, {self._profile}{''.join(f'{each} ' for each in self.log)}"
        raise Wrong(message)

    def _home(self) -> Folders:
        return home(self._folder, self._data, bundled_routines())

    def _write(self, text: bytes) -> None:
        path = self._folder / "config" / "routines" / f"{self.name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)

    # A visit, from the shell to the shell.

    def sit(self, visit: Visit) -> None:
        """One visit, begun `gap` seconds after the last."""
        self.clock.advance(visit.gap)
        if visit.moved >= 0:
            self.clock.sleep(visit.moved)
        else:
            self.clock.set_back(-visit.moved)
        left = self.journal.unfinished if visit.again else None
        if visit.edited and not isinstance(self.story.routine, str):
            self._write(text_of(self.story.routine) + b"\n# edited\n")
        today = self.story.profile.today if visit.asked and visit.face != "app" else Today()
        arguments = ["play", self.name] if left is None else ["resume", "--old"]
        arguments += [] if visit.asked else ["--yes"]
        self.log.append(f"\n  {visit.face}, after {visit.gap:g} s, clock {visit.moved:+g} s: ")
        self.log.append(f"{' '.join(arguments)}\n   ")
        self.face = self._face(visit.face, today)
        self.face.script = self._script(visit, left)
        self._leaving, self._looked = False, 0
        folders = self._home()
        try:
            code = self.face.run(arguments, folders)
        except Lost:
            code = None
        if code is not None:
            self.journal.read(self._data)
            now = self.journal.now
            if now is not None and now.state == "playing" and now.running is not None:
                self._wrong(f"the program has gone with {code}, and {now.running.segment.path} is still on")
        self.journal.process_gone()
        self._afterwards(code)

    def _face(self, name: FaceName, today: Today) -> Lines | Screens | Bare:
        busy = self.story.busy
        if name == "app":
            return Screens(self.clock, self.story.size, busy=busy)
        return Lines(self.clock, today, busy=busy) if name == "lines" else Bare(self.clock, today, busy=busy)

    def _afterwards(self, code: int | None) -> None:
        said = self.face.said.getvalue()
        if any(bad in said for bad in _BAD) or code == _UNFORESEEN:
            self._wrong(f"it ended with {code}: {said[-3000:]}")
        now = self.journal.now
        if code == 0 and (now is None or now.state != "finished"):
            self._wrong(f"exit code 0, but the session is {now and now.state}")

    def _lose(self) -> None:
        """The program is gone: what is on the disk now is all that the next one finds."""
        self._lives += 1
        kept = self._folder / f"data-{self._lives}"
        shutil.copytree(self._data, kept)
        self._data = kept

    def _script(self, visit: Visit, resumed: Lived | None) -> Iterator[Do]:
        """Everything that is done in a visit, each followed by a look at it."""
        self.journal.process_begins()
        self._look()
        if isinstance(self.face, Screens) and visit.asked and not self._on():
            yield self._do(Key("\r"))
            self.journal.process_begins()
            self._look()
        if resumed is not None and self._on():
            resumed.resumed(self.clock.passed)
        for act in visit.acts:
            yield from self._act(act)
        if visit.ending == "crash":
            self.log.append("CRASH")
            self._lose()
            yield Gone(politely=False)
            return
        if visit.ending == "gone":
            self.log.append("GONE")
            for _ in range(2):
                yield Press("\x03") if isinstance(self.face, Screens) else Gone(politely=True)
        yield from self._leave() if visit.ending == "leave" else self._finish(pausing=visit.ending == "pausing")

    def _act(self, act: Act) -> Iterator[Do]:
        now = self.journal.now
        match act:
            case GoOn():
                yield self._patient()
            case Wait(kind="part", amount=part):
                left = now.running.left(self.clock.passed) if now is not None and now.running is not None else 1.0
                yield self._do(Wait("for", min(self._longest, part * left)))
            case Fault(what=what, seconds=seconds):
                self.log.append(f"[{what} {seconds:g}]")
                {"sleep": self.clock.sleep, "set back": self.clock.set_back, "stop": self.clock.advance}[what](seconds)
                yield Pass(0.6)
            case _:
                yield self._do(act)
        self._look()

    def _do(self, act: Act) -> Do:
        if isinstance(act, Wait):
            self.log.append(f"({act.amount:.4g})")
            return Pass(act.amount)
        assert isinstance(act, Key)
        self.log.append(repr(act.text)[1:-1] if act.text != " " else "␣")
        self._stayed = self._leaving
        exposed = self.journal.now is not None and self.journal.now.exposing
        asks = isinstance(self.face, Lines) and act.text in ("q", "Q") and not exposed
        self._leaving = asks and not self._leaving
        return Press(act.text)

    @property
    def _longest(self) -> float:
        """Seconds that a patient user waits: a screen that is drawn each second is not cheap."""
        if not isinstance(self.face, Screens) or self._whole:
            return 600.0
        return 20.0 if self.story.busy else 6.0

    def _on(self) -> bool:
        """Whether the page or the lines of the player are there to be pressed at."""
        if isinstance(self.face, Bare):
            return self.face.view is not None
        return isinstance(self.face, Lines) or self.face.read("countdown") is not None

    def _patient(self) -> Do:
        """Answer what is asked; where nothing is asked, wait."""
        now = self.journal.now
        if not self._on():
            follows: dict[str, Act] = {r"\r": Wait("for", 0.1), "(0.1)": Key("\x1b")}
            return self._do(follows.get(self.log[-1], Key("\r")))
        if now is None or now.over:
            return self._do(Wait("for", 1.0))
        if self._asked_to_leave():
            return self._do(Key("b"))
        if now.state == "paused":
            return self._do(Key(" "))
        if now.state in ("waiting", "exposed", "overdue", "asking") or self._asked_about_skin(now):
            return self._do(Key("o" if now.state == "asking" else "y"))
        left = now.running.left(self.clock.passed) if now.running is not None else 1.0
        if left > self._longest:
            return self._do(Key("n"))
        return self._do(Wait("for", left + 0.01))

    def _asked_to_leave(self) -> bool:
        if isinstance(self.face, Bare):
            return self.face.leaving
        return self._leaving if isinstance(self.face, Lines) else "Leave" in (self.face.read("prompt") or "")

    def _asked_about_skin(self, now: Lived) -> bool:
        if isinstance(self.face, Bare):
            return self.face.view is not None and self.face.view.state in ("checking", "alarming")
        if isinstance(self.face, Screens):
            return "skin" in (self.face.read("prompt") or "")
        said = self.face.said.getvalue()[self._looked :]
        self._looked += len(said)
        return now.running is not None and now.running.segment.thermal and "look at the skin" in said.lower()

    def _finish(self, *, pausing: bool) -> Iterator[Do]:
        paused: set[int] = set()
        for _ in range(PATIENCE):
            now = self.journal.now
            running = None if now is None else now.running
            if pausing and running is not None and running.at_work and running.segment.origin not in paused:
                paused.add(running.segment.origin)
                for act in (Wait("for", 1.0), Key(" "), Wait("for", 1.0)):
                    yield self._do(act)
                    self._look()
            yield self._patient()
            self._look()
        self._wrong(f"not over after {PATIENCE} steps")

    def _leave(self) -> Iterator[Do]:
        for _ in range(PATIENCE):
            now = self.journal.now
            if not self._on() or now is None or now.over:
                yield self._patient()
            elif now.state in ("exposed", "overdue", "asking"):
                yield self._do(Key("o" if now.state == "asking" else "y"))
            else:
                yield self._do(Key("y" if self._asked_to_leave() else "q"))
            self._look()
        self._wrong("it cannot be left")

    # What is looked at after each step.

    def _look(self) -> None:
        wrong = self.journal.read(self._data)
        if wrong:
            self._wrong("\n".join(wrong))
        now = self.journal.now
        if now is None or now.over:
            return
        if isinstance(self.face, Screens) and self._on():
            self._picture(self.face, now)
        elif isinstance(self.face, Bare) and self.face.view is not None:
            self._bare(self.face.view, now)
        elif isinstance(self.face, Lines) and self.log[-1] == "?" and not self._stayed:
            self._line(self.face, now)

    def _bare(self, view: View, now: Lived) -> None:
        """What a face is given to show agrees with what was written down."""
        running = now.running
        if now.state in _STOPPED:
            if view.state != now.state:
                self._wrong(f"the view is {view.state}, the session is {now.state}")
        elif running is not None:
            if (view.name, view.side) != (running.segment.name, running.side):
                self._wrong(f"{running.segment.name}, {running.side} runs, the view says {view.name}, {view.side}")
            left = running.left(self.clock.passed)
            if now.state == "playing" and running.seconds and abs(view.remaining - left) > _CLOSE:
                self._wrong(f"{left} s are left of {running.phase} in {view.name}, the view says {view.remaining}")

    def _picture(self, face: Screens, now: Lived) -> None:
        """The picture agrees with what was written down."""
        name, side, phase = (face.read(each) or "" for each in ("name", "side", "phase"))
        if now.state in _STOPPED:
            if _STOPPED[now.state] not in phase:
                self._wrong(f"the screen says {phase}, the session is {now.state}")
            # Whatever comes next may be withheld by now, and nothing has been written down of that yet.
            written = now.state == "paused" and not self.journal.fresh
            if written and now.place is not None and name != now.place.name:
                self._wrong(f"paused in {now.place.name}, the screen says {name}")
            return
        running = now.running
        if running is None:
            return
        if running.segment.name != name:
            self._wrong(f"{running.segment.name} runs, the screen says {name}")
        # A cramp is in one leg, whichever it is: none is named.
        unnamed = running.side == "both" and self.story.routine == "calf-cramp" and not side
        if not unnamed and (_SIDES.get(running.side or "", "") not in side or bool(side) != bool(running.side)):
            self._wrong(f"the side is {running.side}, the screen says {side}")
        if now.state == "playing" and running.seconds:
            left = running.left(self.clock.passed)
            shown = face.read("countdown")
            if shown not in {countdown(max(0.0, left + late)) for late in (-0.01, 0.0, 0.01)}:
                self._wrong(f"{left} s are left of {running.phase} in {name}, the screen says {shown}")

    def _line(self, face: Lines, now: Lived) -> None:
        """The line that says where the session is agrees with what was written down."""
        found: list[str] = re.findall(r"^Step \d+ of \d+: .*$", face.said.getvalue(), re.MULTILINE)
        line, running = found[-1] if found else "", now.running
        segment = now.place if running is None else running.segment
        if segment is None or now.state == "asking":
            return
        expected = [{segment.name}]
        if running is not None:
            unnamed = running.side == "both" and self.story.routine == "calf-cramp"
            expected += [{"" if unnamed else _SIDES.get(running.side or "", "").lower()}]
        if running is not None and now.state == "playing" and running.seconds:
            left = running.left(self.clock.passed)
            expected += [
                {f" {spoken(ceil(max(0.0, left + late)))} left." for late in (-0.01, -0.001, 0.0, 0.001, 0.01)}
            ]
        for words in expected:
            if not any(each in line for each in words):
                self._wrong(f"{words} is not in the line {line!r}")

    def _judge(self, lived: Lived) -> None:
        """What the oracle says of a session, in the light of the others."""
        others = [each for each in self.journal.sessions.values() if each is not lived]
        before: list[Record] = [record for each in others for record in records_of(each.id, each.pieces)]
        strains: list[Hurt] = [(where, at) for each in others for at, where in each.hurt]
        first = min(each.began for each in self.journal.sessions.values())
        new = lived.began - first < _NEW_USER and len(lived.admitted) == 1
        faults = verdict(
            Session(
                name=lived.id,
                routine=lived.routine,
                profile=self._profile,
                admitted=lived.admitted,
                pieces=[each for each in lived.pieces if each.seconds > 0],
                others=before,
                strains=strains,
                caps=caps_for(lived.routine, self._profile, new_user=new),
                steady=not any(at >= lived.began for at in self.clock.set_back_at),
            )
        )
        if faults:
            self._wrong("\n".join(faults))
