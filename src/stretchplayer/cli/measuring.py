"""`measure`: the two self-tests, and what they have shown so far."""

import argparse

from stretchplayer.app.self_tests import TESTS, UNWARMED, SelfTest, lines, no_length, read_cm, side_label
from stretchplayer.cli.asking import line as ask_line
from stretchplayer.cli.printing import FINE, PROBLEMS, note, out, out_json
from stretchplayer.cli.records import open_history
from stretchplayer.clock import RealClock
from stretchplayer.config import folders
from stretchplayer.model.muscles import Side
from stretchplayer.settings import save_settings
from stretchplayer.store import Measurement, SqliteStore
from stretchplayer.translation import gettext


def measure(arguments: argparse.Namespace) -> int:
    """Ask for each value, keep what was given, and show what was measured so far."""
    where = folders()
    if arguments.every_two_weeks is not None:
        save_settings(where, {"self_tests": arguments.every_two_weeks == "yes"})
        note(gettext("Kept in the settings."))
        return FINE
    store = open_history(where)
    if arguments.json:
        out_json(store.measurements())
        return FINE
    if not arguments.show and not _ask(store):
        return PROBLEMS
    found = tuple(lines(store.measurements()))
    for text in found:
        out(text)
    if not found:
        note(gettext("Nothing was measured yet."))
    return FINE


def _ask(store: SqliteStore) -> bool:
    """Ask for all values; False where nothing was given."""
    at, measured = RealClock().wall(), []
    note(gettext(UNWARMED))
    for test in TESTS:
        note(f"{gettext(test.name)}. {gettext(test.how)}")
        note(gettext("`stretchplayer figure {move}` shows about how.").format(move=test.move))
        for side in test.sides:
            cm = _value(test, side)
            if cm is not None:
                measured.append(Measurement(at=at, test=test.key, side=side, cm=cm))
    if not measured:
        note(gettext("Nothing was kept."))
        return False
    store.measure(measured)
    return True


def _value(test: SelfTest, side: Side) -> float | None:
    """One value in cm; None where it was left out."""
    label = ", ".join(each for each in (gettext(test.name), side_label(side)) if each)
    while True:
        answer = ask_line(gettext("{label}, in cm (Enter leaves it out):").format(label=label))
        if not answer:
            return None
        if (cm := read_cm(answer, test)) is not None:
            return cm
        note(no_length(test))
