"""What every test of the command line starts with."""

from pathlib import Path

import pytest

from cli.house import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home(tmp_path)
