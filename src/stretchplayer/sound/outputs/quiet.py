"""Keeps the sound libraries of the system from printing over the screen."""

import os
import sys
from functools import cache
from typing import Final

QUIET: Final = "PULSE_LOG_SYSLOG"
"""The environment variable that makes libpulse complain to the log of the system."""


@cache
def quiet() -> object:
    """Make libasound and libpulse print nothing on standard error; where they are not there, do nothing.

    What it gives back has to live as long as the libraries do, and does so in the cache.
    """
    if sys.platform != "linux":
        return None
    # What libpulse has to complain of goes to the log of the system instead.
    os.environ.setdefault(QUIET, "1")
    # Imported here: only who plays needs it.
    import ctypes

    text, number = ctypes.c_char_p, ctypes.c_int
    nothing = ctypes.CFUNCTYPE(None, text, number, text, number, text)(lambda *_: None)
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(nothing)
    except (OSError, AttributeError):
        # No libasound, or one without handlers: then nothing prints through it either.
        return None
    return nothing
