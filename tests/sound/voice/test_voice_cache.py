"""Clips on disk: what was kept is found again whole or not at all, the folder stays small, and its loss is no fault."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sound.voice.sounds import clip_of
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.speaker import ClipCache, _opened

HOW = ("Hold.", "en", 1.0, "fake")


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def note_use(folder: Path, clip: Clip, second: int) -> None:
    """Have the file that holds this clip last used in that second."""
    for path in files(folder):
        if _opened(path.read_bytes()) == clip:
            os.utime(path, (second, second))


@given(data=st.binary(max_size=400).map(lambda data: data[: len(data) // 4 * 4]), text=st.text(st.characters()))
@settings(max_examples=50)
def test_what_was_kept_is_found_again(tmp_path_factory: pytest.TempPathFactory, data: bytes, text: str) -> None:
    """Also sound of two channels, and text with halves of characters."""
    cache = ClipCache(tmp_path_factory.mktemp("clips"))
    assert cache.get(text, "en", 1.0, "fake") is None
    cache.put(text, "en", 1.0, "fake", Clip(data))
    assert cache.get(text, "en", 1.0, "fake") == Clip(data)


def test_everything_that_sounds_different_is_kept_apart(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    cache.put(*HOW, clip_of("Hold."))
    for other in (("hold.", *HOW[1:]), ("Hold.", "de", 1.0, "fake"), ("Hold.", "en", 1.1, "fake"), (*HOW[:3], "new")):
        assert cache.get(*other) is None


def test_it_outlives_the_program(tmp_path: Path) -> None:
    ClipCache(tmp_path / "a" / "b").put(*HOW, clip_of("Hold."))
    assert ClipCache(tmp_path / "a" / "b").get(*HOW) == clip_of("Hold.")


@given(cut=st.integers(0, 400), junk=st.binary(max_size=8))
@settings(max_examples=60)
def test_a_damaged_entry_is_made_anew(tmp_path_factory: pytest.TempPathFactory, cut: int, junk: bytes) -> None:
    folder = tmp_path_factory.mktemp("clips")
    cache = ClipCache(folder)
    cache.put(*HOW, clip_of("Hold.", 100))
    (path,) = files(folder)
    whole = path.read_bytes()
    damaged = whole[:cut] + junk + whole[cut + len(junk) :]
    path.write_bytes(damaged)
    assert cache.get(*HOW) == (clip_of("Hold.", 100) if damaged == whole else None)
    assert path.exists() == (damaged == whole)
    cache.put(*HOW, clip_of("Hold.", 100))
    assert cache.get(*HOW) == clip_of("Hold.", 100)


def test_the_one_not_used_for_longest_goes(tmp_path: Path) -> None:
    noise = {name: Clip(os.urandom(4000)) for name in "abcd"}
    cache = ClipCache(tmp_path, most=13_000)
    for second, name in enumerate("abc"):
        cache.put(name, "en", 1.0, "fake", noise[name])
        note_use(tmp_path, noise[name], second)
    # Reading counts as use, whatever was noted before.
    assert cache.get("a", "en", 1.0, "fake") == noise["a"]
    cache.put("d", "en", 1.0, "fake", noise["d"])
    assert {name for name in "abcd" if cache.get(name, "en", 1.0, "fake")} == {"a", "c", "d"}
    assert sum(path.stat().st_size for path in files(tmp_path)) <= 13_000


def test_what_was_only_half_written_goes_after_an_hour(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    old, new = tmp_path / "old.part", tmp_path / "new.part"
    for path in (old, new):
        path.touch()
    os.utime(old, (0, 0))
    cache.put(*HOW, clip_of("Hold."))
    assert not old.exists()
    assert new.exists()


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_bytes(bytes(5000))
    os.utime(other, (0, 0))
    ClipCache(tmp_path, most=10).put(*HOW, clip_of("Hold."))
    assert files(tmp_path) == [other]


def test_nothing_is_left_half_done(tmp_path: Path) -> None:
    ClipCache(tmp_path).put(*HOW, clip_of("Hold."))
    assert [path.suffix for path in files(tmp_path)] == [".clip"]


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user bound by modes"
)
def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    cache = ClipCache(tmp_path)
    cache.put(*HOW, clip_of("Hold."))
    assert cache.get(*HOW) is None


def test_a_folder_that_cannot_be_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = ClipCache(tmp_path / "file" / "clips")
    cache.put(*HOW, clip_of("Hold."))
    assert cache.get(*HOW) is None


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such modes there")
def test_what_was_said_is_nobody_elses_to_read(tmp_path: Path) -> None:
    ClipCache(tmp_path / "clips").put(*HOW, clip_of("Hold."))
    assert (tmp_path / "clips").stat().st_mode & 0o077 == 0
    assert files(tmp_path / "clips")[0].stat().st_mode & 0o077 == 0
