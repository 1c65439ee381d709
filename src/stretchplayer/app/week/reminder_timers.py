"""Timers of the system that remind of the plan: installed and removed; no process of ours stays running."""

import json
import os
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final

from stretchplayer.app.context import AppContext
from stretchplayer.app.week.week_plan import local
from stretchplayer.config import Folders
from stretchplayer.file_access import read_file, system_words, write_whole
from stretchplayer.problems import UserError
from stretchplayer.translation import gettext
from stretchplayer.weekplan.plan import ALL_DAYS, Days, WeekPlan
from stretchplayer.weekplan.plan_file import WEEKDAYS

UNIT: Final = "stretchplayer-week"
LABEL: Final = "stretchplayer.week"
COMMAND: Final = (sys.executable, "-m", "stretchplayer", "week", "--notify")
_PASSED_ON: Final = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "PYTHONPATH")
"""What makes the program find the same files when a timer runs it."""
_JOB: Final = re.compile(rb"^job (\d+) at", re.MULTILINE)
_MOST: Final = 64 * 1024
_DAYS_BY_AT: Final = 7

Slot = tuple[time, Days]
"""A time of day on some days."""


def slots(plan: WeekPlan) -> tuple[Slot, ...]:
    """When the plan has a cue with a time, each once."""
    return tuple(dict.fromkeys((each.at, each.on) for each in plan.entries if each.at is not None))


def systemd_units(found: Sequence[Slot], command: Sequence[str], passed_on: Mapping[str, str]) -> dict[str, str]:
    """The two files of a systemd user timer, by name."""
    environment = "".join(f"Environment={_quoted(f'{name}={value}')}\n" for name, value in passed_on.items())
    calendar = "".join(f"OnCalendar={_on_calendar(on)}*-*-* {at:%H:%M}:00\n" for at, on in found)
    about = "[Unit]\nDescription=A reminder from stretchplayer's plan of the week\n\n"
    line = " ".join(_quoted(each).replace("$", "$$") for each in command)
    return {
        f"{UNIT}.service": f"{about}[Service]\nType=oneshot\n{environment}ExecStart={line}\n",
        # What a sleeping machine slept through is gone: nothing is caught up.
        f"{UNIT}.timer": f"{about}[Timer]\n{calendar}AccuracySec=1min\nPersistent=false\n\n"
        "[Install]\nWantedBy=timers.target\n",
    }


def launchd_agent(found: Sequence[Slot], command: Sequence[str], passed_on: Mapping[str, str]) -> bytes:
    """The property list of a launchd agent."""
    times: list[dict[str, int]] = []
    for at, on in found:
        clock = {"Hour": at.hour, "Minute": at.minute}
        # launchd counts from Sunday, 0.
        times += [clock] if _daily(on) else [{**clock, "Weekday": (day + 1) % 7} for day in on.week]
    agent = {"Label": LABEL, "ProgramArguments": [*command], "StartCalendarInterval": times, "RunAtLoad": False}
    return plistlib.dumps({**agent, "EnvironmentVariables": dict(passed_on)})


def at_times(plan: WeekPlan, now: datetime) -> Iterator[datetime]:
    """When `at` is to run in the next seven days: it knows no days that repeat."""
    for offset in range(_DAYS_BY_AT):
        day = now.date() + timedelta(days=offset)
        for each in plan.entries:
            if each.at is not None and each.falls_on(day):
                when = datetime.combine(day, each.at, now.tzinfo)
                if when > now:
                    yield when


