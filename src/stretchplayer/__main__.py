"""Starts the program."""

import gc
import sys


def main() -> int:
    """The program: returns its exit code. Nothing of it is imported before it can fail with a sentence."""
    # Next to nothing that is made while the program starts is garbage, and looking for it takes a tenth of that time.
    gc.disable()
    try:
        from stretchplayer.cli.main import main as run
    except ImportError as error:
        sys.stderr.write(f"stretchplayer: a part of the program is missing ({error.name}); install it again.\n")
        return 70
    except KeyboardInterrupt:
        return 130
    return run()


if __name__ == "__main__":
    sys.exit(main())
