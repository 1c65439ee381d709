"""A file is in its place when it is whole, and not before; what goes wrong is a sentence and leaves nothing behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO, RawIOBase
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sound.encode.rendered import ENDINGS, read, rendered
from stretchplayer.sound.encoders import Ending, Metadata, NotWritten
from stretchplayer.sound.pcm import FRAME, RATE
from stretchplayer.sound.sound_file import write_sound

ABOUT = Metadata(title="Evening", frames=RATE)
SOUND = bytes(RATE * FRAME)
FULL = OSError(28, "No space left on device")
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")


def render(target: Path, ending: Ending = ".wav", *, overwrite: bool = False) -> None:
    write_sound(target, ending, ABOUT, [SOUND], overwrite=overwrite)


def interrupted(target: Path, ending: Ending, fault: BaseException) -> None:
    def blocks() -> Iterator[bytes]:
        yield SOUND[: len(SOUND) // 2]
        raise fault

    write_sound(target, ending, ABOUT, blocks(), overwrite=True)


def overtaken(target: Path) -> None:
    def blocks() -> Iterator[bytes]:
        yield SOUND
        target.write_bytes(b"somebody else's")

    write_sound(target, ".wav", ABOUT, blocks())


class Disk(RawIOBase):
    """A raw file on a disk with `room` bytes left, which takes `at_once` of them at a time."""

    def __init__(self, room: int, at_once: int = 1 << 20, fault: BaseException = FULL) -> None:
        self.held = bytearray()
        self._room, self._at_once, self._fault = room, at_once, fault

    def writable(self) -> bool:
        return True

    def write(self, block: object, /) -> int:
        assert isinstance(block, bytes | memoryview)
        part = bytes(block)[: self._at_once]
        if len(self.held) + len(part) > self._room:
            raise self._fault
        self.held += part
        return len(part)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_file_is_whole_and_alone(ending: Ending, tmp_path: Path) -> None:
    target = tmp_path / f"evening{ending}"
    render(target, ending)
    assert list(tmp_path.iterdir()) == [target]
    assert read(target.read_bytes()).title == "Evening"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_pipe_gets_what_a_file_gets(ending: Ending, tmp_path: Path) -> None:
    target = tmp_path / "evening"
    render(target, ending)
    assert rendered(SOUND, ending, ABOUT) == target.read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_nobody_finds_the_file_while_it_is_made(ending: Ending, tmp_path: Path) -> None:
    target = tmp_path / f"evening{ending}"

    def blocks() -> Iterator[bytes]:
        yield SOUND
        assert not target.exists()

    write_sound(target, ending, ABOUT, blocks())
    assert target.exists()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("fault", [KeyboardInterrupt(), ValueError("a block that cannot be mixed"), OSError(5, "lost")])
@pytest.mark.parametrize("before", [None, b"an older one"])
def test_what_is_interrupted_leaves_nothing_behind(
    ending: Ending, fault: BaseException, before: bytes | None, tmp_path: Path
) -> None:
    target = tmp_path / f"evening{ending}"
    if before is not None:
        target.write_bytes(before)
    with pytest.raises(NotWritten if isinstance(fault, OSError) else type(fault)):
        interrupted(target, ending, fault)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([] if before is None else [before])


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_sound_that_ends_early_leaves_nothing_behind(ending: Ending, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="never came"):
        write_sound(tmp_path / "evening", ending, ABOUT, [SOUND[:FRAME]])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
@given(share=st.floats(0, 0.999))
@settings(max_examples=20, deadline=None)
def test_a_disk_that_is_full_is_a_sentence(ending: Ending, share: float) -> None:
    disk = Disk(int(len(rendered(SOUND, ending, ABOUT)) * share))
    with pytest.raises(NotWritten, match=r"^the stream cannot be written: No space left on device$"):
        write_sound(disk, ending, ABOUT, [SOUND])  # type: ignore[arg-type] # raw, which is what `python -u` has


@pytest.mark.parametrize("ending", ENDINGS)
@given(share=st.floats(0, 0.999))
@settings(max_examples=20, deadline=None)
def test_an_interrupt_is_heard_wherever_it_falls(ending: Ending, share: float) -> None:
    disk = Disk(int(len(rendered(SOUND, ending, ABOUT)) * share), fault=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_sound(disk, ending, ABOUT, [SOUND])  # type: ignore[arg-type] # the same


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_raw_stream_may_take_it_in_parts(ending: Ending) -> None:
    disk = Disk(1 << 20, at_once=777)
    write_sound(disk, ending, ABOUT, [SOUND])  # type: ignore[arg-type] # the same
    assert disk.held == rendered(SOUND, ending, ABOUT)
    assert not disk.closed


@posix
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_may_not_grow_is_a_sentence_and_goes(ending: Ending, tmp_path: Path) -> None:
    code = f"""
