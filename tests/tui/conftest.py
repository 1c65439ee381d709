"""What every test of the app starts with."""

import selectors
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tui.idle import Idle, Ready
from tui.routines import SHORT, WARM
from tui.stage import EIGHT, Stage


@pytest.fixture(autouse=True)
def no_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing sleeps to see whether an app is done with a key."""
    idle = Idle(selectors.DefaultSelector.select)

    def select(selector: selectors.DefaultSelector, timeout: float | None = None) -> Ready:
        return idle.select(selector, timeout)

    monkeypatch.setattr(selectors.DefaultSelector, "select", select)
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", idle.wait)
    # It would ask each widget whether it has read its messages: a loop that sleeps has.
    monkeypatch.setattr("textual.pilot.Pilot._wait_for_screen", idle.reached)


@pytest.fixture(autouse=True)
def a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has all colours, wherever the tests run."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


class _Text(SingleFileSnapshotExtension):
    """A golden text in a file of its own, beside the pictures; `--snapshot-update` writes it anew."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """What the screen has to read, word for word."""
    return snapshot.use_extension(_Text)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """An empty home, its clock at noon, and eight routines that come with the program."""
    return Stage(tmp_path, EIGHT)


@pytest.fixture
def short(stage: Stage) -> Stage:
    """A home with `short` in it: a stretch of 20 s for each side."""
    stage.write("short", SHORT)
    return stage


@pytest.fixture
def warm(stage: Stage) -> Stage:
    """A home with `warm` in it: heat, breathing, contract-relax, and a hold that the caps trim."""
    stage.write("warm", WARM)
    return stage
