"""A routine's own sounds take the places of cues; one that cannot be played is told with its place, and covered."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sound.cues.test_decoding import MP3, OGG, WAV
from stretchplayer.app.checking import problems
from stretchplayer.model.routine import Routine
from stretchplayer.routine import Reading, read
from stretchplayer.sound.cues.cue_set import cue_set
from stretchplayer.sound.own.cues import SoundFolders, cues_for, sound_problems
from stretchplayer.sound.own.decoding import decoded

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
    built_in = cue_set("wood")
    covered = cues_for(built_in, routine, found.places, folders)
    assert covered.problems == ()
    assert covered.cues.clip("go") == covered.cues.clip("done") == decoded(WAV)
    assert covered.cues.clip("check-skin") == decoded(MP3)
    assert covered.cues.clip("tick") == decoded(OGG)
    assert covered.cues.clip("release") == built_in.clip("release")


def test_without_own_files_the_set_is_the_set(folders: SoundFolders) -> None:
    found, routine = reading(ROUTINE.partition("[sound]")[0] + "[[step]]\nmove = 'quad-side'\n")
    built_in = cue_set("soft")
    assert cues_for(built_in, routine, found.places, folders).cues is built_in


def test_a_bad_file_is_told_with_its_place_and_the_built_in_cue_plays(folders: SoundFolders) -> None:
    (folders[0] / "bell.wav").write_bytes(b"no sound at all")
    (folders[1] / "tick.ogg").unlink()
    found, routine = reading()
    built_in = cue_set("soft")
    covered = cues_for(built_in, routine, found.places, folders)
    kinds = "not a sound: only wav, mp3, ogg (Vorbis) and flac can be played"
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
    covered = cues_for(cue_set("soft"), routine, found.places, folders)
    assert sound_problems(routine, found.places, "mine.toml", folders) == covered.problems
    assert set(covered.problems) < set(problems(found, "mine.toml", folders))


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
from stretchplayer.routine import read
from stretchplayer.sound.cues.cue_set import cue_set
from stretchplayer.sound.own.cues import cues_for

found = read(Path(sys.argv[1]).read_bytes(), "mine.toml")
folders = (Path(sys.argv[1]).parent, Path(sys.argv[2]))
covered = cues_for(cue_set("soft"), found.routine, found.places, folders)
assert covered.cues.clip("go") == cue_set("soft").clip("go")
for problem in (*covered.problems, None, *problems(found, "mine.toml", folders)):
    print(problem)
"""


def test_where_nothing_can_be_decoded_playing_says_so_and_checking_says_nothing_false(folders: SoundFolders) -> None:
    played, checked = without_decoder(folders)
    assert played.count("no sound file can be decoded on this machine: no wheel") == 4
    assert "sound file" not in checked
    (folders[1] / "tick.ogg").unlink()
    (folders[0] / "bell.wav").write_bytes(b"no sound at all")
    played, checked = without_decoder(folders)
    assert played.count("no sound file can be decoded") == 1
    for told in (played, checked):
        assert told.count("not a sound") == 2
        assert told.count("no such file") == 1


def without_decoder(folders: SoundFolders) -> list[str]:
    """What playing and what checking tells on a machine that has no miniaudio."""
    hidden = folders[0].parent / "hidden"
    hidden.mkdir(exist_ok=True)
    (hidden / "miniaudio.py").write_text("raise ImportError('no wheel')")
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
