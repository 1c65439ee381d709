"""`fmt`: brings routine files into order, or names those that are not."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from stretchplayer.app.drafts import ChangedOnDisk, NotSaved, replace
from stretchplayer.app.library import customize_first
from stretchplayer.cli.authoring import Count, files_of
from stretchplayer.cli.printing import FINE, PROBLEMS, WRONG, note, out
from stretchplayer.config import Folders, folders
from stretchplayer.editing.formatting import format_bytes
from stretchplayer.problems import Problem, Unreadable
from stretchplayer.routine import quoting
from stretchplayer.routine.reader import read_bytes
from stretchplayer.routine.toml_source import NotToml
from stretchplayer.translation import gettext, ngettext


def fmt(arguments: argparse.Namespace) -> int:
    """Format files, folders or names, or the user's own files; exit 1 where one is no TOML, or would change."""
    count, where = Count(), folders()
    paths = arguments.paths or ([str(where.routines)] if where.routines.exists() else [])
    changed = left = 0
    for file in _to_format(paths, count, where, keep_bundled=not arguments.check):
        count.files += 1
        try:
            before = read_bytes(file)
            after = format_bytes(before)
            if after == before:
                continue
            if not arguments.check:
                replace(Path(file), before, after, where)
            # Said when it is done: what is named here has been written, or would be.
            changed += 1
            out(file, whole=True)
        except NotToml as error:
            left += 1
            out(str(_problem(file, error)))
        except ChangedOnDisk as error:
            count.leave_out(Unreadable(f"{file} {error}"))
        except (NotSaved, Unreadable) as error:
            count.leave_out(error)
    _tell(count, paths or [str(where.routines)], changed, left, only_check=arguments.check)
    if count.unreadable:
        return WRONG
    return PROBLEMS if left or (changed and arguments.check) else FINE


def _to_format(paths: list[str], count: Count, where: Folders, *, keep_bundled: bool) -> Iterator[str]:
    """The files; a bundled one that is given by its name is left out and said, where it is to be kept as it is."""
    for given in paths:
        by_name = not os.path.lexists(given)
        for file in files_of([given], count):
            if by_name and keep_bundled and Path(file).parent == where.bundled:
                count.leave_out(Unreadable(customize_first(given)))
            else:
                yield file


def _problem(file: str, error: NotToml) -> Problem:
    return Problem(
        file=file, line=error.line, column=error.column, severity="error", message=quoting.message(error.message)
    )


def _tell(count: Count, paths: list[str], changed: int, left: int, *, only_check: bool) -> None:
    """Say what was done, as narration."""
    if not count.files:
        if not count.unreadable:
            note(gettext("no routine files in {places}").format(places=", ".join(paths)))
        return
    if changed and only_check:
        note(ngettext("{count} file would change.", "{count} files would change.", changed).format(count=changed))
    elif changed:
        note(
            ngettext(
                "{count} file changed (what it was is beside it, as .bak).",
                "{count} files changed (what each was is beside it, as .bak).",
                changed,
            ).format(count=changed)
        )
    if left:
        note(
            ngettext(
                "{count} file left alone because of errors.", "{count} files left alone because of errors.", left
            ).format(count=left)
        )
    if not changed and not left:
        note(ngettext("{count} file, in order.", "{count} files, in order.", count.files).format(count=count.files))
