"""Runs the program with a clock that fails once a file is there: `python faulty.py FILE ARGUMENT…`."""

import sys
import threading
from argparse import Namespace
from pathlib import Path

from stretchplayer.cli.main import main
from stretchplayer.cli.start import environment
from stretchplayer.clock import RealClock


class FaultyClock(RealClock):
    """The machine's own, until `flag` is there; what that file says is the fault: "wall", "thread"."""

    flag = Path()

    def wall(self) -> float:
        if self.flag.exists():
            if self.flag.read_text(encoding="utf-8") == "thread":
                self.flag.unlink()
                threading.Thread(target=_fail).start()
            else:
                _fail()
        return super().wall()


def _fail() -> None:
    message = f"Physio June, {Path.home()}"
    raise ValueError(message)


if __name__ == "__main__":
    FaultyClock.flag = Path(sys.argv[1])
    arguments = sys.argv[2:]
    sys.exit(main(arguments, environment(Namespace(environment=None))._replace(clock=FaultyClock())))
