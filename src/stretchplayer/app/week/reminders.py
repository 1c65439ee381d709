"""Reminders of the plan: what is to be said now, once for each cue, and never again where nobody answers; and how."""

import html
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, TextIO

import msgspec

from stretchplayer.app.week.week_plan import Week
from stretchplayer.app.week.week_words import in_minutes
from stretchplayer.catalog.translated import title
from stretchplayer.config import Folders
from stretchplayer.file_access import read_file, write_whole
from stretchplayer.model.duration import encode
from stretchplayer.text import capitalised, plain
from stretchplayer.timeline import size
from stretchplayer.translation import gettext, to_translate
from stretchplayer.weekplan.plan import Entry, due

ANSWERED: Final = 75 * 60.0
"""A session that is begun at most this many seconds after a reminder answers it."""
LATE: Final = timedelta(minutes=10)
"""A timer that comes later than this, as after the machine slept, says nothing."""
IGNORED: Final = 3
"""After this many reminders in a row without an answer, another time is offered, once; then there is silence."""
OFFER: Final = to_translate(
    "This time does not seem to fit, so there are no more reminders for it. `stretchplayer week --edit` sets another."
)
_MOST: Final = 1024 * 1024
_ENOUGH: Final = 10.0
"""Seconds that a notification may take."""
_NAME: Final = "stretchplayer"

Shown = Mapping[str, Sequence[float]]
"""The wall-clock seconds at which each cue was reminded of since it was last answered."""


def reminders(week: Week, begun: Sequence[float], shown: Shown) -> tuple[list[str], Shown]:
    """What is to be said now, of what is due today, not done, and due within these minutes; and what was shown then.

    Sessions were `begun` at these wall-clock seconds.
    """
    texts, after, now = [], {key: [*each] for key, each in shown.items()}, week.now
    for each in due(week.plan, week.history, now.date()):
        entry, routine = each.entry, week.routines.get(each.routine)
        if entry.at is None or each.done or routine is None:
            continue
        begins = datetime.combine(now.date(), entry.at, now.tzinfo)
        if not begins <= now < begins + LATE:
            continue
        before = after.get(_key(entry), [])
        if len(before) > IGNORED or any(now.timestamp() - at < ANSWERED for at in before):
            continue
        if any(at <= start <= at + ANSWERED for at in before for start in begun):
            before = []
        length = 60 * entry.minutes if entry.minutes else (entry.short and routine.short) or size(routine)[1]
        said = f"{title(routine.title)}, {in_minutes(length)}."
        cue = f"{capitalised(entry.cue)}: " if entry.cue else ""
        texts.append(gettext(OFFER) if len(before) == IGNORED else f"{cue}{said}")
        after[_key(entry)] = [*before, now.timestamp()]
    return texts, after


def _key(entry: Entry) -> str:
    """What a cue is known by: with another time or in other words it is another one, which may speak again."""
    return f"{entry.at:%H:%M} {', '.join(entry.routine)} {entry.cue}"


def load_shown(folders: Folders) -> Shown:
    """What was shown so far; nothing where that cannot be read: a reminder more is no harm."""
    try:
        return msgspec.json.decode(read_file(folders.reminded, _MOST), type=dict[str, list[float]])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return {}


def save_shown(folders: Folders, shown: Shown) -> None:
    """Keep what was shown. Raises OSError."""
    write_whole(folders.reminded, encode(dict(shown)), private=True)


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
