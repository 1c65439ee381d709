"""The arguments of `new --for` and of `fmt`."""

import argparse
from collections.abc import Callable


def add_composing(new: argparse.ArgumentParser, number: Callable[[str, str, float, float], float]) -> None:
    """Let `new` compose a routine; `number` reads a number in a range."""
    new.add_argument(
        "--for",
        dest="words",
        nargs="+",
        metavar="WORD",
        help="compose it for what is stiff or tight, or for the whole body; a place and a thing may follow",
    )

    def minutes(text: str) -> float:
        # Imported here: to build the arguments needs no moves.
        from stretchplayer.editing.compose import LEAST_MINUTES, MOST_MINUTES

        return number(text, "minutes for a routine", LEAST_MINUTES, MOST_MINUTES)

    new.add_argument("--minutes", type=minutes, metavar="N", help="with --for: how long it takes (default 10)")


def add_fmt(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the command that formats files."""
    fmt = add(
        "fmt",
        "Bring routine files into order: keys, spacing, durations; every remark stays.",
        "formatting:fmt",
        "fmt",
        "fmt my-morning",
        "fmt --check routines/",
    )
    fmt.add_argument(
        "paths", nargs="*", metavar="PATH|NAME", help="files, folders and names (default: your own routines)"
    )
    fmt.add_argument("--check", action="store_true", help="write nothing; name the files that would change, and exit 1")
