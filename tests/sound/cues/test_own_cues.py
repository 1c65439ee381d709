"""A routine's own sounds take the places of cues; one that cannot be played is told with its place, and covered."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sound.cues.test_decoding import MP3, OGG, WAV, wav
from stretchplayer.app.checking import problems
from stretchplayer.model.routine import Routine
from stretchplayer.routine.reader import Reading, read
from stretchplayer.sound.cues.cue_set import CueSet
from stretchplayer.sound.cues.decoding import NotASound, decoded
from stretchplayer.sound.cues.own_cues import MOST_BYTES, SoundFolders, cues_for, find, load, sound_problems

ROUTINE = """\
format = 1
title = "Mine"
[sound]
go = "bell.wav"
check-skin = "look/skin.mp3"
done = "bell.wav"
tick = "tick.ogg"

[[step]]
move = "quad-side"
hold = 20
"""


@pytest.fixture
def folders(tmp_path: Path) -> SoundFolders:
    routines, sounds = tmp_path / "routines", tmp_path / "sounds"
    (routines / "look").mkdir(parents=True)
    sounds.mkdir()
    (routines / "bell.wav").write_bytes(WAV)
    (routines / "look" / "skin.mp3").write_bytes(MP3)
    (sounds / "tick.ogg").write_bytes(OGG)
    return routines, sounds


def reading(text: str = ROUTINE) -> tuple[Reading, Routine]:
    found = read(text.encode(), "mine.toml")
    assert found.routine is not None, found.problems
    return found, found.routine


def test_own_files_cover_cues_and_the_others_stay(folders: SoundFolders) -> None:
    found, routine = reading()
    built_in = CueSet("wood")
    covered = cues_for(built_in, routine, found.places, folders)
    assert covered.problems == ()
    assert covered.cues.clip("go") == covered.cues.clip("done") == decoded(WAV)
    assert covered.cues.clip("check-skin") == decoded(MP3)
    assert covered.cues.clip("tick") == decoded(OGG)
    assert covered.cues.clip("release") == built_in.clip("release")


def test_without_own_files_the_set_is_the_set(folders: SoundFolders) -> None:
    found, routine = reading(ROUTINE.partition("[sound]")[0] + "[[step]]\nmove = 'quad-side'\n")
    built_in = CueSet("soft")
    assert cues_for(built_in, routine, found.places, folders).cues is built_in


def test_a_bad_file_is_told_with_its_place_and_the_built_in_cue_plays(folders: SoundFolders) -> None:
    (folders[0] / "bell.wav").write_bytes(b"no sound at all")
    (folders[1] / "tick.ogg").unlink()
    found, routine = reading()
    built_in = CueSet("soft")
    covered = cues_for(built_in, routine, found.places, folders)
    kinds = "damaged, or no sound: wav, flac, mp3 and ogg (Vorbis or Opus) can be played"
    nowhere = "no such file beside the routine or in the sound folder"
    assert [str(problem) for problem in covered.problems] == [
        f'mine.toml:4:6: warning: go: {kinds}: "bell.wav" (the built-in cue plays instead)',
        f'mine.toml:6:8: warning: done: {kinds}: "bell.wav" (the built-in cue plays instead)',
        f'mine.toml:7:8: warning: tick: {nowhere}: "tick.ogg" (the built-in cue plays instead)',
    ]
    assert [problem.key for problem in covered.problems] == ["sound.go", "sound.done", "sound.tick"]
    for name in ("go", "done", "tick"):
        assert covered.cues.clip(name) == built_in.clip(name)
    assert covered.cues.clip("check-skin") == decoded(MP3)


def test_checking_tells_the_same(folders: SoundFolders) -> None:
    (folders[0] / "bell.wav").write_bytes(b"no sound at all")
    found, routine = reading()
    covered = cues_for(CueSet("soft"), routine, found.places, folders)
    assert sound_problems(routine, found.places, "mine.toml", folders) == covered.problems
    assert set(covered.problems) < set(problems(found, "mine.toml", folders))


def test_checking_warns_of_a_long_sound_which_is_played_all_the_same(folders: SoundFolders) -> None:
    (folders[0] / "bell.wav").write_bytes(wav([1000] * 12 * 8000, 8000))
    found, routine = reading()
    assert cues_for(CueSet("soft"), routine, found.places, folders).problems == ()
    told = [str(problem) for problem in sound_problems(routine, found.places, "mine.toml", folders)]
    long = '12 s long, so what is said waits for 3 s and then ends it: "bell.wav"'
    assert told == [f"mine.toml:4:6: warning: go: {long}", f"mine.toml:6:8: warning: done: {long}"]


def test_checking_a_list_of_routines_opens_no_sound(folders: SoundFolders) -> None:
    (folders[0] / "bell.wav").unlink()
    found, _ = reading()
    keys = [problem.key for problem in problems(found, "mine.toml", folders)]
    assert [key for key in keys if key] == ["sound.go", "sound.done"]
    assert not any(problem.key for problem in problems(found, "mine.toml"))


def test_problems_of_sounds_stand_among_the_others_by_place(folders: SoundFolders) -> None:
    (folders[0] / "bell.wav").unlink()
    found, _ = reading(ROUTINE.replace("hold = 20", "hold = 500"))
    told = problems(found, "mine.toml", folders)
    assert [problem.line for problem in told] == sorted(problem.line for problem in told)
    assert {problem.severity for problem in told} == {"limit", "warning"}


_WITHOUT = """\
import os
import subprocess
import sys
from pathlib import Path
from stretchplayer.app.checking import problems
from stretchplayer.routine.reader import read
from stretchplayer.sound.cues.cue_set import CueSet
from stretchplayer.sound.cues.own_cues import cues_for

found = read(Path(sys.argv[1]).read_bytes(), "mine.toml")
folders = (Path(sys.argv[1]).parent, Path(sys.argv[2]))
covered = cues_for(CueSet("soft"), found.routine, found.places, folders)
assert covered.cues.clip("go") == CueSet("soft").clip("go")
for problem in (*covered.problems, None, *problems(found, "mine.toml", folders)):
    print(problem)
"""


def test_where_nothing_can_be_decoded_playing_says_so_and_checking_says_nothing_false(folders: SoundFolders) -> None:
    played, checked = without_decoder(folders)
    assert played.count("no sound file can be decoded on this machine: no wheel") == 4
    assert "sound file" not in checked
    (folders[1] / "tick.ogg").unlink()
    played, checked = without_decoder(folders)
    assert played.count("no sound file can be decoded") == 3
    for told in (played, checked):
        assert told.count("no such file") == 1


def without_decoder(folders: SoundFolders) -> list[str]:
    """What playing and what checking tells on a machine that has no soundfile."""
    hidden = folders[0].parent / "hidden"
    hidden.mkdir(exist_ok=True)
    (hidden / "soundfile.py").write_text("raise ImportError('no wheel')")
    (folders[0] / "mine.toml").write_text(ROUTINE)
    path = os.pathsep.join((str(hidden), os.environ.get("PYTHONPATH", "")))
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT, str(folders[0] / "mine.toml"), str(folders[1])],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    return done.stdout.split("None\n")


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
    assert places.refused("bell.wav") == "it has 10.1 MB, and a sound may have 10"
    os.truncate(places.routine / "bell.wav", 14_240_000)
    assert places.refused("bell.wav") == "it has 14.3 MB, and a sound may have 10"
    os.truncate(places.routine / "bell.wav", MOST_BYTES)
    assert places.refused("bell.wav").startswith("damaged, or no sound")


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
