"""A file that is being edited: nothing that is typed and no file is lost, whatever happens on disk."""

import os
from pathlib import Path
from threading import Thread

import pytest

from stretchplayer.app.drafts import ChangedOnDisk, NotSaved, OpenFile, new_file, open_file, replace
from stretchplayer.app.file_lock import lock_of, take
from stretchplayer.app.routine_editor import RoutineEditor
from stretchplayer.app.routine_files import remove, removed, restore
from stretchplayer.config import Folders
from stretchplayer.file_access import bundled_routines, write_new
from stretchplayer.problems import Unreadable

MINE = 'format = 1\ntitle = "Mine"\n\n[[step]]\nmove = "bridge"\nreps = 10\n'
NOON = 1_800_000_000.0


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    made = Folders(
        config=tmp_path / "config",
        data=tmp_path / "data",
        state=tmp_path / "state",
        cache=tmp_path / "cache",
        bundled=bundled_routines(),
    )
    made.routines.mkdir(parents=True)
    (made.routines / "mine.toml").write_bytes(MINE.replace("\n", "\r\n").encode())
    return made


def opened(folders: Folders, name: str = "mine") -> OpenFile:
    return open_file(name, folders)


def on_disk(file: OpenFile) -> str:
    return file.path.read_bytes().decode()


def test_saving_keeps_the_former_version_beside_it_and_the_line_ends_of_the_file(folders: Folders) -> None:
    file = opened(folders)
    before = on_disk(file)
    RoutineEditor(file).more(1)
    file.save()
    assert on_disk(file) == before.replace("10", "11")
    assert file.path.with_name("mine.toml.bak").read_bytes().decode() == before
    assert not file.document.changed
    assert sorted(each.name for each in folders.routines.iterdir()) == ["mine.toml", "mine.toml.bak"]


def test_a_bundled_routine_is_edited_as_a_copy_that_only_saving_makes(folders: Folders) -> None:
    bundled = (folders.bundled / "desk-neck.toml").read_bytes()
    file = opened(folders, "desk-neck")
    assert not file.document.changed
    RoutineEditor(file).more(1)
    assert not file.path.exists()
    file.save()
    assert file.path == folders.routines / "desk-neck.toml"
    assert (folders.bundled / "desk-neck.toml").read_bytes() == bundled != file.path.read_bytes()


def crashed(file: OpenFile) -> None:
    """The process has ended, however it did: it holds nothing any more."""
    file.close()


def test_what_was_typed_is_there_after_a_crash_and_gone_once_it_is_saved(folders: Folders) -> None:
    file = opened(folders)
    RoutineEditor(file).more(1)
    file.keep(NOON)
    text = file.document.text
    assert opened(folders).draft() is None, "it is being edited there"
    crashed(file)

    again = opened(folders)
    assert again.document.text != text
    draft = again.draft()
    assert draft is not None
    again.take_up(draft)
    assert again.document.text == text
    assert again.document.undo() is not None
    assert again.document.text == again.document.saved

    again.document.redo()
    again.save()
    crashed(again)
    assert opened(folders).draft() is None
    assert not [*folders.drafts.glob("*.json")]


def test_a_draft_that_is_damaged_or_says_the_same_is_not_offered(folders: Folders) -> None:
    file = opened(folders)
    file.keep(NOON)
    crashed(file)
    assert opened(folders).draft() is None
    RoutineEditor(file).more(1)
    file.keep(NOON)
    crashed(file)
    (kept,) = folders.drafts.glob("*.json")
    kept.write_bytes(kept.read_bytes()[:20])
    assert opened(folders).draft() is None


def test_a_draft_that_was_not_answered_stays_whatever_is_typed_or_saved_meanwhile(folders: Folders) -> None:
    first = opened(folders)
    RoutineEditor(first).more(1)
    first.keep(NOON)
    crashed(first)

    second = opened(folders)
    assert second.draft() is not None
    RoutineEditor(second).more(-1)
    second.keep(NOON + 1)
    second.save()
    crashed(second)

    third = opened(folders)
    found = third.draft()
    assert found is not None
    assert found.text == first.document.text
    third.forget_left()
    assert opened(folders).draft() is None