def install(plan: WeekPlan, folders: Folders, now: datetime) -> str:
    """Install reminders in place of those there were; returns by what they come. UserError where nothing can."""
    found = slots(plan)
    remove(folders)
    if not found:
        raise UserError(gettext("nothing in the plan has a time of day, such as 10:30: there is nothing to remind of"))
    passed_on = {name: os.environ[name] for name in _PASSED_ON if os.environ.get(name)}
    if sys.platform == "darwin":
        _write(_agent(), launchd_agent(found, COMMAND, passed_on))
        _run("launchctl", "bootstrap", f"gui/{os.getuid()}", str(_agent()))
        return "launchd"
    if _has_systemd():
        for name, text in systemd_units(found, COMMAND, passed_on).items():
            _write(_units(folders) / name, text.encode())
        _run("systemctl", "--user", "daemon-reload")
        _run("systemctl", "--user", "enable", "--now", f"{UNIT}.timer")
        return "systemd"
    if not shutil.which("at"):
        message = gettext(
            "there is no systemd user session, launchd or `at` here; `stretchplayer week --ics FILE` has alarms"
        )
        raise UserError(message)
    line = " ".join([*(f"{key}={shlex.quote(value)}" for key, value in passed_on.items()), shlex.join(COMMAND)])
    jobs: list[str] = []
    for when in sorted({*at_times(plan, now)}):
        said = _run("at", "-t", f"{when:%Y%m%d%H%M}", given=f"{line}\n".encode())
        jobs += [number.decode() for number in _JOB.findall(said)]
        # Written down one by one: what was taken can be taken away again, whatever comes after it.
        _write(_jobs(folders), json.dumps(jobs).encode())
    return gettext("`at`, for the next seven days")


def follow(plan: WeekPlan | None, context: AppContext) -> bool:
    """Let reminders that are installed follow a plan that was changed; whether they are gone with its last time."""
    if not _installed(context.folders):
        return False
    if plan is not None and slots(plan):
        install(plan, context.folders, local(context.clock.wall()))
        return False
    return remove(context.folders)


def _installed(folders: Folders) -> bool:
    return any(each.exists() for each in (_units(folders) / f"{UNIT}.timer", _agent(), _jobs(folders)))


def remove(folders: Folders) -> bool:
    """Remove the reminders; whether there were any. UserError where the system will not."""
    there = _installed(folders)
    if (_units(folders) / f"{UNIT}.timer").exists():
        systemd = _has_systemd()
        if systemd:
            _run("systemctl", "--user", "disable", "--now", f"{UNIT}.timer")
        for ending in ("timer", "service"):
            (_units(folders) / f"{UNIT}.{ending}").unlink(missing_ok=True)
        if systemd:
            _run("systemctl", "--user", "daemon-reload")
    if _agent().exists():
        _try("launchctl", "bootout", f"gui/{os.getuid()}/{LABEL}")
        _agent().unlink()
    if _jobs(folders).exists():
        for number in json.loads(read_file(_jobs(folders), _MOST)):
            # A job that has run is gone already.
            _try("atrm", str(number))
        _jobs(folders).unlink()
    return there


def _has_systemd() -> bool:
    """Whether there is a systemd that runs timers for this user."""
    return shutil.which("systemctl") is not None and _try("systemctl", "--user", "show-environment")


def _units(folders: Folders) -> Path:
    # Beside our own folder: both follow XDG_CONFIG_HOME.
    return folders.config.parent / "systemd" / "user"


def _agent() -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist"


def _jobs(folders: Folders) -> Path:
    return folders.state / "at-jobs.json"


def _daily(on: Days) -> bool:
    """Whether a timer fires each day: whether something is due is looked up then."""
    return on.every > 1 or on.week == ALL_DAYS


def _on_calendar(on: Days) -> str:
    return "" if _daily(on) else f"{','.join(WEEKDAYS[day][:3].capitalize() for day in on.week)} "


def _quoted(text: str) -> str:
    """One word of a line of a systemd unit."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"' if re.search(r"[\s\"\\']", text) else escaped


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        message = gettext("cannot write {file}: {value}").format(file=path, value=system_words(error))
        raise UserError(message) from error


def _try(name: str, *arguments: str) -> bool:
    try:
        _run(name, *arguments)
    except UserError:
        return False
    return True


def _run(name: str, *arguments: str, given: bytes | None = None) -> bytes:
    """Run a command of the system; returns what it says. UserError where it fails."""
    command = [shutil.which(name) or name, *arguments]
    try:
        done = subprocess.run(command, input=given, check=False, capture_output=True)  # noqa: S603 - ours
    except OSError as error:
        why, failed = system_words(error), True
    else:
        why = done.stderr.decode(errors="replace").strip() or gettext("exit code {code}").format(code=done.returncode)
        failed = done.returncode != 0
    if failed:
        raise UserError(gettext("{command} failed: {why}").format(command=" ".join((name, *arguments)), why=why))
    return done.stderr + done.stdout
