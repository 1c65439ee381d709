"""`list`, and what the bare command shows where there is no screen: the routines, a line each."""

import argparse

from stretchplayer.app.library import shelf
from stretchplayer.app.listing import Listed, listed
from stretchplayer.cli.output import FINE, note, out, out_json, table
from stretchplayer.config import folders


def start(_arguments: argparse.Namespace) -> int:
    """What the bare command shows: the routines, and what to type next."""
    _print_list(listed(folders()))
    note("")
    note("stretchplayer play NAME starts one; stretchplayer --help shows everything else.")
    return FINE


def list_(arguments: argparse.Namespace) -> int:
    """List every routine that a name finds; a bad file is listed with its first problem, and hides nothing."""
    if arguments.names:
        for each in shelf(folders()):
            out(each.name)
        return FINE
    found = listed(folders())
    if arguments.json:
        out_json(found)
    else:
        _print_list(found)
    return FINE


def _print_list(found: list[Listed]) -> None:
    rows = []
    for each in found:
        mark = "yours" if each.yours else ""
        if each.title:
            needed = f" (needs {', '.join(each.needs)})" if each.needs else ""
            rows.append((each.name, f"{each.minutes} min", mark, f"{each.title}{needed}"))
        else:
            rows.append((each.name, "-", mark, f"cannot be played: {each.problems[0] if each.problems else ''}"))
    table(rows)
    if not rows:
        # Imported here: seldom needed, and this command starts fast.
        from stretchplayer.phrases import screen_words

        note(screen_words.NO_ROUTINES)