import random, resource, sys
from pathlib import Path
from stretchplayer.sound.encoders import Metadata, NotWritten
from stretchplayer.sound.sound_file import write_sound
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
try:
    blocks = (random.Random(second).randbytes(48000 * 4) for second in range(2))
    write_sound(Path(sys.argv[1]), {ending!r}, Metadata(title="t", frames=96000), blocks)
except NotWritten as error:
    print(error)
"""
    target = tmp_path / f"evening{ending}"
    done = subprocess.run([sys.executable, "-c", code, str(target)], capture_output=True, text=True, check=True)
    full = "no more goes into the folder for temporary files" if ending in (".flac", ".ogg") else "File too large\n"
    assert done.stdout.startswith(f"{target} cannot be written: {full}")
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_unless_it_may_go(tmp_path: Path) -> None:
    target = tmp_path / "evening.wav"
    target.write_bytes(b"an older one")
    with pytest.raises(NotWritten, match="is there already, and was left as it is"):
        render(target)
    assert target.read_bytes() == b"an older one"
    render(target, overwrite=True)
    assert target.read_bytes().startswith(b"RIFF")


def test_a_file_that_came_meanwhile_stays_too(tmp_path: Path) -> None:
    target = tmp_path / "evening.wav"
    with pytest.raises(NotWritten, match="is there already, and was left as it is"):
        overtaken(target)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"somebody else's"]


def test_no_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="there is no folder"):
        render(tmp_path / "none" / "evening.wav")


def test_a_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="it is there, and is no file"):
        render(tmp_path, overwrite=True)


def test_a_name_that_is_too_long_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="cannot be written: "):
        render(tmp_path / f"{'x' * 300}.wav")
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_device_is_not_replaced_by_a_file() -> None:
    with pytest.raises(NotWritten, match="/dev/null cannot be written: it is there, and is no file"):
        render(Path("/dev/null"), overwrite=True)


@posix
def test_a_link_goes_on_pointing_to_its_file_which_keeps_its_rights(tmp_path: Path) -> None:
    target, link = tmp_path / "evening.wav", tmp_path / "link.wav"
    target.write_bytes(b"an older one")
    target.chmod(0o640)
    link.symlink_to(target)
    render(link, overwrite=True)
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"RIFF")
    assert target.stat().st_mode & 0o777 == 0o640


@posix
def test_a_ring_of_links_is_a_sentence(tmp_path: Path) -> None:
    one, other = tmp_path / "one.wav", tmp_path / "other.wav"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(NotWritten, match=r"one\.wav cannot be written"):
        render(one, overwrite=True)


@posix
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_pipe_that_nobody_reads_is_for_the_caller(ending: Ending) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with (
        open(writing, "wb", buffering=0) as pipe,  # noqa: PTH123 - a handle has no path
        pytest.raises(BrokenPipeError),
    ):
        write_sound(pipe, ending, ABOUT, [SOUND])


def test_a_stream_is_never_sought_even_where_it_could_be() -> None:
    stream = BytesIO()
    stream.write(b"before")
    write_sound(stream, ".flac", ABOUT, [SOUND])
    assert stream.getvalue() == b"before" + rendered(SOUND, ".flac", ABOUT)
