"""A fault that nobody foresaw: the terminal is given back, the session is saved, a report lies where it is said."""

import os
import re
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.files import LONG
from cli.house import Home
from cli.process import Process
from stretchplayer import crash
from stretchplayer.config import Folders
from stretchplayer.file_access import bundled_routines
from tui.terminal import Terminal

FAULTY = (sys.executable, str(Path(__file__).with_name("faulty.py")))
SENTENCE = r"something unforeseen went wrong; the session is saved \(.*\), and a report lies in (\S+\.txt)\.(?:\s|$)"


@pytest.fixture
def faulty(home: Home, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A home whose program breaks when this is called; the file that breaks it."""
    flag = home.folder / "flag"
    monkeypatch.setattr("cli.house.PROGRAM", (*FAULTY, str(flag)))
    home.own("long", LONG.replace('title = "Long"', 'title = "Physio June"'))

    def let_it_break(how: str) -> Path:
        flag.with_suffix(".new").write_text(how, encoding="utf-8")
        return flag.with_suffix(".new").rename(flag)

    return let_it_break


def _process(home: Home, face: str, arguments: tuple[str, ...]) -> Process:
    if face == "app":
        return Terminal(home, *arguments, size=(300, 45))
    return Process(home, *arguments, terminal=face == "plain")


@pytest.mark.parametrize("face", ["app", "plain", "pipe"])
def test_a_fault_in_the_middle_of_play(home: Home, faulty: Callable[[str], Path], face: str) -> None:
    arguments = ("play", "long", "--yes", *(["--plain"] if face != "app" else []))
    with _process(home, face, arguments) as process:
        if isinstance(process, Terminal):
            process.see("HOLD")
        else:
            process.wait_for("Ease in")
        flag = faulty("wall")
        assert process.end() == 70
        said = process.words if isinstance(process, Terminal) else process.said + process.errors.strip()
        found = re.search(SENTENCE, said, re.MULTILINE)
        assert found, said
        assert "Traceback" not in said
        assert not process.terminal or termios.tcgetattr(process._fd)[3] & (termios.ICANON | termios.ECHO)
    flag.unlink()
    report = Path(found[1]).read_text(encoding="utf-8")
    assert "ValueError" in report
    assert "entered step 1, work, left" in report
    assert f"Command: stretchplayer play --yes{'' if face == 'app' else ' --plain'}\n" in report
    assert "textual 8" in report
    for personal in ("Physio June", "long", str(home.folder)):
        assert personal not in report, f"{personal} stands in the report"
    assert [each["state"] for each in home.history()] == ["unfinished"]
    assert "Paused where it was left" in home.run("resume", "--plain").out
    line = next(line for line in home.run("doctor").lines if "last report" in line)
    assert found[1] in line
    assert "play --yes" in line


def test_a_fault_in_a_thread_ends_nothing_and_is_told_at_the_end(home: Home, faulty: Callable[[str], Path]) -> None:
    with Process(home, "play", "long", "--yes", "--plain") as process:
        process.wait_for("Ease in")
        faulty("thread")
        while list((home.folder / "state").rglob("report-*.txt")) == []:
            process.listen(0.0)
        process.send("q\ny\n")
        assert process.end() == 1
        assert "Saved." in process.errors
        assert "went wrong in the background; a report lies in" in process.errors


def test_a_report_that_cannot_be_written_says_so(home: Home, faulty: Callable[[str], Path]) -> None:
    home.write("state/stretchplayer", "a file where the folder would be")
    with Process(home, "play", "long", "--yes", "--plain") as process:
        process.wait_for("Ease in")
        faulty("wall")
        assert process.end() == 70
        assert "the session is saved" in process.errors
        assert "no report could be written (" in process.errors


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    where = {name: tmp_path / name for name in ("config", "data", "state", "cache")}
    return Folders(**where, bundled=bundled_routines())


def test_reports_are_bounded_and_private(folders: Folders) -> None:
    for second in range(crash.KEPT + 5):
        path = crash.write(TypeError(), folders, "stretchplayer play", second)
    kept = sorted(folders.reports.iterdir())
    assert len(kept) == crash.KEPT
    assert kept[-1] == path
    assert path.stat().st_mode & 0o077 == 0
    newest = crash.last(folders)
    assert newest is not None
    assert newest.path == path


PERSONAL = "Physio June"
ERRORS = [
    KeyError(PERSONAL),
    ValueError(PERSONAL),
    UnicodeDecodeError("utf-8", PERSONAL.encode(), 0, 1, PERSONAL),
    FileNotFoundError(2, PERSONAL, f"/home/{PERSONAL}"),
    ExceptionGroup(PERSONAL, [RuntimeError(PERSONAL), LookupError(PERSONAL)]),
    RuntimeError(PERSONAL),
]


def _raise(error: Exception) -> None:
    raise RuntimeError(PERSONAL) from error


def test_no_text_of_the_users_own_is_in_a_report(folders: Folders) -> None:
    for number, error in enumerate(ERRORS):
        try:
            _raise(error)
        except RuntimeError as raised:
            text = crash.write(raised, folders, "stretchplayer", number).read_text(encoding="utf-8")
        assert PERSONAL not in text, error
        assert type(error).__name__ in text
        assert os.path.expanduser("~") + os.sep not in text  # noqa: PTH111 - what the report leaves out


def test_what_the_interpreter_says_of_code_is_kept(folders: Folders) -> None:
    text = crash.write(TypeError("Encoding objects of type Seconds is unsupported"), folders, "", 0.0).read_text()
    assert "TypeError: Encoding objects of type Seconds is unsupported" in text
