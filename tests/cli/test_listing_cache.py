"""What lists show is remembered in the cache folder, and only believed where nothing has changed since."""

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from stretchplayer.app import listing
from stretchplayer.app.library import shelf
from stretchplayer.app.listing import FILE, Listed, ListingCache, listed, signature
from stretchplayer.config import Folders
from stretchplayer.file_access import bundled_routines

SHORT = 'format = 1\ntitle = "{title}"\n\n[[step]]\nkind = "rest"\nduration = 60\n'


class Bundled(NamedTuple):
    """What is listed where nobody has a routine of their own, and the cache that is left of it."""

    rows: tuple[Listed, ...]
    cache: bytes


def in_folder(folder: Path) -> Folders:
    places = {name: folder / name for name in ("config", "data", "state", "cache")}
    found = Folders(**places, bundled=bundled_routines())
    found.routines.mkdir(parents=True)
    return found


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return in_folder(tmp_path)


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Bundled:
    folders = in_folder(tmp_path_factory.mktemp("bundled"))
    rows = listed(folders)
    return Bundled(tuple(rows), (folders.cache / FILE).read_bytes())


def put(folders: Folders, cache: bytes) -> None:
    """Let a cache be found at the next start."""
    folders.cache.mkdir(parents=True, exist_ok=True)
    (folders.cache / FILE).write_bytes(cache)


def write(folders: Folders, title: str, name: str = "mine") -> Path:
    """A routine of the user's own, with a time of its own: a file system may count in large steps."""
    path = folders.routines / f"{name}.toml"
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(SHORT.format(title=title), encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))
    return path


def mine(folders: Folders) -> Listed:
    return next(each for each in listed(folders) if each.yours)


def known(folders: Folders) -> list[str]:
    """The names of what a new start would take from the cache."""
    cache = ListingCache(folders)
    return [each.name for each in shelf(folders) if cache.find(each, signature(each.path)) is not None]


def test_the_same_is_listed_with_and_without_it(folders: Folders) -> None:
    write(folders, "Mine, with é and 한")
    first = listed(folders)
    assert len(known(folders)) == len(first) > 20
    assert listed(folders) == first
    (folders.cache / FILE).unlink()
    assert listed(folders) == first


def test_a_file_that_has_changed_is_read_again(folders: Folders) -> None:
    write(folders, "Before")
    assert mine(folders).title == "Before"
    path = write(folders, "Behind")
    assert path.stat().st_size == len(SHORT.format(title="Before"))
    assert "mine" not in known(folders)
    assert mine(folders).title == "Behind"
    assert "mine" in known(folders)


def test_a_file_that_is_put_back_with_its_old_time_is_read_again(folders: Folders) -> None:
    path = write(folders, "Before")
    listed(folders)
    status = path.stat()
    path.write_text(SHORT.format(title="Behind"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert mine(folders).title == "Behind"


def test_a_file_that_has_gone_is_forgotten(folders: Folders) -> None:
    write(folders, "Mine").unlink()
    write(folders, "Other", "other")
    listed(folders)
    (folders.routines / "other.toml").unlink()
    assert not [each for each in listed(folders) if each.yours]
    assert b"Other" not in (folders.cache / FILE).read_bytes()


def test_a_file_with_problems_is_read_every_time(folders: Folders) -> None:
    bad = folders.routines / "bad.toml"
    bad.write_text("format = 1\n", encoding="utf-8")
    assert mine(folders).problems
    assert "bad" not in known(folders)


def test_another_version_of_the_program_begins_anew(
    folders: Folders, bundled: Bundled, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folders, bundled.cache)
    assert known(folders)
    monkeypatch.setattr(listing, "__version__", "0.0.0")
    assert not known(folders)


@pytest.mark.parametrize("damage", [b"", b"\x00\xff", b"[]", b"{"])
def test_a_cache_of_something_else_is_no_cache(folders: Folders, bundled: Bundled, damage: bytes) -> None:
    put(folders, bundled.cache)
    assert known(folders)
    put(folders, damage)
    assert not known(folders)
    assert tuple(listed(folders)) == bundled.rows
    assert known(folders)


@pytest.mark.parametrize("at", [0.0, 0.01, 0.5, 0.999])
def test_one_damaged_byte_is_noticed(folders: Folders, bundled: Bundled, at: float) -> None:
    data = bytearray(bundled.cache)
    data[int(at * len(data))] ^= 1
    put(folders, bytes(data))
    assert not known(folders)


def test_a_cache_cut_short_is_no_cache(folders: Folders, bundled: Bundled) -> None:
    put(folders, bundled.cache[: len(bundled.cache) // 2])
    assert not known(folders)


def test_where_nothing_can_be_written_everything_is_read(folders: Folders) -> None:
    folders.cache.write_bytes(b"a file where the folder should be")
    first = listed(folders)
    assert len(first) > 20
    assert listed(folders) == first
    assert folders.cache.read_bytes() == b"a file where the folder should be"


def test_where_the_cache_is_no_file_everything_is_read(folders: Folders) -> None:
    (folders.cache / FILE).mkdir(parents=True)
    assert listed(folders) == listed(folders)
    assert (folders.cache / FILE).is_dir()


def test_a_name_that_is_no_text_is_remembered_like_the_others(folders: Folders) -> None:
    try:
        path = folders.routines / os.fsdecode(b"b\xe4.toml")
        path.write_text(SHORT.format(title="Mine"), encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("no such name on this file system")
    assert mine(folders).title == "Mine"
    assert len(known(folders)) == len(listed(folders))
    assert mine(folders).title == "Mine"
