"""What every test of the app starts with."""

from pathlib import Path

import pytest

from tui.routines import SHORT, WARM
from tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """An empty home, its clock at noon."""
    return Stage(tmp_path)


@pytest.fixture
def short(stage: Stage) -> Stage:
    """A home with `short` in it: a stretch of 20 s for each side."""
    stage.write("short", SHORT)
    return stage


@pytest.fixture
def warm(stage: Stage) -> Stage:
    """A home with `warm` in it: heat, breathing, contract-relax, and a hold that the caps trim."""
    stage.write("warm", WARM)
    return stage
