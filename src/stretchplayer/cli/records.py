"""`history`, `ledger`, `export` and `import`: what was done, and what each muscle-side has had."""

import argparse
import csv
import sys
from collections.abc import Callable
from contextlib import ExitStack
from io import BufferedReader, FileIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from stretchplayer.app.answers import person
from stretchplayer.app.context import AppContext
from stretchplayer.app.past_session import KEPT_CHARGES, SHORT_ID, UNREADABLE, find_session, heading, moment, sections
from stretchplayer.app.unfinished import listed
from stretchplayer.caps.budgets import Budget, budgets
from stretchplayer.catalog import side_name
from stretchplayer.cli.asking import line as ask_line
from stretchplayer.cli.printing import (
    FINE,
    PROBLEMS,
    WRONG,
    Failure,
    Progress,
    note,
    out,
    out_json,
    out_json_array,
    table,
    there_already,
    visible,
)
from stretchplayer.clock import RealClock
from stretchplayer.config import Folders, folders
from stretchplayer.file_access import open_file, reason, system_words
from stretchplayer.model.duration import spoken
from stretchplayer.phrases.screen_words import NO_UNFINISHED, NOTHING_LATELY
from stretchplayer.store import LONGEST_NOTE, BadImport, Past, SqliteStore, StoreFailed, StoreUnusable, open_store
from stretchplayer.translation import gettext, ngettext, pgettext, to_translate

if TYPE_CHECKING:
    from stretchplayer.cli.start import Environment

_BAR = 24
_STEP = 1000
"""Lines of an import between two updates of its progress."""
_PATIENCE = 1.0
"""Seconds before an import shows its progress."""
_STATES = {
    "finished": to_translate("finished"),
    "ended": to_translate("ended"),
    "unfinished": to_translate("unfinished"),
}
_KINDS = {
    "static": to_translate("stretch"),
    "contract": to_translate("push"),
    "gun": to_translate("massage gun"),
    "heat": to_translate("heat"),
    "cold": to_translate("cold"),
    "massage": to_translate("massage"),
    "exercise": to_translate("exercise"),
    "dynamic": to_translate("movement"),
}


def history(arguments: argparse.Namespace) -> int:
    """Every session, oldest first; or one of them in full."""
    store = open_history(folders())
    if arguments.delete is not None:
        return _delete(store, arguments)
    if arguments.id is not None:
        return _one(store, arguments)
    if arguments.note is not None:
        raise Failure(gettext("say which session: `stretchplayer history ID --note TEXT`"), WRONG)
    if arguments.json:
        out_json_array(map(structs.asdict, store.history()))
    elif arguments.csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(Past.__struct_fields__)
        for each in store.history():
            writer.writerow([_cell(name, getattr(each, name)) for name in Past.__struct_fields__])
    else:
        rows = [_row(each) for each in store.history()]
        table(rows)
        if not rows:
            note(gettext("No sessions yet."))
    if store.notice:
        note(store.notice)
    return FINE


def _cell(name: str, value: object) -> object:
    """A value as a spreadsheet reads it: times in local time, and text without what steers a terminal."""
    if name in ("started", "ended") and isinstance(value, float):
        return moment(value, exact=True)
    return visible(value) if isinstance(value, str) else value


def _one(store: SqliteStore, arguments: argparse.Namespace) -> int:
    """One session in full, or a note of it."""
    if arguments.csv:
        raise Failure(gettext("--csv is for the whole history"), WRONG)
    found = find_session(store, arguments.id)
    if arguments.note is not None:
        if len(arguments.note) > LONGEST_NOTE:
            message = gettext("a note has at most {count} characters")
            raise Failure(message.format(count=LONGEST_NOTE), WRONG)
        former = store.session(found)
        store.annotate(found, arguments.note)
        note(gettext("Noted.") if arguments.note else gettext("The note was removed."))
        if former is not None and former.note and former.note != arguments.note:
            note(gettext("The note before was: {note}").format(note=visible(former.note)))
        return FINE
    session = store.session(found)
    if session is None:
        raise Failure(gettext(UNREADABLE), PROBLEMS)
    if arguments.json:
        out_json(session)
        return FINE
    out(heading(session, moment(session.past.started)))
    for section in sections(session):
        if section.heading:
            out("")
            out(section.heading)
        for line in section.lines:
            out(f"  {line}" if section.heading else line)
    return FINE


def _delete(store: SqliteStore, arguments: argparse.Namespace) -> int:
    """Delete one session, once that was confirmed."""
    if arguments.id is not None:
        raise Failure(gettext("one session at a time: `stretchplayer history --delete ID`"), WRONG)
    found = find_session(store, arguments.delete)
    store.refuse_while_playing()
    session = store.session(found)
    if session is not None:
        note(heading(session, moment(session.past.started)))
    note(gettext(KEPT_CHARGES))
    if not arguments.yes and (ask_line(gettext("Delete it? y or n.")) or "").casefold() not in ("y", "yes"):
        note(gettext("Nothing was deleted."))
        return PROBLEMS
    store.delete(found, RealClock().wall())
    note(gettext("Deleted."))
    return FINE