def test_two_at_once_keep_a_draft_each(folders: Folders) -> None:
    one, other = opened(folders), opened(folders)
    RoutineEditor(one).more(1)
    RoutineEditor(other).more(-1)
    one.keep(NOON)
    other.keep(NOON)
    other.save()
    crashed(one)
    draft = opened(folders).draft()
    assert draft is not None
    assert draft.text == one.document.text


def test_what_is_undone_is_not_offered_again(folders: Folders) -> None:
    file = opened(folders)
    RoutineEditor(file).more(1)
    file.keep(NOON)
    file.document.undo()
    file.keep(NOON)
    crashed(file)
    assert opened(folders).draft() is None


def test_an_old_draft_overwrites_nothing_that_was_written_since(folders: Folders) -> None:
    file = opened(folders)
    RoutineEditor(file).more(1)
    file.keep(NOON)
    crashed(file)
    file.path.write_text(MINE.replace("Mine", "Newer"), encoding="utf-8")
    again = opened(folders)
    draft = again.draft()
    assert draft is not None
    again.take_up(draft)
    with pytest.raises(ChangedOnDisk):
        again.save()
    assert "Newer" in on_disk(again)


def test_a_bundled_file_is_not_changed_by_any_path_to_it(folders: Folders) -> None:
    link = folders.routines / "mine-too.toml"
    link.symlink_to(folders.bundled / "hips.toml")
    ways = (str(folders.bundled / "hips.toml"), f"{folders.bundled}/../{folders.bundled.name}/hips.toml")
    for way in ways:
        assert open_file(way, folders).path.parent == folders.routines, way
        assert open_file(way, folders).original is not None
    with pytest.raises(Unreadable, match="leads to a bundled routine"):
        open_file("mine-too", folders)
    (folders.routines / "hips.toml").write_text(MINE, encoding="utf-8")
    with pytest.raises(Unreadable, match="a copy of your own: edit hips instead"):
        open_file(ways[0], folders)
    assert open_file("hips", folders).document.text == MINE


def test_more_than_a_routine_can_be_is_not_saved(folders: Folders) -> None:
    file = opened(folders)
    file.document.change(MINE + "#" * 1_100_000, "typing")
    with pytest.raises(NotSaved, match="larger than 1 MiB"):
        file.save()
    file.document.undo()
    RoutineEditor(file).more(1)
    file.save()


def test_the_backup_is_as_private_as_the_file_and_follows_no_link(folders: Folders, tmp_path: Path) -> None:
    file = opened(folders)
    file.path.chmod(0o600)
    other = tmp_path / "other"
    other.write_text("other", encoding="utf-8")
    backup = file.path.with_name("mine.toml.bak")
    backup.symlink_to(other)
    RoutineEditor(file).more(1)
    file.save()
    assert other.read_text(encoding="utf-8") == "other"
    assert backup.stat().st_mode & 0o777 == 0o600


def test_what_somebody_else_wrote_is_never_overwritten_unasked(folders: Folders) -> None:
    file = opened(folders)
    RoutineEditor(file).more(1)
    theirs = MINE.replace("Mine", "Theirs")
    file.path.write_bytes(theirs.encode())
    for act in (file.look, file.save):
        with pytest.raises(ChangedOnDisk) as changed:
            act()
        assert changed.value.text == theirs
        assert on_disk(file) == theirs
    file.save(over=True)
    assert file.path.with_name("mine.toml.bak").read_bytes().decode() == theirs


def test_nobody_writes_between_a_look_and_a_write(folders: Folders) -> None:
    file = opened(folders)
    RoutineEditor(file).more(1)
    other = take(lock_of(file.path, folders))
    assert other is not None
    saving = Thread(target=file.save)
    saving.start()
    saving.join(0.1)
    assert saving.is_alive(), "another process is writing"
    other.release()
    saving.join()
    assert on_disk(file) == file.document.text


def test_what_is_written_over_is_what_was_read_and_stays_beside_it(folders: Folders) -> None:
    path = folders.routines / "mine.toml"
    before = path.read_bytes()
    other = take(lock_of(path, folders))
    assert other is not None
    (folders.config / "link.toml").symlink_to(path)
    writing = Thread(target=replace, args=(folders.config / "link.toml", before, b"after", folders))
    writing.start()
    writing.join(0.1)
    assert writing.is_alive(), "another process is writing, by another path to the same file"
    other.release()
    writing.join()
    assert path.read_bytes() == b"after"
    assert (folders.config / "link.toml.bak").read_bytes() == before
    with pytest.raises(ChangedOnDisk, match="changed by somebody else"):
        replace(path, before, b"again", folders)
    assert path.read_bytes() == b"after"
    path.unlink()
    with pytest.raises(ChangedOnDisk):
        replace(path, b"after", b"again", folders)
    assert not path.exists()


