"""What every test of the app starts with."""

from pathlib import Path

import pytest

from tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """An empty home, its clock at noon."""
    return Stage(tmp_path)
