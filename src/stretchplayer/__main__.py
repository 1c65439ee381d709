"""Starts the program."""

import sys

from stretchplayer.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