def test_a_routine_that_is_being_saved_is_removed_and_put_back_only_then(folders: Folders) -> None:
    path = folders.routines / "mine.toml"
    done: list[object] = []
    for act in (
        lambda: done.append(remove(path, folders, NOON)),
        lambda: done.append(restore(removed(folders)[0], folders)),
    ):
        other = take(lock_of(path, folders))
        assert other is not None
        thread, before = Thread(target=act), len(done)
        thread.start()
        thread.join(0.1)
        assert thread.is_alive()
        assert len(done) == before
        other.release()
        thread.join()
    assert len(done) == 2
    assert path.read_bytes().decode() == MINE.replace("\n", "\r\n")


def test_a_new_file_replaces_none_that_was_made_meanwhile(tmp_path: Path) -> None:
    # What looks first and writes then would not see it.
    (tmp_path / "a.toml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b.toml").write_text("theirs")
    for name in ("a.toml", "b.toml"):
        with pytest.raises(FileExistsError):
            write_new(tmp_path / name, b"ours")
    assert (tmp_path / "b.toml").read_text() == "theirs"
    write_new(tmp_path / "new" / "c.toml", b"ours")
    assert [*sorted(each.name for each in tmp_path.rglob("*"))] == ["a.toml", "b.toml", "c.toml", "new"]


def test_theirs_can_be_taken_and_ones_own_brought_back(folders: Folders) -> None:
    file = opened(folders)
    RoutineEditor(file).more(1)
    mine = file.document.text
    file.take_disk(MINE)
    assert file.document.text == MINE
    assert not file.document.changed
    file.document.undo()
    assert file.document.text == mine
    assert file.document.changed


def test_a_file_that_is_gone_is_said_and_saved_again_only_when_asked(folders: Folders) -> None:
    file = opened(folders)
    RoutineEditor(file).more(1)
    file.path.unlink()
    with pytest.raises(ChangedOnDisk) as changed:
        file.save()
    assert changed.value.text is None
    file.save(over=True)
    assert on_disk(file) == file.document.text


@pytest.mark.parametrize("trouble", ["a folder", "a file in the way"])
def test_a_file_that_cannot_be_written_leaves_everything_as_it_was(folders: Folders, trouble: str) -> None:
    file = opened(folders)
    before = on_disk(file)
    RoutineEditor(file).more(1)
    # The backup cannot be written: nothing else may be written either.
    backup = file.path.with_name("mine.toml.bak")
    if trouble == "a folder":
        backup.mkdir()
    else:
        os.mkfifo(backup)
    file.keep(NOON)
    with pytest.raises(NotSaved, match=r"not saved: "):
        file.save()
    assert on_disk(file) == before
    crashed(file)
    assert opened(folders).draft() is not None


def test_a_draft_that_cannot_be_kept_is_said(folders: Folders) -> None:
    folders.state.mkdir(parents=True)
    folders.drafts.write_bytes(b"")
    file = opened(folders)
    RoutineEditor(file).more(1)
    with pytest.raises(NotSaved, match="save often"):
        file.keep(NOON)


def test_a_new_routine_is_made_by_saving_and_no_other_is_replaced(folders: Folders) -> None:
    file = new_file(folders.routines / "new.toml", MINE, folders)
    assert file.document.changed
    (folders.routines / "new.toml").write_text("format = 1\n")
    with pytest.raises(ChangedOnDisk):
        file.save()
    (folders.routines / "new.toml").unlink()
    file.save()
    assert on_disk(file) == MINE


def test_what_is_no_text_is_not_opened(folders: Folders) -> None:
    (folders.routines / "latin.toml").write_bytes("title = 'Übung'".encode("latin-1"))
    with pytest.raises(Unreadable, match="not UTF-8"):
        opened(folders, "latin")
    with pytest.raises(Unreadable, match="did you mean mine"):
        opened(folders, "mime")
