"""Reminders of the plan: what is to be said now, once for each cue, and never again where nobody answers; and how."""

import html
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Final, Literal, TextIO

import msgspec
from msgspec import Struct

from stretchplayer.config import Folders
from stretchplayer.file_access import read_file, write_whole
from stretchplayer.model.duration import encode, spoken
from stretchplayer.model.routine import Routine
from stretchplayer.phrases import week_words as words
from stretchplayer.text import plain
from stretchplayer.timeline import size
from stretchplayer.weekplan.due import due
from stretchplayer.weekplan.plan import Entry, History, WeekPlan

ANSWERED: Final = timedelta(minutes=75)
"""A session that is begun this long after a reminder answers it."""
LATE: Final = timedelta(minutes=10)
"""A timer that comes later than this, as after the machine slept, says nothing."""
IGNORED: Final = 3
"""After so many reminders in a row without an answer, another time is offered, once."""
_MOST: Final = 1024 * 1024
_ENOUGH: Final = 10.0
"""Seconds that a notification may take."""
_NAME: Final = "stretchplayer"


class CueRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a cue was reminded of, in wall-clock seconds, the last ones; and whether it is silent from now on."""

    shown: tuple[float, ...] = ()
    silent: bool = False


Records = Mapping[str, CueRecord]


class Reminders(Struct, frozen=True, kw_only=True):
    """What is to be said now, and the records after that."""

    texts: tuple[str, ...]
    records: dict[str, CueRecord]


def cue_key(entry: Entry) -> str:
    """What a cue is known by: with another time or in other words it is another one, which may speak again."""
    return f"{entry.at:%H:%M} {', '.join(entry.routine)} {entry.cue}" if entry.at else ""


def verdict(record: CueRecord, begun: Sequence[float], now: float) -> Literal["remind", "offer", "silent"]:
    """What is right for a cue at the wall-clock second `now`; sessions were `begun` at these instants."""
    wait = ANSWERED.total_seconds()
    if record.silent or any(now - each < wait for each in record.shown[-1:]):
        return "silent"
    last = record.shown[-IGNORED:]
    answered = any(each <= start <= each + wait for each in last for start in begun)
    return "offer" if len(last) == IGNORED and not answered else "remind"


def reminders(
    plan: WeekPlan,
    routines: Mapping[str, Routine | None],
    history: History,
    begun: Sequence[float],
    records: Records,
    now: datetime,
) -> Reminders:
    """What is to be said at the local time `now`: of what is due today, not done, and due within these minutes."""
    texts, after = [], dict(records)
    for each in due(plan, history, now.date()):
        entry, routine = each.entry, routines.get(each.routine)
        if entry.at is None or each.done or routine is None:
            continue
        begins = datetime.combine(now.date(), entry.at, now.tzinfo)
        if not begins <= now < begins + LATE:
            continue
        key, seconds = cue_key(entry), now.timestamp()
        record = records.get(key, CueRecord())
        what = verdict(record, begun, seconds)
        if what == "silent":
            continue
        length = 60 * entry.minutes if entry.minutes else (entry.short and routine.short) or size(routine)[1]
        texts.append(
            words.OFFER if what == "offer" else words.reminder(routine.title, entry.cue, spoken(60 * ceil(length / 60)))
        )
        shown = (*record.shown, seconds)[-IGNORED:]
        after[key] = CueRecord(shown=shown, silent=what == "offer")
    return Reminders(texts=tuple(texts), records=after)


def load_records(folders: Folders) -> Records:
    """What was shown so far; nothing where that cannot be read: a reminder more is no harm."""
    try:
        return msgspec.json.decode(read_file(folders.reminded, _MOST), type=dict[str, CueRecord])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return {}


def save_records(folders: Folders, records: Records) -> None:
    """Keep what was shown. Raises OSError."""
    write_whole(folders.reminded, encode(dict(records)), private=True)


def show(text: str, terminal: TextIO) -> bool:
    """Show a notification on the desktop, or else by the terminal; whether that could be done."""
    text = plain(text)
    command = _desktop(text)
    if command is not None:
        try:
            done = subprocess.run(command, check=False, capture_output=True, timeout=_ENOUGH)  # noqa: S603 - ours
        except (OSError, subprocess.TimeoutExpired):
            done = None
        if done is not None and done.returncode == 0:
            return True
    if not terminal.isatty():
        return False
    terminal.write(escape_sequence(text, os.environ))
    terminal.flush()
    return True


def escape_sequence(text: str, around: Mapping[str, str]) -> str:
    """What makes a terminal show a notification: OSC 9, or OSC 777 where that is what it knows; through tmux too."""
    text = "".join(mark for mark in text if mark.isprintable())
    knows_777 = around.get("TERM", "").startswith(("foot", "rxvt")) or "VTE_VERSION" in around
    code = f"777;notify;{_NAME};{text.replace(';', ',')}" if knows_777 else f"9;{text}"
    found = f"\x1b]{code}\x07"
    return f"\x1bPtmux;{found.replace(chr(27), chr(27) * 2)}\x1b\\" if "TMUX" in around else found


def _desktop(text: str) -> list[str] | None:
    """The command that shows a notification on this desktop, if there is one."""
    if sys.platform == "darwin":
        say = f'display notification (item 1 of argv) with title "{_NAME}"'
        return ["osascript", "-e", "on run argv", "-e", say, "-e", "end run", text]
    there = shutil.which("notify-send")
    # The body may be markup for the desktop.
    return [there, f"--app-name={_NAME}", "--", _NAME, html.escape(text, quote=False)] if there else None
