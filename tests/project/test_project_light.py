"""Commands that only read start without the parts that only playing needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stretchplayer.file_access import bundled_routines

HEAVY = ("textual", "rich", "pydub", "miniaudio", "asyncio")
RUNNER = """
import sys
from stretchplayer.cli.main import main
code = main(sys.argv[2:])
print("loaded:", *sorted(set(sys.argv[1].split(",")) & set(sys.modules)), file=sys.stderr)
raise SystemExit(code)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An empty home, and stand-ins for the heavy libraries, so that importing one would succeed and show."""
    stand_ins = tmp_path / "stand-ins"
    stand_ins.mkdir()
    for name in ("textual", "rich", "pydub", "miniaudio"):
        (stand_ins / f"{name}.py").touch()
    folders = {name: str(tmp_path / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    return {**os.environ, **folders, "HOME": str(tmp_path), "PYTHONPATH": str(stand_ins)}


@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("list", "--json"),
        ("check", str(bundled_routines())),
        ("plan", "desk-neck"),
        ("plan", "desk-neck", "--json"),
    ],
    ids=lambda command: command[0],
)
def test_starts_light(command: tuple[str, ...], environment: dict[str, str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", RUNNER, ",".join(HEAVY), *command],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.splitlines()[-1] == "loaded:"
