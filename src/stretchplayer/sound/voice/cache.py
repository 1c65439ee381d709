"""Spoken clips on disk, so that a slow voice says everything only once: bounded, and no harm if it is lost."""

import hashlib
import json
import os
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from stretchplayer.files import read_file
from stretchplayer.sound.pcm import CHANNELS, FRAME, WIDTH, Clip, audioop
from stretchplayer.sound.voice.shaping import SHAPED

MOST: Final = 50 * 1024 * 1024
"""Bytes of all clips together."""
_LONGEST: Final = 130_000_000
"""Bytes of one clip, unpacked: more than ten minutes are no sentence, whatever a file says."""
_DIGEST: Final = 32
_ENDING: Final = ".clip"
_HALF_DONE: Final = ".part"
_STALE: Final = 3600.0
"""Seconds after which a file that was only half written has been given up."""


class ClipCache:
    """Clips in one folder. Where it cannot be written or read there is no cache, and nothing is said about it."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        """Keep clips in `folder`, which is made when it is needed; at most `most` bytes of them."""
        self._folder, self._most = folder, most

    def get(self, text: str, language: str, speed: float, identity: str) -> Clip | None:
        """The clip that was kept; None if there is none, or none that is whole."""
        path = self._path(text, language, speed, identity)
        try:
            data = read_file(path, self._most)
        except OSError:
            # Not kept yet, or not readable: both mean that it is made anew.
            return None
        clip = _opened(data)
        # Where the time of use cannot be noted, the clip only counts as older than it is.
        with suppress(OSError):
            if clip is None:
                path.unlink()
            else:
                os.utime(path)
        return clip

    def put(self, text: str, language: str, speed: float, identity: str, clip: Clip) -> None:
        """Keep a clip; the ones not used for longest go. Nothing comes of it where the folder cannot be written."""
        # A cache is no promise: the clip is there already, and would only be made again another time.
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(self._path(text, language, speed, identity), _packed(clip))
            self._tidy()

    def _path(self, text: str, language: str, speed: float, identity: str) -> Path:
        key = json.dumps([SHAPED, text, language, round(speed, 3), identity])
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()}{_ENDING}"

    def _write(self, path: Path, data: bytes) -> None:
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=_HALF_DONE)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _tidy(self) -> None:
        """Let go of what was not used for longest, and of what somebody never finished writing."""
        found = []
        for path in self._folder.iterdir():
            # Another program that is open on the same folder may have been quicker.
            with suppress(FileNotFoundError):
                state = path.stat()
                found.append((state.st_mtime, state.st_size, path))
        newest = max((used for used, _, _ in found), default=0.0)
        stale = [path for used, _, path in found if path.suffix == _HALF_DONE and used < newest - _STALE]
        clips = sorted((each for each in found if each[2].suffix == _ENDING), key=lambda each: each[:2])
        over = sum(size for _, size, _ in clips) - self._most
        for _, size, path in clips:
            if over <= 0:
                break
            stale.append(path)
            over -= size
        for path in stale:
            path.unlink(missing_ok=True)


def _packed(clip: Clip) -> bytes:
    """A clip as a file holds it: voices have one channel, so one is kept."""
    mono = audioop.tomono(clip.data, WIDTH, 1, 0)
    same = audioop.tostereo(mono, WIDTH, 1, 1) == clip.data
    packed = (b"1" if same else b"2") + zlib.compress(mono if same else clip.data, 1)
    return hashlib.sha256(packed).digest() + packed


def _opened(data: bytes) -> Clip | None:
    """The clip in a file; None where the file is not whole."""
    digest, packed = data[:_DIGEST], data[_DIGEST:]
    if hashlib.sha256(packed).digest() != digest:
        return None
    unpacking = zlib.decompressobj()
    try:
        sound = unpacking.decompress(packed[1:], _LONGEST)
    except zlib.error:
        return None
    channels = int(packed[:1])
    if not unpacking.eof or len(sound) % (FRAME // CHANNELS * channels):
        return None
    return Clip(audioop.tostereo(sound, WIDTH, 1, 1) if channels == 1 else sound)
