"""What a test needs that hears the program play."""

import shutil

import pytest

from sound.server import TOOLS

needs_server = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS),
    reason=f"needs {', '.join(TOOLS)}: install pulseaudio and pulseaudio-utils",
)
"""Marks a test that is skipped where no server can be started."""
