"""`check --watch`: checks files again whenever one of them changes, until it is interrupted."""

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from stretchplayer.app.library import find, toml_files
from stretchplayer.app.listing import Signature, signature
from stretchplayer.cli.authoring import Count, problems_in
from stretchplayer.cli.printing import FINE, PROBLEMS, note, out
from stretchplayer.clock import RealClock
from stretchplayer.config import folders
from stretchplayer.problems import Unreadable
from stretchplayer.text import count_of
from stretchplayer.translation import gettext

_EVERY: Final = 0.4
"""Seconds between two looks; a look at a thousand files takes some milliseconds."""
State = Mapping[str, Signature | None]
"""The files there are, and the state of each."""


def watch_files(paths: Sequence[str]) -> int:
    """Check these files, folders and names until ctrl+c; the exit code is that of the last time."""
    note(gettext("Checked again whenever a file changes; ctrl+c ends it."))
    clock = RealClock()
    return watch(lambda: _check(list(paths), clock.wall()), lambda: _state(paths), lambda: time.sleep(_EVERY), _show)


class Checked(NamedTuple):
    """What a check came to: its exit code, and what it says."""

    code: int
    lines: list[str]


def watch(
    check: Callable[[], Checked],
    look: Callable[[], State],
    pause: Callable[[], None],
    show: Callable[[list[str]], None],
) -> int:
    """Check at once, and again whenever what `look` sees has changed after a `pause`; the exit code of the last check.

    A KeyboardInterrupt ends it, at whatever moment; what is being shown then counts.
    """
    code = FINE
    try:
        # What changes during a check is seen afterwards, because it was looked at before.
        seen = look()
        code, lines = check()
        show(lines)
        while True:
            pause()
            if (now := look()) != seen:
                seen = now
                code, lines = check()
                show(lines)
    except KeyboardInterrupt:
        return code


def _state(paths: Sequence[str]) -> State:
    found: dict[str, Signature | None] = {}
    for given in paths:
        file = given
        if not os.path.lexists(given):
            try:
                file = str(find(given, folders()))
            except Unreadable:
                # Nothing is there now; it may come back, and then that is a change.
                found[given] = None
                continue
        for each in toml_files(Path(file)):
            found[each] = signature(Path(each))
    return found


def _check(paths: list[str], now: float) -> Checked:
    count = Count()
    found = [problem for problem in problems_in(paths, count) if not problem.said]
    time_of_day = datetime.fromtimestamp(now, UTC).astimezone().strftime("%H:%M:%S")
    parts = []
    if count.files:
        parts = [count_of("{count} error", "{count} errors", count.errors) if count.errors else gettext("no errors")]
    others = len(found) - sum(problem.severity == "error" for problem in found)
    parts += [count_of("{count} warning", "{count} warnings", others)] if others else []
    if count.unreadable:
        parts += [
            count_of(
                "{count} file not there or not to be read",
                "{count} files not there or not to be read",
                count.unreadable,
            )
        ]
    found_all = ", ".join(parts) or gettext("no files")
    if count.files > 1:
        found_all = gettext("{found} in {count} files").format(found=found_all, count=count.files)
    header = f"{time_of_day}  {found_all}"
    code = PROBLEMS if count.errors or count.unreadable else FINE
    return Checked(code, [header, *map(str, found)])


def _show(lines: list[str]) -> None:
    for line in lines:
        out(line)
    sys.stdout.flush()
