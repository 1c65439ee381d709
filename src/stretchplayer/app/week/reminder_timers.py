"""Timers of the system that remind of the plan: installed and removed; no process of ours stays running."""

import json
import os
import plistlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from stretchplayer.config import Folders
from stretchplayer.file_access import read_file, write_whole
from stretchplayer.phrases import week_words as words
from stretchplayer.problems import UserError
from stretchplayer.weekplan.plan import ALL_DAYS, Days, WeekPlan, falls_on

UNIT: Final = "stretchplayer-week"
LABEL: Final = "stretchplayer.week"
COMMAND: Final = (sys.executable, "-m", "stretchplayer", "week", "--notify")
_PASSED_ON: Final = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "PYTHONPATH")
"""What makes the program find the same files when a timer runs it."""
_JOB: Final = re.compile(rb"^job (\d+) at", re.MULTILINE)
_MOST: Final = 64 * 1024
_DAYS_BY_AT: Final = 7


class Slot(NamedTuple):
    """A time of day on some days."""

    at: time
    on: Days


def slots(plan: WeekPlan) -> tuple[Slot, ...]:
    """When the plan has a cue with a time, each once."""
    return tuple(dict.fromkeys(Slot(each.at, each.on) for each in plan.entries if each.at is not None))


def systemd_units(found: Sequence[Slot], command: Sequence[str], passed_on: Mapping[str, str]) -> dict[str, str]:
    """The two files of a systemd user timer, by name."""
    environment = "".join(f"Environment={_quoted(f'{name}={value}')}\n" for name, value in passed_on.items())
    calendar = "".join(f"OnCalendar={_on_calendar(each)}\n" for each in found)
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
    times = [
        {"Hour": each.at.hour, "Minute": each.at.minute, **({} if weekday is None else {"Weekday": weekday})}
        for each in found
        for weekday in _launchd_days(each.on)
    ]
    agent = {"Label": LABEL, "ProgramArguments": [*command], "StartCalendarInterval": times, "RunAtLoad": False}
    return plistlib.dumps({**agent, "EnvironmentVariables": dict(passed_on)})


def at_times(plan: WeekPlan, now: datetime) -> Iterator[datetime]:
    """When `at` is to run in the next seven days: it knows no days that repeat."""
    for offset in range(_DAYS_BY_AT):
        day = now.date() + timedelta(days=offset)
        for each in plan.entries:
            if each.at is not None and falls_on(each, day):
                when = datetime.combine(day, each.at, now.tzinfo)
                if when > now:
                    yield when


def install(plan: WeekPlan, folders: Folders, now: datetime) -> str:
    """Install reminders in place of those there were; returns by what they come. UserError where nothing can."""
    found = slots(plan)
    remove(folders)
    if not found:
        raise UserError(words.NO_TIMES)
    passed_on = {name: os.environ[name] for name in _PASSED_ON if os.environ.get(name)}
    if sys.platform == "darwin":
        _write(_agent(), launchd_agent(found, COMMAND, passed_on))
        _run("launchctl", "bootstrap", f"gui/{os.getuid()}", str(_agent()))
        return "launchd"
    if has_systemd():
        for name, text in systemd_units(found, COMMAND, passed_on).items():
            _write(_units(folders) / name, text.encode())
        _run("systemctl", "--user", "daemon-reload")
        _run("systemctl", "--user", "enable", "--now", f"{UNIT}.timer")
        return "systemd"
    if shutil.which("at"):
        import shlex

        line = " ".join([*(f"{key}={shlex.quote(value)}" for key, value in passed_on.items()), shlex.join(COMMAND)])
        jobs = []
        for when in sorted({*at_times(plan, now)}):
            said = _run("at", "-t", f"{when:%Y%m%d%H%M}", given=f"{line}\n".encode())
            jobs += [number.decode() for number in _JOB.findall(said)]
            # Written down one by one: what was taken can be taken away again, whatever comes after it.
            _write(_jobs(folders), json.dumps(jobs).encode())
        return words.BY_AT
    raise UserError(words.NO_TIMER)


def installed(folders: Folders) -> bool:
    """Whether reminders are installed."""
    return any(each.exists() for each in (_units(folders) / f"{UNIT}.timer", _agent(), _jobs(folders)))


def remove(folders: Folders) -> bool:
    """Remove the reminders; whether there were any. UserError where the system will not."""
    there = installed(folders)
    if (_units(folders) / f"{UNIT}.timer").exists():
        if has_systemd():
            _run("systemctl", "--user", "disable", "--now", f"{UNIT}.timer")
        for ending in ("timer", "service"):
            (_units(folders) / f"{UNIT}.{ending}").unlink(missing_ok=True)
        if has_systemd():
            _run("systemctl", "--user", "daemon-reload")
    if _agent().exists():
        subprocess.run(_command("launchctl", "bootout", f"gui/{os.getuid()}/{LABEL}"), check=False)  # noqa: S603 - ours
        _agent().unlink()
    if _jobs(folders).exists():
        for number in json.loads(read_file(_jobs(folders), _MOST)):
            # A job that has run is gone already.
            subprocess.run(_command("atrm", str(number)), check=False, capture_output=True)  # noqa: S603 - ours
        _jobs(folders).unlink()
    return there


def has_systemd() -> bool:
    """Whether there is a systemd that runs timers for this user."""
    if not shutil.which("systemctl"):
        return False
    ask = _command("systemctl", "--user", "show-environment")
    return subprocess.run(ask, check=False, capture_output=True).returncode == 0  # noqa: S603 - ours


def _units(folders: Folders) -> Path:
    # Beside our own folder: both follow XDG_CONFIG_HOME.
    return folders.config.parent / "systemd" / "user"


def _agent() -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist"


def _jobs(folders: Folders) -> Path:
    return folders.state / "at-jobs.json"


def _on_calendar(slot: Slot) -> str:
    week = slot.on.week
    days = "" if slot.on.every > 1 or week == ALL_DAYS else f"{','.join(words.WEEKDAYS[day][:3] for day in week)} "
    return f"{days}*-*-* {slot.at:%H:%M}:00"


def _launchd_days(on: Days) -> tuple[int | None, ...]:
    """The days as launchd counts them, Sunday 0; None is every day."""
    return (None,) if on.every > 1 or on.week == ALL_DAYS else tuple((day + 1) % 7 for day in on.week)


def _quoted(text: str) -> str:
    """One word of a line of a systemd unit."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"' if re.search(r"[\s\"\\']", text) else escaped


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}"
        raise UserError(message) from error


def _command(name: str, *arguments: str) -> list[str]:
    return [shutil.which(name) or name, *arguments]


def _run(name: str, *arguments: str, given: bytes | None = None) -> bytes:
    """Run a command of the system; returns what it says. UserError where it fails."""
    try:
        done = subprocess.run(_command(name, *arguments), input=given, check=False, capture_output=True)  # noqa: S603 - ours
    except OSError as error:
        raise UserError(words.reminders_failed(name, error.strerror or str(error))) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or f"exit code {done.returncode}"
        raise UserError(words.reminders_failed(" ".join((name, *arguments)), said))
    return done.stderr + done.stdout
