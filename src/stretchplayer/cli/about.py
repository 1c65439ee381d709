"""`caps`, `schema`, `where` and `completion`: what the program knows about itself."""

import argparse
import sys

from stretchplayer.caps.group_limits import ALL_LIMITS
from stretchplayer.caps.limit import DISCLAIMER, GRADES, Limit, bound, usual
from stretchplayer.cli.outcome import FINE
from stretchplayer.cli.output import out, out_json, table
from stretchplayer.config import folders

_NAMES_IN = {
    "bash": """\
_stretchplayer_routines() {
  compgen -W "$(stretchplayer list --names 2>/dev/null)" -- "$1"
  compgen -f -X '!*.toml' -- "$1"
}
_stretchplayer_moves() {
  compgen -W "$(stretchplayer figure 2>/dev/null)" -- "$1"
}
""",
    "zsh": """\
_stretchplayer_routines() {
  local -a names
  names=(${(f)"$(stretchplayer list --names 2>/dev/null)"})
  _describe 'routine' names
  _files -g '*.toml'
}
_stretchplayer_moves() {
  local -a names
  names=(${(f)"$(stretchplayer figure 2>/dev/null)"})
  _describe 'move' names
}
""",
    "tcsh": "",
}
"""What the completion scripts ask for the names of routines and moves with; `parser` names the function."""


def caps(arguments: argparse.Namespace) -> int:
    """Every limit: what it binds, usual and cap, grade, source."""
    if arguments.json:
        out_json([_shape(limit) for limit in ALL_LIMITS.values()])
        return FINE
    for limit in ALL_LIMITS.values():
        out(f"{limit.id}: {limit.what}")
        common = f"usual {usual(limit)}; " if limit.usual else ""
        out(f"    {common}{bound(limit)}{f' ({limit.ruled})' if limit.ruled else ''}")
        out(f"    grade {limit.grade}: {limit.source}")
    out("")
    for grade, meaning in GRADES.items():
        out(f"{grade}: {meaning}")
    out(DISCLAIMER)
    return FINE


def schema(_arguments: argparse.Namespace) -> int:
    """The JSON Schema of a routine file."""
    # Imported here: no other command of this module needs the reader.
    from stretchplayer.routine import schema as make

    out_json(make())
    return FINE


def where(_arguments: argparse.Namespace) -> int:
    """The folders in use, whether they exist yet or not."""
    used = folders()
    table(
        [
            ("your routines", str(used.routines)),
            ("configuration", str(used.config)),
            ("history and profile", str(used.data)),
            ("state", str(used.state)),
            ("reports", str(used.reports)),
            ("your sounds", str(used.sounds)),
            ("spoken phrases", str(used.spoken)),
            ("bundled routines", str(used.bundled)),
        ]
    )
    return FINE


def completion(arguments: argparse.Namespace) -> int:
    """A completion script, made from the command line as it is declared."""
    # Imported here: shtab and the parser are needed for nothing else.
    import shtab

    from stretchplayer.cli.parser import parser

    sys.stdout.write(shtab.complete(parser(), arguments.shell, preamble=_NAMES_IN[arguments.shell]))
    return FINE


def _shape(limit: Limit) -> dict[str, object]:
    return {
        "id": limit.id,
        "what": limit.what,
        "unit": limit.unit,
        "usual": limit.usual,
        "cap": limit.cap if limit.capped else None,
        "least": limit.least,
        "grade": limit.grade,
        "source": limit.source,
        "more": limit.ruled,
    }
