"""The benchmarks measure what they say: sound files of a usual size, the same ones each time."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from stretchplayer.app.checking import problems
from stretchplayer.model.steps import Dynamic
from stretchplayer.routine.reader import load

FOLDER: Final = Path(__file__).parents[2] / "benchmarks"
README: Final = (FOLDER / "README.md").read_text(encoding="utf-8")
SCRIPTS: Final = sorted(FOLDER.glob("*.py"))
FILES: Final = 150


def written(folder: Path, seed: int) -> list[Path]:
    """So many random files."""
    script = FOLDER / "files" / "random_routines.py"
    subprocess.run([sys.executable, script, folder, "--files", str(FILES), "--seed", str(seed)], check=True)
    return sorted(folder.rglob("*.toml"))


@pytest.fixture(scope="module")
def routines(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return written(tmp_path_factory.mktemp("routines") / "one", 7)


def test_the_random_files_have_no_problem(routines: list[Path]) -> None:
    assert len(routines) == FILES
    for path in routines:
        assert problems(load(path), path.name) == (), path.read_text(encoding="utf-8")


def test_the_random_files_are_of_a_usual_size(routines: list[Path]) -> None:
    for path in routines:
        routine = load(path).routine
        assert routine is not None
        assert 4 <= len(routine.step) <= 15
        assert isinstance(routine.step[0], Dynamic)


def test_the_random_files_have_something_of_everything(routines: list[Path]) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in routines)
    parts = ("# ", "[defaults]", "[[step.step]]", "[move.", "how = ", 'sides = "each"', "reps = ", 'kind = "breathe"')
    assert [part for part in parts if part not in text] == []


def test_the_same_seed_writes_the_same_files(routines: list[Path], tmp_path: Path) -> None:
    again, other = written(tmp_path / "again", 7), written(tmp_path / "other", 8)
    texts = [[path.read_bytes() for path in each] for each in (routines, again, other)]
    assert texts[0] == texts[1] != texts[2]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_every_benchmark_is_told_of_and_starts(script: Path) -> None:
    assert f"python benchmarks/{script.name}" in README
    ran = subprocess.run([sys.executable, script, "--help"], check=True, capture_output=True, text=True)
    assert "--rounds" in ran.stdout


def test_every_file_in_the_page_is_there() -> None:
    named = re.findall(r"benchmarks/([\w/]+\.py)", README)
    assert {name for name in named if not (FOLDER / name).is_file()} == set()


def test_what_is_needless_is_a_module_that_there_is() -> None:
    """A renamed room would otherwise never be found among what is loaded for nothing."""
    text = (FOLDER / "start_up.py").read_text(encoding="utf-8")
    rooms = re.findall(r'"stretchplayer\.(\w+)"', text)
    source = FOLDER.parent / "src" / "stretchplayer"
    assert rooms
    assert {room for room in rooms if not (source / room).is_dir()} == set()
