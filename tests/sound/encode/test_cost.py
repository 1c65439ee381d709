"""Rendering costs what it has to: libraries only where they are used, and no more memory for a longer session."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import stretchplayer
from sound.encode.rendered import ENDINGS
from stretchplayer.sound.encode.sink import Ending
from stretchplayer.sound.pcm import audioop


def run(code: str, *flags: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *flags, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    assert done.stderr == ""
    return done.stdout


def test_nothing_that_encodes_is_loaded_before_it_is_needed() -> None:
    assert (
        run("""
import io, sys
from stretchplayer.sound.encode.sink import Metadata, sink
with sink(io.BytesIO(), ".wav", Metadata(title="t", frames=0)):
    print(sorted({"av", "lameenc", "miniaudio", "pydub"} & set(sys.modules)))
""")
        == "[]\n"
    )


def test_without_the_extra_there_is_wav_and_a_sentence(tmp_path: Path) -> None:
    # A Python that finds nothing but these: -S leaves out whatever else is installed.
    # From Python 3.13 on, audioop is a package as well.
    for package in (msgspec, stretchplayer, *([audioop] if hasattr(audioop, "__path__") else [])):
        folder = Path(str(package.__file__)).parent
        shutil.copytree(folder, tmp_path / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
    told = run(
        """
import io
from stretchplayer.sound.encode.destination import NotWritten
from stretchplayer.sound.encode.sink import Metadata, sink
for ending in (".wav", ".flac", ".mp3", ".ogg"):
    try:
        sink(io.BytesIO(), ending, Metadata(title="t", frames=0))
    except NotWritten as error:
        print(error)
""",
        "-S",
        PYTHONPATH=str(tmp_path),
    )
    missing = 'needs libraries that are not here: pip install "stretchplayer[audio]", or choose .wav'
    assert told.splitlines() == [f"{ending} {missing}" for ending in (".flac", ".mp3", ".ogg")]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell its greatest use of memory this way")
@pytest.mark.parametrize("ending", ENDINGS)
def test_memory_does_not_grow_with_the_length(ending: Ending) -> None:
    grown = run(f"""
import os, resource, sys
from stretchplayer.sound.encode.sink import Metadata, sink
second = bytes(range(256)) * 2 + bytes(48000 * 4 - 512)
def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 if sys.platform == "linux" else 1024)
with open(os.devnull, "wb") as nowhere, sink(nowhere, {ending!r}, Metadata(title="t", frames=48000 * 480)) as file:
    for at in range(480):
        if at == 60:
            before = most()
        file.write(second)
print(most() - before)
""")
    assert int(grown) < 3000
