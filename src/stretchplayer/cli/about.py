"""`caps`, `schema`, `where` and `completion`: what the program knows about itself."""

import argparse
import sys

from stretchplayer.caps.limits import DISCLAIMER, GRADES, LIMITS, Limit
from stretchplayer.cli.outcome import FINE
from stretchplayer.cli.output import out, out_json, table
from stretchplayer.config import folders
from stretchplayer.model.duration import spoken

_NAMES_IN = {
    "bash": """\
_stretchplayer_routines() {
  compgen -W "$(stretchplayer list --names 2>/dev/null)" -- "$1"
  compgen -f -X '!*.toml' -- "$1"
}
""",
    "zsh": """\
_stretchplayer_routines() {
  local -a names
  names=(${(f)"$(stretchplayer list --names 2>/dev/null)"})
  _describe 'routine' names
  _files -g '*.toml'
}
""",
    "tcsh": "",
}
"""What the completion scripts ask for the names of routines with; `parser` names the function."""


def caps(arguments: argparse.Namespace) -> int:
    """Every limit: what it binds, usual and cap, grade, source."""
    if arguments.json:
        out_json([_shape(limit) for limit in LIMITS.values()])
        return FINE
    for limit in LIMITS.values():
        out(f"{limit.id}: {limit.what}")
        usual = f"usual {_range(limit, *limit.usual)}; " if limit.usual else ""
        bound = (
            "never" if limit.unit == "ban" else f"at {'least' if limit.least else 'most'} {_amount(limit, limit.cap)}"
        )
        out(f"    {usual}{bound}{f' ({limit.ruled})' if limit.ruled else ''}")
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
        "cap": limit.cap,
        "least": limit.least,
        "grade": limit.grade,
        "source": limit.source,
        "more": limit.ruled,
    }


def _range(limit: Limit, low: float, high: float) -> str:
    least, most = _amount(limit, low), _amount(limit, high)
    return least if least == most else f"{least} to {most}"


def _amount(limit: Limit, value: float) -> str:
    if limit.unit == "s":
        return spoken(value)
    return f"{value:g}" if limit.unit == "0-10" else f"{value:g} {limit.unit}"
