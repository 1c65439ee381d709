"""Runs one command, and turns failures into a sentence and an exit code."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from stretchplayer import crash
from stretchplayer.cli import printing
from stretchplayer.cli.parser import Run, parser
from stretchplayer.cli.printing import FINE, INTERRUPTED, PROBLEMS, UNFORESEEN, WRONG, Failure
from stretchplayer.cli.start import collect_garbage
from stretchplayer.clock import RealClock
from stretchplayer.config import Folders, folders
from stretchplayer.file_access import system_words
from stretchplayer.problems import UserError
from stretchplayer.translation import SOURCE, gettext, in_language, language_for

if TYPE_CHECKING:
    from stretchplayer.cli.start import Environment

_FACES: Final = "stretchplayer.cli.start"
"""Where the app's first frame is still to come, or collecting begins a little later."""
_LOCALES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a machine says which language it speaks, the strongest first."""
Report = Callable[[BaseException], str]
"""Reports an error; returns where the report lies."""


def main(arguments: list[str] | None = None, environment: "Environment | None" = None) -> int:
    """Run the program in `environment`, by default this machine; returns the exit code. Never shows a traceback."""
    printing.prepare()
    given = sys.argv[1:] if arguments is None else arguments
    report = partial(_report, given, environment)
    background = _Background(report)
    where, machine = (folders(), os.environ) if environment is None else (environment.folders, environment.machine)
    with crash.watched_threads(background.fault), in_language(_language(where, machine)):
        code = _guarded(given, environment, report)
    background.tell()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        # The reader of our output is gone, and Python must not try to flush it at exit.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        return code or PROBLEMS
    return code


def _language(where: Folders, machine: Mapping[str, str]) -> str:
    """The language of the app: that of the settings, or of the machine; English where it has no words for that one."""
    if where.settings.exists():
        # Imported here: most people have no settings.
        from stretchplayer.settings import AUTO, load_settings

        chosen = load_settings(where).settings.language
        if chosen != AUTO:
            return chosen
    wanted = next((value for name in _LOCALES if (value := machine.get(name))), "")
    return language_for(wanted) or SOURCE


def _guarded(given: list[str], environment: "Environment | None", report: Report) -> int:
    try:
        return _run(given, environment)
    except KeyboardInterrupt:
        printing.note("")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the guard around everything: reported, not lost
        crashed = error if isinstance(error, crash.Crashed) else crash.Crashed()
        lies = report(error.__cause__ or error if error is crashed else error)
        saved = gettext("{saved}, and ").format(saved=crashed.saved) if crashed.saved else ""
        printing.note(
            gettext("stretchplayer: something unforeseen went wrong; {saved}{lies}.").format(saved=saved, lies=lies)
        )
        for sentence in crashed.then:
            printing.note(sentence)
        return UNFORESEEN


def _run(given: list[str], environment: "Environment | None") -> int:
    try:
        chosen = parser(given[0] if given else "").parse_args(given, argparse.Namespace(environment=environment))
        return _call(chosen)
    except SystemExit as left:
        # How argparse ends after --help, --version and wrong usage.
        return left.code if isinstance(left.code, int) else FINE
    except Failure as failure:
        printing.note(f"stretchplayer: {failure}")
        return failure.code
    except UserError as error:
        printing.note(f"stretchplayer: {error}")
        return WRONG
    except BrokenPipeError:
        return PROBLEMS
    except OSError as error:
        if error.filename is not None:
            raise
        # Every command says what it cannot read; what is left is an output that cannot be written.
        printing.note(gettext("stretchplayer: cannot go on: {value}").format(value=system_words(error)))
        return PROBLEMS


def _call(chosen: argparse.Namespace) -> int:
    module, _, name = chosen.run.partition(":")
    run = cast("Run", getattr(import_module(module), name))
    if module != _FACES:
        collect_garbage()
    return run(chosen)


def _report(given: list[str], environment: "Environment | None", error: BaseException) -> str:
    """Write a report; returns where it lies, or why there is none."""
    try:
        where = folders() if environment is None else environment.folders
        return gettext("a report lies in {write}").format(
            write=crash.write(error, where, _command(given), RealClock().wall())
        )
    except Exception as failure:  # noqa: BLE001 - the last resort must not fail
        return gettext("no report could be written ({value})").format(
            value=getattr(failure, "strerror", None) or type(failure).__name__
        )


def _command(given: list[str]) -> str:
    """The command and its options, without names, paths and values."""
    options = [each.partition("=")[0] for each in given if each.startswith("--")]
    named = [each for each in given[:1] if each in parser().names]
    return " ".join(["stretchplayer", *named, *options])


class _Background:
    """Collects errors of threads, which do not end the program; reports the first one."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._lies: str | None = None

    def fault(self, error: BaseException) -> None:
        if self._lies is None:
            self._lies = ""
            self._lies = self._report(error)

    def tell(self) -> None:
        if self._lies:
            printing.note(
                gettext("stretchplayer: something unforeseen went wrong in the background; {lies}.").format(
                    lies=self._lies
                )
            )
