"""Runs one command: reads the command line, calls what it names, turns failures into a sentence and an exit code."""

import argparse
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, cast

from stretchplayer.cli import output
from stretchplayer.cli.outcome import FINE, INTERRUPTED, PROBLEMS, WRONG, Failure
from stretchplayer.cli.parser import Run, parser
from stretchplayer.problems import Told

if TYPE_CHECKING:
    from stretchplayer.cli.environment import Environment


def main(arguments: list[str] | None = None, environment: "Environment | None" = None) -> int:
    """The program: returns its exit code. It runs in `environment`, or on this machine as it is."""
    output.prepare()
    code = _run(arguments, environment)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        # Whoever read our output has gone; nothing more can be told, and Python must not try at exit.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        return code or PROBLEMS
    return code


def _run(arguments: list[str] | None, environment: "Environment | None") -> int:
    try:
        chosen = parser().parse_args(arguments, argparse.Namespace(environment=environment))
        module, _, name = chosen.run.partition(":")
        return cast("Run", getattr(import_module(module), name))(chosen)
    except SystemExit as left:
        # How argparse ends after --help, --version and wrong usage.
        return left.code if isinstance(left.code, int) else FINE
    except Failure as failure:
        output.note(f"stretchplayer: {failure}")
        return failure.code
    except Told as error:
        output.note(f"stretchplayer: {error}")
        return WRONG
    except KeyboardInterrupt:
        output.note("")
        return INTERRUPTED
    except BrokenPipeError:
        return PROBLEMS
    except OSError as error:
        # Every command says what it cannot read; what is left is an output that cannot be written.
        output.note(f"stretchplayer: cannot go on: {error.strerror or error}")
        return PROBLEMS
