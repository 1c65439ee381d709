"""Reminders: one for each cue, none where nobody answers; timers come and go and leave nothing behind."""

import plistlib
import shutil
import subprocess
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.build import stretch
from stretchplayer.app.week import reminder_timers as timers
from stretchplayer.app.week.reminders import ANSWERED, OFFER, Shown, escape_sequence, reminders
from stretchplayer.app.week.week_plan import Week
from stretchplayer.model.routine import Routine
from stretchplayer.weekplan.plan import Days, Done, Entry, History, WeekPlan
from weekplan.someone import Person

MONDAY = datetime(2026, 1, 5, 10, 30, tzinfo=UTC)
ROUTINES = {"calf": Routine(title="Calf", step=(stretch("gastrocnemius", 30),))}
PLAN = WeekPlan(entries=(Entry(routine=("calf",), at=time(10, 30), cue="after the first coffee"),))
TEXT = "After the first coffee: Calf, 1 min."


def said(
    now: datetime, shown: Shown, begun: list[float], history: History | None = None, plan: WeekPlan = PLAN
) -> tuple[list[str], Shown]:
    return reminders(Week(plan, ROUTINES, history or History(), now, (), ()), begun, shown)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 15)), max_size=30))
def test_after_three_without_an_answer_it_offers_another_time_once_and_is_silent(
    days: list[tuple[bool, int]],
) -> None:
    shown: Shown = {}
    begun: list[float] = []
    ignored, offered = 0, False
    for number, (answers, late) in enumerate(days):
        now = MONDAY + timedelta(days=number, minutes=late)
        found, shown = said(now, shown, begun)
        if late >= 10 or offered:
            assert found == []
        elif ignored == 3:
            assert found == [OFFER]
            offered = True
        else:
            assert found == [TEXT]
            if answers:
                begun.append(now.timestamp() + ANSWERED - 60)
            ignored = 0 if answers else ignored + 1
        assert said(now, shown, begun)[0] == []  # a timer that fires twice
    moved = WeekPlan(entries=(structs.replace(PLAN.entries[0], at=time(12)),))
    later = (MONDAY + timedelta(days=40)).replace(hour=12, minute=0)
    assert len(said(later, shown, begun, plan=moved)[0]) == 1


def test_what_is_done_needs_no_reminder() -> None:
    done = History(done=(Done(routine="calf", at=MONDAY - timedelta(hours=2)),))
    assert said(MONDAY, {}, [], done) == ([], {})
    assert said(MONDAY - timedelta(minutes=1), {}, []) == ([], {})
    assert said(MONDAY, {"10:30 calf after the first coffee": [0.0] * 4}, [])[0] == []


def test_the_terminal_s_own_notification_holds_no_other_sequence() -> None:
    hostile = "neck\x1b]0;x\x07; now"
    assert escape_sequence(hostile, {"TERM": "xterm-kitty"}) == "\x1b]9;neck]0;x; now\x07"
    assert escape_sequence(hostile, {"TERM": "foot"}) == "\x1b]777;notify;stretchplayer;neck]0,x, now\x07"
    assert escape_sequence("now", {"TMUX": "1"}) == "\x1bPtmux;\x1b\x1b]9;now\x07\x1b\\"


SLOTS = (
    (time(7, 5), Days(week=(0, 2, 4))),
    (time(20), Days()),
    (time(21, 30), Days(every=2)),
)
HOSTILE = ("/opt/my env/bin/python", "-m", "stretchplayer", '100 % "sure" $HOME')


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    units = timers.systemd_units(SLOTS, ("/bin/echo", *HOSTILE[1:]), {"XDG_CONFIG_HOME": "/my home/%x"})
    timer = units["stretchplayer-week.timer"]
    assert "OnCalendar=Mon,Wed,Fri *-*-* 07:05:00\nOnCalendar=*-*-* 20:00:00\nOnCalendar=*-*-* 21:30:00\n" in timer
    assert "Persistent=false" in timer
    service = units["stretchplayer-week.service"]
    assert 'ExecStart=/bin/echo -m stretchplayer "100 %% \\"sure\\" $$HOME"' in service
    assert 'Environment="XDG_CONFIG_HOME=/my home/%%x"' in service
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd-analyze here")
    for name, text in units.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [analyze, "verify", "--man=no", *(str(tmp_path / name) for name in units)],
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if "stretchplayer" in line]) == (0, [])


