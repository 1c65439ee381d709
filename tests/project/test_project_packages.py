"""What a wheel and a source archive hold, and that the bundled routines are found in every kind of install."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from stretchplayer import __version__
from stretchplayer.file_access import bundled_routines

ROOT = Path(__file__).parents[2]
ROUTINES = {path.name: path.read_bytes() for path in (ROOT / "routines").glob("*.toml")}


def build(source: Path, target: str, folder: Path) -> Path:
    """Build one archive, offline, into `folder`."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True, text=True)
    (built,) = folder.iterdir()
    return built


def routines_in(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.startswith("stretchplayer/routines/")]
        return {name.rpartition("/")[2]: archive.read(name) for name in names}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def source_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))


def test_a_checkout_finds_the_routines() -> None:
    assert {path.name: path.read_bytes() for path in bundled_routines().glob("*.toml")} == ROUTINES


def test_a_wheel_holds_the_routines(wheel: Path) -> None:
    assert len(ROUTINES) >= 8
    assert routines_in(wheel) == ROUTINES


def test_a_wheel_holds_every_source_file_and_nothing_else(wheel: Path) -> None:
    package = ROOT / "src" / "stretchplayer"
    files = [path.relative_to(package) for path in package.rglob("*") if path.is_file()]
    source = {path.as_posix() for path in files if not any(part.startswith((".", "__pyc")) for part in path.parts)}
    # The program reads what is compiled from these.
    source -= {name for name in source if name.endswith((".po", ".pot"))}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == {f"stretchplayer/{name}" for name in source} | {
        f"stretchplayer/routines/{name}" for name in ROUTINES
    }


def test_a_wheel_carries_licence_version_and_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        about = f"stretchplayer-{__version__}.dist-info"
        metadata = archive.read(f"{about}/METADATA").decode()
        assert archive.read(f"{about}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
        assert "stretchplayer = stretchplayer.__main__:main" in archive.read(f"{about}/entry_points.txt").decode()
    assert "License-Expression: GPL-3.0-or-later" in metadata
    assert f"\nVersion: {__version__}\n" in metadata


def test_an_unpacked_wheel_finds_the_routines(wheel: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(wheel, tmp_path, "zip")
    program = "from stretchplayer.config import bundled_routines; print(bundled_routines())"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    assert Path(ran.stdout.strip()) == tmp_path / "stretchplayer" / "routines"


def test_a_source_archive_holds_the_whole_project(source_archive: Path) -> None:
    with tarfile.open(source_archive) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"routines/{name}" for name in ROUTINES} <= held
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "conftest.py", "noxfile.py"} <= held
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py")} <= held
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")} <= held


def test_a_wheel_made_from_the_source_archive_is_the_same(source_archive: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(source_archive) as archive:
        archive.extraction_filter = lambda member, _: member  # Python 3.11.2 has no filters, 3.12 warns without one
        archive.extractall(tmp_path / "source")  # noqa: S202 - our own archive
    (source,) = (tmp_path / "source").iterdir()
    assert build(source, "wheel", tmp_path / "built").read_bytes() == wheel.read_bytes()
