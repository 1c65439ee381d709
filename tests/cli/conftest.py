"""What every test of the command line starts with."""

import signal
from pathlib import Path

import pytest

from cli.house import Home

# A shell starts what runs in the background with ctrl+c ignored, and every program of these tests would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home(tmp_path)