def test_launchd_takes_the_agent() -> None:
    agent = plistlib.loads(timers.launchd_agent(SLOTS, HOSTILE, {"XDG_STATE_HOME": "/x"}))
    assert agent["ProgramArguments"] == [*HOSTILE]
    assert agent["StartCalendarInterval"] == [
        {"Hour": 7, "Minute": 5, "Weekday": 1},
        {"Hour": 7, "Minute": 5, "Weekday": 3},
        {"Hour": 7, "Minute": 5, "Weekday": 5},
        {"Hour": 20, "Minute": 0},
        {"Hour": 21, "Minute": 30},
    ]
    assert not agent["RunAtLoad"]
    sunday = timers.launchd_agent([(time(8), Days(week=(6,)))], HOSTILE, {})
    assert plistlib.loads(sunday)["StartCalendarInterval"] == [{"Hour": 8, "Minute": 0, "Weekday": 0}]


def program(folder: Path, name: str, body: str) -> None:
    """A program of the system, in which what it was called with can be seen."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f'#!/bin/sh\necho "{name} $*" >> {folder}/log\n{body}\n', encoding="utf-8")
    path.chmod(0o755)


def called(folder: Path) -> list[str]:
    log = folder / "log"
    found = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return found


def test_reminders_by_systemd_come_follow_and_go(person: Person, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    assert "there is nothing to remind of" in person.types("week", "--add", "calf", "--on", "every day") + person.types(
        "week", "--remind"
    )
    person.types("week", "--remove", "1")
    person.types("week", "--add", "calf", "--at", "12:00", "--cue", "at the desk")
    assert "there is no systemd user session" in person.types("week", "--remind")
    assert person.code == 1
    program(tools, "systemctl", "exit 0")
    program(tools, "notify-send", "exit 0")
    assert "Reminders at 12:00 (systemd)." in person.types("week", "--remind")
    unit = person.folders.config.parent / "systemd" / "user" / "stretchplayer-week.timer"
    assert "12:00:00" in unit.read_text(encoding="utf-8")
    assert called(tools)[-2:] == [
        "systemctl --user daemon-reload",
        "systemctl --user enable --now stretchplayer-week.timer",
    ]
    for day in range(5):
        person.types("week", "--notify")  # at noon, as the timer does
        person.types("week", "--notify")
        assert person.code == 0
        shown = [each for each in called(tools) if each.startswith("notify-send")]
        told = "At the desk: Calf, 4 min." if day < 3 else OFFER if day == 3 else ""
        assert shown == ([f"notify-send --app-name=stretchplayer -- stretchplayer {told}"] if told else [])
        person.sleeps(1)
    person.types("week", "--add", "calf", "--at", "18:15")  # the timer follows the plan
    assert "18:15:00" in unit.read_text(encoding="utf-8")
    called(tools)
    assert "There are no reminders any more." in person.types("week", "--no-remind")
    assert "systemctl --user disable --now stretchplayer-week.timer" in called(tools)
    assert [*unit.parent.iterdir()] == []
    assert "There were no reminders." in person.types("week", "--no-remind")


def test_reminders_by_at_are_those_of_a_week(person: Person, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    program(tools, "at", f'/bin/cat > /dev/null; n=$(/usr/bin/wc -l < {tools}/log); echo "job $n at some time" >&2')
    program(tools, "atrm", "exit 0")
    person.types("week", "--add", "calf", "--on", "mon,thu", "--at", "9:00")
    assert "(`at`, for the next seven days)" in person.types("week", "--remind")
    assert called(tools) == ["at -t 202601050900"]  # it is Thursday noon
    program(tools, "at", "echo 'at: you may not use at' >&2; exit 1")
    assert "at -t 202601050900 failed: at: you may not use at" in person.types("week", "--remind")
    assert called(tools)[0] == "atrm 1"
    assert "There were no reminders." in person.types("week", "--no-remind")
