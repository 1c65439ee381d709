"""A sound file is found beside the routine or in the sound folder and nowhere else, and never more of it is read."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sound.cues.test_decoding import WAV
from stretchplayer.sound.own.decoding import NotASound
from stretchplayer.sound.own.files import MOST_BYTES, find, load

pytestmark = pytest.mark.filterwarnings("error")


class Places:
    """A routine's folder, a sound folder, and a folder that is neither."""

    def __init__(self, root: Path) -> None:
        self.routine, self.sounds, self.elsewhere = (root / name for name in ("routines", "sounds", "elsewhere"))
        for folder in (self.routine, self.sounds, self.elsewhere):
            folder.mkdir()
        (self.elsewhere / "bell.wav").write_bytes(WAV)

    def find(self, name: str) -> Path:
        return find(name, self.routine, self.sounds)

    def refused(self, name: str) -> str:
        with pytest.raises(NotASound) as told:
            load(self.find(name))
        return str(told.value)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


def linked(link: Path, to: Path) -> None:
    try:
        link.symlink_to(to)
    except OSError:
        pytest.skip("no links can be made here")


def test_beside_the_routine_comes_before_the_sound_folder(places: Places) -> None:
    (places.sounds / "bell.wav").write_bytes(WAV)
    assert places.find("bell.wav") == (places.sounds / "bell.wav").resolve()
    (places.routine / "bell.wav").write_bytes(WAV)
    assert places.find("bell.wav") == (places.routine / "bell.wav").resolve()
    assert load(places.find("bell.wav")).seconds == pytest.approx(0.3, abs=0.01)


def test_a_folder_below_may_be_named(places: Places) -> None:
    (places.routine / "cues").mkdir()
    (places.routine / "cues" / "go on.wav").write_bytes(WAV)
    assert load(places.find("cues/go on.wav")).frames > 0


@pytest.mark.parametrize(
    "name",
    [
        "../elsewhere/bell.wav",
        "cues/../../elsewhere/bell.wav",
        "..\\elsewhere\\bell.wav",
        "/etc/passwd",
        "\\\\host\\a.wav",
    ],
)
def test_no_name_leads_out_of_the_folders(places: Places, name: str) -> None:
    assert places.refused(name) == "a sound file is named from the routine's own folder, and stays in it"


@pytest.mark.parametrize("name", ["C:bell.wav", "C:\\bell.wav", "file:bell.wav", "https://a.b/bell.wav"])
def test_no_drive_and_no_address(places: Places, name: str) -> None:
    assert places.refused(name).startswith("a sound file is named from")


def test_a_link_out_of_the_folder_is_refused(places: Places) -> None:
    linked(places.routine / "bell.wav", places.elsewhere / "bell.wav")
    assert places.refused("bell.wav") == "it is a link that leads out of its folder"
    with pytest.raises(NotASound, match="leads out of its folder"):
        load(places.routine / "bell.wav")


def test_a_linked_folder_that_leads_out_is_refused(places: Places) -> None:
    linked(places.routine / "cues", places.elsewhere)
    assert places.refused("cues/bell.wav") == "it is a link that leads out of its folder"


def test_a_link_within_the_folder_is_as_good_as_a_file(places: Places) -> None:
    (places.routine / "bell.wav").write_bytes(WAV)
    linked(places.routine / "go.wav", places.routine / "bell.wav")
    assert load(places.find("go.wav")).frames > 0


def test_a_sound_folder_that_is_a_link_itself_is_fine(places: Places, tmp_path: Path) -> None:
    linked(tmp_path / "linked", places.elsewhere)
    assert load(find("bell.wav", places.routine, tmp_path / "linked")).frames > 0


def test_links_that_lead_nowhere(places: Places) -> None:
    linked(places.routine / "lost.wav", places.routine / "gone.wav")
    linked(places.routine / "ring.wav", places.routine / "ring.wav")
    assert places.refused("lost.wav") == "no such file"
    assert places.refused("ring.wav") == "a link that leads back to itself"


def test_what_is_not_there(places: Places, tmp_path: Path) -> None:
    assert places.refused("bell.wav") == "no such file beside the routine or in the sound folder"
    assert places.refused("a" * 255 + ".wav")
    assert places.refused("a\0b.wav")
    with pytest.raises(NotASound, match="no such file beside"):
        find("bell.wav", tmp_path / "gone", tmp_path / "never")
    with pytest.raises(NotASound, match="no such file"):
        load(tmp_path / "gone.wav")


def test_what_is_no_file(places: Places) -> None:
    (places.routine / "bell.wav").mkdir()
    assert places.refused("bell.wav") == "a folder, not a file"
    if hasattr(os, "mkfifo"):
        os.mkfifo(places.routine / "pipe.wav")
        assert places.refused("pipe.wav") == "a named pipe, not a file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever is root may read everything")
def test_what_may_not_be_read(places: Places) -> None:
    (places.routine / "bell.wav").write_bytes(WAV)
    (places.routine / "bell.wav").chmod(0)
    assert places.refused("bell.wav") == "you have no permission to read it"


def test_ten_megabytes_and_no_more(places: Places) -> None:
    with (places.routine / "bell.wav").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert places.refused("bell.wav") == "larger than 10 MiB"
    os.truncate(places.routine / "bell.wav", MOST_BYTES)
    assert places.refused("bell.wav").startswith("not a sound")


@given(name=st.text(max_size=60) | st.lists(st.sampled_from(["..", ".", "a", "/", "\\", "C:", "\0", "~"])).map("".join))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_found_lies_in_one_of_the_folders(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    root = tmp_path_factory.mktemp("found")
    (root / "routines" / "a").mkdir(parents=True)
    found = tried(name, root)
    assert found is None or found.resolve().is_relative_to(root.resolve() / "routines")


def tried(name: str, root: Path) -> Path | None:
    try:
        return find(name, root / "routines", root / "sounds")
    except NotASound:
        return None
