"""The catalogue is read once, on first use, and never on import."""

import subprocess
import sys
from importlib.resources import files

import pytest
import tomli
from msgspec import convert

from stretchplayer import catalog
from stretchplayer.catalog import REGIONS
from stretchplayer.model.figure import Figure
from stretchplayer.model.muscles import GROUPS, MID, MUSCLES

LAZY = """
import sys, builtins
opened = []
sys.addaudithook(lambda event, args: opened.append(args[0]) if event == "open" else None)
import stretchplayer.catalog
assert not [name for name in opened if str(name).endswith(".toml")], opened
heavy = {"importlib.resources", "textual", "pydub", "sqlite3", "tree_sitter"} & set(sys.modules)
assert not heavy, heavy
"""


def test_importing_reads_nothing_and_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", LAZY], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_everything_is_read_once() -> None:
    assert catalog.moves() is catalog.moves()
    assert catalog.muscles() is catalog.muscles()
    assert catalog.advice("posture") is catalog.advice("posture")


def test_every_move_file_is_there_and_no_key_is_lost() -> None:
    headers = [
        line
        for file in files("stretchplayer.catalog").joinpath("moves").iterdir()
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("[")
    ]
    assert len(headers) == len(set(headers)) == len(catalog.moves())
    assert len(catalog.moves()) >= 30


def test_each_move_is_what_its_whole_file_says() -> None:
    folder = files("stretchplayer.catalog")
    assert sorted(file.name for file in folder.joinpath("moves").iterdir()) == [f"{region}.toml" for region in REGIONS]
    for region in REGIONS:
        whole = tomli.loads(folder.joinpath(f"moves/{region}.toml").read_text(encoding="utf-8"))
        for key, table in whole.items():
            move = catalog.moves()[key]
            extras = {"feel": move.feel, "mistake": move.mistake, "easier": move.easier}
            assert {**move.step, **extras} == table, key


def test_each_figure_is_what_its_whole_file_says() -> None:
    folder, found = files("stretchplayer.catalog"), catalog.figures()
    drawn = [
        (key, table)
        for region in REGIONS
        for key, table in tomli.loads(folder.joinpath(f"figures/{region}.toml").read_text(encoding="utf-8")).items()
    ]
    assert {key for key, _ in drawn} == set(found)
    for key, table in drawn:
        assert found[key] == convert(table, Figure), key


def test_a_mapping_on_demand_makes_what_is_asked_for_and_nothing_else() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    found = catalog.OnDemand(["b", "a"], make)
    assert list(found) == ["b", "a"]
    assert "a" in found
    assert len(found) == 2
    assert found.get("c") is None
    assert found.get("c", "none") == "none"
    assert not made
    assert (found["a"], found.get("a"), found["a"]) == ("A", "A", "A")
    assert made == ["a"]
    with pytest.raises(KeyError):
        found["c"]
    assert dict(found) == {"b": "B", "a": "A"}


def test_moves_cannot_be_changed_by_a_caller() -> None:
    with pytest.raises(TypeError):
        catalog.moves()["march"] = catalog.moves()["bridge"]  # type: ignore[index]  # that nobody can is what is looked at


def test_a_side_stands_before_the_name_and_the_middle_has_none() -> None:
    assert catalog.side_name("hamstrings", "left") == "left back of the thigh"
    assert catalog.side_name("hamstrings", "both") == "back of the thigh"
    assert catalog.side_name("hamstrings", None) == "back of the thigh"
    for key in MID:
        assert catalog.side_name(key, "mid") == catalog.muscle(key).name


def test_a_target_is_a_muscle_or_a_group() -> None:
    assert catalog.target_name("hamstrings") == "back of the thigh"
    assert catalog.target_name("leg") == catalog.group_name("leg") == "lower legs"


@pytest.mark.parametrize("unknown", ["", "hamstring", "groups", "left"])
def test_an_unknown_key_is_an_error(unknown: str) -> None:
    for ask in (catalog.muscle, catalog.group_name, catalog.target_name):
        with pytest.raises(KeyError):
            ask(unknown)


def test_all_muscles_have_a_short_name_of_their_own() -> None:
    names = [muscle.name for muscle in catalog.muscles().values()]
    assert tuple(catalog.muscles()) == MUSCLES
    assert len(set(names)) == len(names)
    for name in names:
        assert 0 < len(name) <= 32, name
        assert name == name.lower(), name
        assert "_" not in name


def test_all_groups_have_a_name() -> None:
    names = [catalog.group_name(group) for group in GROUPS]
    assert len(set(names)) == len(names)


def test_cautions_stand_where_the_safety_page_has_them() -> None:
    careful = {*GROUPS["neck"], "shoulder_anterior", "lumbar_extensors", "quadriceps", "hamstrings"}
    for key in careful | {"gastrocnemius", "plantar_foot"}:
        assert catalog.muscle(key).caution, key
    assert all(len(muscle.caution) <= 600 for muscle in catalog.muscles().values())
