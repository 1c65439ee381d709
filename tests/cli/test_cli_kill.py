"""`kill -9` at any moment: at most a second is lost, nothing that was done is forgotten, nothing is broken."""

import random
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Self

import pytest

from cli.course import Course
from cli.files import HOLDS, SHORT
from cli.house import Home
from cli.process import Process
from stretchplayer.store import open_store

SLACK = 0.75
"""Seconds by which a machine may be late, at reading a line or at a heartbeat; a busy one is as late as it was seen."""
KILLS = 4
SESSIONS = 3
ENOUGH = 9
"""Kills in one test; a busy machine may let a session end before its last kill."""


class Lateness:
    """How much too late the machine lets a thread go on that wants to run 20 times a second, at worst."""

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        self._watching = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._watching.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watching.join()

    @property
    def slack(self) -> float:
        """What has to be forgiven: reading a line and a heartbeat can each be as late as that."""
        return SLACK + 2 * self.most

    def _watch(self) -> None:
        began = time.monotonic()
        while not self._over.wait(0.05):
            self.most, began = max(self.most, time.monotonic() - began - 0.05), time.monotonic()


class Victim:
    """One session that is killed again and again, and what it ought to have done."""

    def __init__(self, home: Home, text: str, seed: int, late: Lateness, *, terminal: bool) -> None:
        self.home, self.random, self.terminal = home, random.Random(seed), terminal
        self.file = home.write("victim.toml", text)
        self.course = Course(home.good("plan", "./victim.toml", "--json").json)
        self.index, self.elapsed = 0, 0.0
        self.done: dict[str, float] = dict.fromkeys(self.course.worked(0.0), 0.0)
        self.kills = 0
        self.over = False
        self._late = late

    def live(self) -> None:
        """Play, be killed, be resumed, and play to the end."""
        self._play("play", "./victim.toml", "--plain", "--yes")
        (session,) = self.home.history()
        assert session["state"] == "unfinished"
        while self.kills < KILLS and not self.over:
            self._play("resume", "--plain")
        if not self.over:
            with Process(self.home, "resume", "--plain", "--yes", terminal=self.terminal) as process:
                assert process.end() == 0
        (session,) = self.home.history()
        assert session["state"] == "finished"
        ledger = self._ledger()
        for where, planned in self.course.worked(self.course.seconds).items():
            assert planned - 0.001 <= ledger[where] <= planned + self.kills, where
        self._intact()
        assert self.home.run("resume").code == 1

    def _play(self, *arguments: str) -> None:
        with Process(self.home, *arguments, terminal=self.terminal) as process:
            if self.kills:
                process.wait_for("Paused where it was left")
                self._charged()
                process.send(" " if self.terminal else " \n")
            began = process.wait_for("Going on" if self.kills else "Get ready").at
            leads = self.course.leads(self.index, self.elapsed) if self.kills else (0.0,)
            self._wait_to_kill(process, began + leads[0])
            killed = process.kill()
            self.over = process.code == 0
        if self.over:
            return
        self.kills += 1
        begins = self.course.begins_anew(self.index, self.elapsed)
        before = min(begins, self._place())
        expected = [begins + killed - began - lead if killed > began + lead else self._place() for lead in leads]
        self._look()
        reached = min(expected, key=lambda each: abs(each - self._place()))
        assert abs(self._place() - reached) <= 1.0 + self._late.slack, (self.index, self.elapsed, reached)
        for where, seconds in self.course.worked(reached, before).items():
            self.done[where] += seconds

    def _place(self) -> float:
        if self.index == len(self.course.segments):
            return self.course.seconds
        start: float = self.course.segments[self.index]["start"]
        return start + self.elapsed

    def _wait_to_kill(self, process: Process, moves: float) -> None:
        """Until a random moment, or right after a random line, so that some of the session is left."""
        share = (self.course.seconds - self._place()) / (KILLS - self.kills + 1)
        latest = moves + 1.3 * share
        chosen = self.random.random()
        if chosen < 0.5:
            process.wait_for("")
            while time.monotonic() < latest - share and self.random.random() < 0.7:
                process.wait_for("")
        elif chosen < 0.9:
            process.listen(self.random.uniform(moves, latest))
        else:
            process.listen(time.monotonic() + self.random.uniform(0.0, 1.0))

    def _look(self) -> None:
        """See what the killed process left behind."""
        self._intact()
        with closing(open_store(self.home.data)) as store:
            left = store.unfinished()
        if left is None:
            # Killed after the last word of the session and before the end of the process.
            self.over = True
            self.index, self.elapsed = len(self.course.segments), 0.0
            return
        # Nothing is withheld from these files and nothing put in, so the plan counts as the unrolled file does.
        self.index, odd = divmod(left.snapshot.progress.origin, 2)
        assert not odd
        self.elapsed = left.snapshot.progress.elapsed

    def _charged(self) -> None:
        """While it is paused, the ledger has what was done, and a second a crash at most."""
        ledger = self._ledger()
        for where, seconds in self.done.items():
            slack = self._late.slack
            assert seconds - slack <= ledger.get(where, 0.0) <= seconds + self.kills + slack, where

    def _ledger(self) -> dict[str, float]:
        return {f"{muscle} {side}": seconds for (muscle, side, _), seconds in self.home.charged().items()}

    def _intact(self) -> None:
        with closing(sqlite3.connect(self.home.data / "history.db")) as db:
            assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_killed_again_and_again(tmp_path: Path, *, terminal: bool) -> None:
    """A dozen kills each, at moments chosen by time and by line."""

    def live(number: int) -> int:
        home = Home(tmp_path / str(number))
        victim = Victim(home, (SHORT, HOLDS)[number % 2], 2 * number + terminal, late, terminal=terminal)
        victim.live()
        return victim.kills

    with Lateness() as late, ThreadPoolExecutor(SESSIONS) as pool:
        assert sum(pool.map(live, range(SESSIONS))) >= ENOUGH
