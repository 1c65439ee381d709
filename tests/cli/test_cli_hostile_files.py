"""Where a file of the user's is expected there may be a link to itself, a pipe or a device: one sentence, no wait."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.house import Home
from stretchplayer import settings
from stretchplayer.app import answers, routine_files
from stretchplayer.caps.profile import Profile
from stretchplayer.config import Folders
from stretchplayer.file_access import open_file, write_whole
from stretchplayer.problems import UserError
from stretchplayer.routine.reader import load
from stretchplayer.sound.cues.decoding import NotASound
from stretchplayer.sound.cues.own_cues import load as load_sound
from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.speaker import ClipCache
from stretchplayer.store import StoreUnusable, open_store
from stretchplayer.store.opening import read_only_ledger

Put = Callable[[Path], None]


def ring(path: Path) -> None:
    path.symlink_to(path.name)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def folders_in(place: Path) -> Folders:
    made = Folders(config=place / "c", data=place / "d", state=place / "s", cache=place / "k", bundled=place / "b")
    for each in (made.routines, made.schemas, made.data, made.spoken, made.sounds):
        each.mkdir(parents=True)
    return made


def refused(act: Callable[[], object]) -> str:
    """What is said when this cannot be done, or nothing."""
    try:
        act()
    except (UserError, StoreUnusable, NotASound, OSError) as error:
        return str(error) or "nothing is said"
    return ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("put", [ring, pipe, endless, folder])
def test_nothing_is_waited_for_and_everything_says_so(tmp_path: Path, put: Put) -> None:
    used = folders_in(tmp_path)
    own, cached = used.routines / "mine.toml", ClipCache(used.spoken)
    cached.put("Hold.", "en", 1.0, "x", Clip(b"\0" * 400))
    (clip,) = used.spoken.iterdir()
    clip.unlink()
    for path in (own, used.profile, settings.file_of(used), used.data / "history.db", used.sounds / "go.wav", clip):
        put(path)
    acts: dict[str, Callable[[], object]] = {
        "routine": lambda: load(own),
        "new": lambda: routine_files.create(own, b"x", used),
        "profile": lambda: answers.load_profile(used),
        "profile --reset": lambda: answers.save_profile(Profile(), used),
        "keep a setting": lambda: settings.save_settings(used, {"theme": "stretch-light"}),
        "history": lambda: open_store(used.data),
        "a sound": lambda: load_sound(used.sounds / "go.wav"),
        "import": lambda: open_file(own),
        "put back": lambda: write_whole(own, b"x"),
    }
    silent = [name for name, act in acts.items() if not refused(act)]
    assert not silent
    assert settings.load_settings(used).problem is not None
    assert read_only_ledger(used.data, "history.db", 0.0) is None
    assert cached.get("Hold.", "en", 1.0, "x") is None
    # Nothing of it was replaced or written to.
    assert own.is_symlink() or not own.is_file()


def test_the_program_says_one_sentence(home: Home) -> None:
    home.routines.mkdir(parents=True)
    home.data.mkdir(parents=True)
    ring(home.routines / "loop.toml")
    endless(home.data / "profile.json")
    (home.config / "config.toml").write_text('[voice]\nengine = "piper"\nmodel = "~nobody-of-that-name/x"\n')
    for arguments in (["new", "loop"], ["profile", "--reset"], ["profile", "--json"], ["import", "/dev/zero"]):
        ran = home.run(*arguments)
        assert ran.code == 2, arguments
        assert len(ran.err.splitlines()) == 1, arguments
    assert "there is no such home folder" in home.run("doctor").out
    assert Path("/dev/zero").is_char_device()


def test_no_mark_of_an_imported_history_steers_what_is_printed(home: Home) -> None:
    """The direction of writing, a line separator, a delete: escaped in every form, and the history stays the same."""
    title = "a\u200fb\u061cc\u200ed"
    history = (
        '{"format":1}\n{"id":"1","machine":"m","revision":1,"routine":"TITLE","digest":"","started":5,"ended":6,'
        '"state":"ended","seconds":1,"worked_seconds":0,"before":null,"after":null,"runs":[],"strains":[]}\n'
    )
    home.write("history.jsonl", history.replace("TITLE", title))
    home.good("import", "history.jsonl")
    outs = {form: home.good("history", *form).out for form in ((), ("--csv",), ("--json",))}
    outs["export",] = home.good("export", "-").out
    assert not [form for form, out in outs.items() if any(mark in out for mark in "\u200f\u061c\u200e")]
    home.write("again.jsonl", outs["export",])
    assert "0 new, 0 brought up to date" in home.good("import", "again.jsonl").err