def unfinished(around: "Environment") -> int:
    """The unfinished sessions of the last week, the latest first."""
    context = AppContext(around.folders, around.clock)
    rows = [(each.id[:SHORT_ID], text) for each, text in listed(context)]
    table(rows)
    note(gettext("`stretchplayer resume ID` goes on with one of them.") if rows else gettext(NO_UNFINISHED))
    return FINE


def ledger(arguments: argparse.Namespace) -> int:
    """Seconds of the last 24 hours and 7 days, against their caps."""
    now, where = RealClock().wall(), folders()
    found = budgets(open_history(where).ledger(now), person(where, now).profile, now)
    if arguments.json:
        out_json(found)
        return FINE
    if not found:
        note(gettext(NOTHING_LATELY))
        return FINE
    rows = [
        (
            pgettext("ledger", "what"),
            pgettext("ledger", "kind"),
            gettext("24 hours"),
            gettext("7 days"),
            gettext("left now"),
            "",
        )
    ]
    rows += [
        (
            side_name(each.muscle, each.side),
            gettext(_KINDS.get(each.kind, each.kind)),
            _against(each.day_seconds, each.day_cap),
            _against(each.week_seconds, each.week_cap),
            "" if each.left is None else f"{each.left:.0f} s",
            _bar(each),
        )
        for each in found
    ]
    table(rows)
    return FINE


def export(arguments: argparse.Namespace) -> int:
    """Write everything as JSON Lines."""
    store = open_history(folders())
    if arguments.file == "-":
        store.export(sys.stdout.buffer)
        return FINE
    path = Path(arguments.file)
    # A device or a pipe is written to in any case.
    if not arguments.force and path.is_file():
        raise there_already(path)
    try:
        with path.open("wb") as file:
            store.export(file)
    except OSError as error:
        message = gettext("cannot write {file}: {value}").format(file=arguments.file, value=system_words(error))
        raise Failure(message) from error
    note(gettext("Written to {file}.").format(file=arguments.file))
    return FINE


def import_(arguments: argparse.Namespace) -> int:
    """Merge what another machine exported; nothing if any line is wrong."""
    clock = RealClock()
    store = open_history(folders())
    try:
        with ExitStack() as stack:
            file = sys.stdin.buffer if arguments.file == "-" else stack.enter_context(open_file(arguments.file))
            progress = stack.enter_context(Progress(sys.stderr, clock, after=_PATIENCE))
            lines = stack.enter_context(_Lines(FileIO(file.fileno(), closefd=False), progress.say))
            brought = store.import_(lines, clock.wall())
    except KeyboardInterrupt:
        note(gettext("Nothing was imported."))
        raise
    except (OSError, ValueError) as error:
        message = gettext("cannot read {file}: {reason}").format(file=arguments.file, reason=reason(error))
        raise Failure(message) from error
    except (BadImport, StoreFailed) as error:
        message = gettext("nothing was imported: {error}").format(error=error)
        raise Failure(message, WRONG) from error
    note(
        ngettext(
            "{count} session read: {new} new, {updated} brought up to date.",
            "{count} sessions read: {new} new, {updated} brought up to date.",
            brought.sessions,
        ).format(count=f"{brought.sessions:,}", new=brought.added, updated=brought.updated)
    )
    return FINE


class _Lines(BufferedReader):
    """A file that reports how many of its lines have been read."""

    def __init__(self, raw: FileIO, say: Callable[[str], None]) -> None:
        super().__init__(raw)
        self._say, self._count = say, 0

    def readline(self, size: int | None = -1, /) -> bytes:
        """The next line; reports the progress now and then."""
        self._count += 1
        if not self._count % _STEP:
            self._say(gettext("importing: {count:,} lines read").format(count=self._count))
        return super().readline(size)


def open_history(where: Folders) -> SqliteStore:
    """The history; Failure where it cannot be opened."""
    try:
        return open_store(where.data)
    except StoreUnusable as error:
        raise Failure(str(error)) from error


def _row(past: Past) -> tuple[str, ...]:
    started = moment(past.started)
    before, after = ("" if each is None else str(each) for each in (past.before, past.after))
    rated = [before or gettext("not said"), after] if after else [before] if before else []
    stiff = gettext("stiffness {rated}").format(rated=" → ".join(rated)) if rated else ""
    return (past.id[:SHORT_ID], started, gettext(_STATES[past.state]), spoken(round(past.seconds)), past.routine, stiff)


def _against(seconds: float, cap: float | None) -> str:
    return (
        f"{seconds:.0f} s" if cap is None else gettext("{seconds:.0f} of {cap:.0f} s").format(seconds=seconds, cap=cap)
    )


def _bar(budget: Budget) -> str:
    shares = [
        amount / cap
        for amount, cap in (
            (budget.day_seconds, budget.day_cap),
            (budget.week_seconds, budget.week_cap),
            (budget.day_times, budget.day_times_cap),
        )
        if cap
    ]
    if not shares:
        return ""
    filled = min(_BAR, round(max(shares) * _BAR))
    return f"[{'#' * filled}{'.' * (_BAR - filled)}] {max(shares):.0%}"
