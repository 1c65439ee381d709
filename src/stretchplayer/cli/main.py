"""Runs one command: reads the command line, calls what it names, turns failures into a sentence and an exit code."""

import os
import sys
from importlib import import_module
from typing import cast

from stretchplayer.cli import output
from stretchplayer.cli.outcome import INTERRUPTED, PROBLEMS, WRONG, Failure
from stretchplayer.cli.parser import Run, parser
from stretchplayer.problems import Unreadable
from stretchplayer.store.faults import StoreFailed


def main(arguments: list[str] | None = None) -> int:
    """The program: returns its exit code."""
    output.prepare()
    try:
        chosen = parser().parse_args(arguments)
        module, _, name = chosen.run.partition(":")
        code = cast("Run", getattr(import_module(module), name))(chosen)
        sys.stdout.flush()
    except Unreadable as error:
        output.note(f"stretchplayer: {error}")
        return WRONG
    except Failure as failure:
        output.note(f"stretchplayer: {failure}")
        return failure.code
    except KeyboardInterrupt:
        output.note("")
        return INTERRUPTED
    except StoreFailed as error:
        output.note(f"stretchplayer: {error}")
        return WRONG
    except BrokenPipeError:
        # Whoever read our output has gone; nothing more can be told, and Python must not try at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except OSError as error:
        # Every command says what it cannot read; what is left is an output that cannot be written.
        output.note(f"stretchplayer: cannot go on: {error.strerror or error}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    return code
