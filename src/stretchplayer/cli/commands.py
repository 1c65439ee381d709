"""What every command is made of: its name, a sentence, examples, and arguments that several have."""

import argparse
import math
import sys
import textwrap
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final, TextIO, cast

from stretchplayer.cli.printing import visible, wrapped
from stretchplayer.translation import gettext, ngettext, pgettext, to_translate, to_translate_in, to_translate_many

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

LEAST_MINUTES: Final = 1
MOST_MINUTES: Final = 240
"""The longest that a routine may last."""


_PARSER: Final = frozenset(
    {
        to_translate_in("command line", "usage: "),
        to_translate_in("command line", "positional arguments"),
        to_translate_in("command line", "options"),
        to_translate_in("command line", "show this help message and exit"),
        to_translate_in("command line", "%(prog)s: error: %(message)s\n"),
        to_translate_in("command line", "argument %(argument_name)s: %(message)s"),
        to_translate_in("command line", "the following arguments are required: %s"),
        to_translate_in("command line", "one of the arguments %s is required"),
        to_translate_in("command line", "not allowed with argument %s"),
        to_translate_in("command line", "expected one argument"),
        to_translate_in("command line", "expected at most one argument"),
        to_translate_in("command line", "expected at least one argument"),
        to_translate_in("command line", "invalid choice: %(value)r (choose from %(choices)s)"),
        to_translate_in("command line", "invalid %(type)s value: %(value)r"),
        to_translate_in("command line", "unrecognized arguments: %s"),
        to_translate_in("command line", "ambiguous option: %(option)s could match %(matches)s"),
        to_translate_in("command line", "ignored explicit argument %r"),
    }
)
"""What argparse says by itself."""
_EXPECTED: Final = to_translate_many("expected %s argument", "expected %s arguments")


def _own_words(message: str) -> str:
    return pgettext("command line", message) if message in _PARSER else message


def _own_number(one: str, many: str, count: int) -> str:
    return ngettext(one, many, count) if (one, many) == _EXPECTED else one if count == 1 else many


# argparse looks its words up under these two names whenever it says something. What it has there by itself goes by the
# machine's language alone and by catalogues of the system, and nobody brings any for it.
vars(argparse).update(_=_own_words, ngettext=_own_number)


class Parser(argparse.ArgumentParser):
    """A parser that prints arguments without their control characters; `names` are its commands."""

    names: Collection[str] = ()

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        stream = cast("TextIO", file or sys.stderr)
        super()._print_message("\n".join(wrapped(visible(line), stream) for line in message.split("\n")), file)


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of descriptions and examples, and wraps each that is too long between its words."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return textwrap.wrap(" ".join(text.split()), width, break_long_words=False, break_on_hyphens=False)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines: list[str] = []
        for line in text.splitlines():
            inset = indent + " " * (len(line) - len(line.lstrip()))
            further = f"{inset}    " if line.startswith(" ") else inset
            whole = textwrap.TextWrapper(width, inset, further, break_long_words=False, break_on_hyphens=False)
            lines += whole.wrap(line.strip()) or [""]
        return "\n".join(lines)


class Commands:
    """Adds commands in one form: a sentence, arguments, examples."""

    def __init__(self, group: "argparse._SubParsersAction[Parser]") -> None:
        self._group = group

    @property
    def names(self) -> Collection[str]:
        """Every command."""
        return self._group.choices.keys()

    def add(self, name: str, sentence: str, run: str, *examples: str) -> argparse.ArgumentParser:
        """Add a command that runs a function, written as `module:function`."""
        shown = "\n".join(f"  stretchplayer {example}" for example in examples)
        command = self._group.add_parser(
            name,
            help=sentence[0].lower() + sentence[1:].rstrip("."),
            description=sentence,
            epilog=f"{gettext('Examples:') if len(examples) > 1 else gettext('Example:')}\n{shown}",
            formatter_class=HelpFormatter,
        )
        command.set_defaults(run=f"stretchplayer.cli.{run}")
        return command


def add_routine(command: argparse.ArgumentParser, sentence: str = "", *, optional: bool = False) -> None:
    """Add the argument for a routine, which shells complete; without a `sentence` it may be any."""
    sentence = sentence or gettext("a routine's name, or a file")
    name = command.add_argument("name", nargs="?" if optional else None, metavar="NAME|FILE", help=sentence)
    vars(name)["complete"] = {"bash": "_stretchplayer_routines", "zsh": "_stretchplayer_routines"}


def add_paths(command: argparse.ArgumentParser) -> None:
    """Add the argument for any number of routines."""
    command.add_argument(
        "paths", nargs="*", metavar="PATH|NAME", help=gettext("files, folders and names (default: your own routines)")
    )


def add_minutes(command: "argparse._ActionsContainer") -> None:
    """Add the options that fit a routine to a length, and that play its short form."""
    command.add_argument(
        "--minutes",
        type=number_of_minutes,
        metavar="N",
        help=gettext("fit the routine to N minutes, inside the usual ranges"),
    )
    command.add_argument("--short", action="store_true", help=gettext("only the steps of its short form"))


def number_of_minutes(text: str) -> float:
    """The minutes that an argument says; ArgumentTypeError where it says none."""
    return number(text, to_translate("minutes"), LEAST_MINUTES, MOST_MINUTES)


def number(text: str, what: str, least: float, most: float) -> float:
    """A number in a range; ArgumentTypeError says what it is no number of."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        message = gettext("not {what}: {text} (a number from {least} to {most})").format(
            what=gettext(what), text=text, least=least, most=most
        )
        raise argparse.ArgumentTypeError(message)
    return value


def add_face(command: "argparse._ActionsContainer") -> None:
    """Add the options of a session: in which form it is shown and heard, and whether anything is asked."""
    command.add_argument(
        "--plain", action="store_true", help=gettext("one line per event, for screen readers and pipes")
    )
    command.add_argument("--mute", action="store_true", help=gettext("no cues, no voice, no bell; an alarm is heard"))
    command.add_argument(
        "--yes", action="store_true", help=gettext('answer today\'s questions with "nothing new" and start at once')
    )


def add_output(command: argparse.ArgumentParser, endings: str, formats: Sequence[str] = (), usual: str = "") -> None:
    """Add the options for the file to write; with `formats`, it has to be given, and may be standard output."""
    command.add_argument("-o", "--output", required=bool(formats), metavar="FILE", help=endings)
    if formats:
        command.add_argument("--format", choices=formats, help=usual)
    command.add_argument("--force", action="store_true", help=gettext("overwrite the file if it is there"))


def add_json(command: "argparse._ActionsContainer") -> None:
    """Add the option that prints JSON."""
    command.add_argument("--json", action="store_true", help=gettext("as JSON"))
