"""Makes speech ahead of need, in one thread, and keeps the clips in memory and on disk."""

import json
import os
import threading
import zlib
from collections import OrderedDict
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from stretchplayer.file_access import PART, digest, read_file, whole_file
from stretchplayer.sound.pcm import WIDTH, Clip, audioop
from stretchplayer.sound.voice.engine import Voice, VoiceFailed, VoiceSilent
from stretchplayer.sound.voice.shaping import SHAPED
from stretchplayer.translation import gettext, keeping_language

MOST: Final = 50 * 1024 * 1024
"""Bytes of all clips together."""
_LONGEST: Final = 130_000_000
"""Bytes of one clip, unpacked: more than ten minutes are no sentence."""
_ENDING: Final = ".clip"


class ClipCache:
    """Clips in one folder. Where it cannot be written or read, there silently is no cache."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        """Keep at most `most` bytes of clips in `folder`, which is made when it is needed."""
        self._folder, self._most = folder, most

    def get(self, text: str, language: str, speed: float, identity: str) -> Clip | None:
        """The cached clip; None if there is none, or if its file is damaged."""
        path = self._path(text, language, speed, identity)
        try:
            data = read_file(path, self._most)
        except OSError:
            # Not cached yet, or not readable: it is made anew.
            return None
        clip = _opened(data)
        # Where the time of use cannot be written, the clip only counts as older than it is.
        with suppress(OSError):
            if clip is None:
                path.unlink()
            else:
                os.utime(path)
        return clip

    def put(self, text: str, language: str, speed: float, identity: str, clip: Clip) -> None:
        """Keep a clip, and remove those not used for longest. Does nothing where the folder cannot be written."""
        # Without the cache the clip is only made again another time.
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with whole_file(self._path(text, language, speed, identity), private=True, durable=False) as file:
                file.write(_packed(clip))
            self._tidy()

    def _path(self, text: str, language: str, speed: float, identity: str) -> Path:
        key = json.dumps([SHAPED, text, language, round(speed, 3), identity])
        return self._folder / f"{digest(key.encode()).hex()}{_ENDING}"

    def _tidy(self) -> None:
        """Remove what was not used for longest, also files that were never finished."""
        found = []
        for path in self._folder.iterdir():
            if path.suffix in (_ENDING, PART):
                # Another program with the same folder may have been quicker.
                with suppress(FileNotFoundError):
                    state = path.stat()
                    found.append((state.st_mtime, state.st_size, path))
        over = sum(size for _, size, _ in found) - self._most
        for _, size, path in sorted(found):
            if over <= 0:
                break
            path.unlink(missing_ok=True)
            over -= size


def _packed(clip: Clip) -> bytes:
    """The contents of a file: of two channels that are the same, as those of every voice, one is kept."""
    return zlib.compress(audioop.tomono(clip.data, WIDTH, 1, 0), 1)


def _opened(packed: bytes) -> Clip | None:
    """The clip in a file; None where its checksum shows that it is damaged."""
    unpacking = zlib.decompressobj()
    try:
        sound = unpacking.decompress(packed, _LONGEST)
    except zlib.error:
        return None
    if not unpacking.eof or unpacking.unused_data or len(sound) % WIDTH:
        return None
    return Clip(audioop.tostereo(sound, WIDTH, 1, 1))


MEMORY: Final = 24 * 1024 * 1024
"""Bytes of clips in memory: two minutes of speech."""
_STRIKES: Final = 3
"""Failures in a row after which a voice is given up; one that did not answer is given up at once."""
_FAREWELL: Final = 1.0
"""Seconds to wait for the phrase that is being made when it is closed."""


class Phrase(Struct, frozen=True):
    """Words to be spoken, and how."""

    text: str
    language: str
    speed: float


class Speaker:
    """Clips of phrases, made in one thread in the order they were asked for. Any thread may ask.

    A slow voice never keeps a phrase waiting: until its own is ready, the spare one speaks, in a thread of its own.

    `trouble` says what failed first, and the consequence; "" while nothing has failed. `spoke` is set once the first
    phrase is made or has failed: from then on a phrase takes as long as the voice needs for it.
    """

    def __init__(
        self,
        voice: Voice,
        cache_folder: Path | None = None,
        *,
        spare: Voice | None = None,
        pace: float = 1.0,
        memory: int = MEMORY,
    ) -> None:
        """Speak with `voice`, and with `spare` where `voice` fails. Without a folder nothing is kept on disk.

        `pace` multiplies the speed of every phrase.
        """
        self.trouble = ""
        self._pace = pace
        self._voices = [voice] if spare is None else [voice, spare]
        self._strikes = dict.fromkeys(range(len(self._voices)), 0)
        self._cache = None if cache_folder is None else ClipCache(cache_folder)
        self._memory, self._held = memory, 0
        self._changed = threading.Condition()
        self._wanted: dict[Phrase, None] = {}
        self._needed: dict[Phrase, None] = {}
        self._making: Phrase | None = None
        self._ready: OrderedDict[Phrase, Clip] = OrderedDict()
        self._failed: set[Phrase] = set()
        self._fresh = self._closed = False
        self._thread: threading.Thread | None = None
        self._quick = Speaker(spare, cache_folder, pace=pace) if spare is not None and voice.slow else None
        self._stands_in: dict[Phrase, Clip] = {}
        self.spoke: threading.Event = self._quick.spoke if self._quick else threading.Event()

    def ask(self, text: str, language: str, speed: float = 1.0) -> None:
        """Have a phrase made; returns at once. What is ready, in progress or failed is not made again."""
        with self._changed:
            self._want(Phrase(text, language, speed), first=False)
        if self._quick is not None:
            self._quick.ask(text, language, speed)

    def clip(self, text: str, language: str, speed: float = 1.0) -> Clip | None:
        """The phrase, if it is ready. None means that it is made soon, or that it cannot be made.

        It stays the same until `improve` is called: its length has been reckoned with.
        """
        phrase = Phrase(text, language, speed)
        ready = self._own(phrase)
        if self._quick is None or (ready is not None and phrase not in self._stands_in):
            return ready
        if phrase not in self._stands_in and (quick := self._quick.clip(text, language, speed)) is not None:
            self._stands_in[phrase] = quick
        return self._stands_in.get(phrase)

    def improve(self, said: Collection[str]) -> None:
        """What is needed is asked for anew from here on, in its order: what else `clip` was asked for is not made.

        The voice itself speaks what the spare one would have, except for texts that were `said` or begin now.
        """
        with self._changed:
            self._needed.clear()
            self._stands_in = {
                phrase: clip
                for phrase, clip in self._stands_in.items()
                if phrase.text in said or phrase not in self._ready
            }
        if self._quick is not None:
            self._quick.improve(said)

    def _own(self, phrase: Phrase) -> Clip | None:
        with self._changed:
            ready = self._ready.get(phrase)
            if ready is None:
                self._want(phrase, first=True)
            else:
                self._ready.move_to_end(phrase)
            return ready

    def now(self, text: str, language: str, speed: float = 1.0) -> Clip:
        """The phrase by the voice itself, waited for; an empty clip where it cannot be made."""
        phrase = Phrase(text, language, speed)
        clip = self._own(phrase)
        if clip is None:
            self.wait()
            clip = self._own(phrase)
        return Clip(b"") if clip is None else clip

    def news(self) -> bool:
        """Whether a phrase became ready since this was last asked."""
        with self._changed:
            fresh, self._fresh = self._fresh, False
        return (self._quick is not None and self._quick.news()) or fresh

    def wait(self) -> None:
        """Block until everything that was asked for is made or has failed, or this is closed."""
        with self._changed:
            while self._needed or self._wanted or self._making is not None:
                # With a time limit, because without one Windows does not notice ctrl+c.
                self._changed.wait(0.5)

    def close(self) -> None:
        """Stop. Waits a second at most for what is being made; closing twice is fine."""
        with self._changed:
            self._closed = True
            self._needed.clear()
            self._wanted.clear()
            self._changed.notify_all()
            thread = self._thread
        self.spoke.set()
        if self._quick is not None:
            self._quick.close()
        if thread is not None:
            thread.join(_FAREWELL)

    def _want(self, phrase: Phrase, *, first: bool) -> None:
        if self._closed or phrase == self._making or phrase in self._ready or phrase in self._failed:
            return
        (self._needed if first else self._wanted).setdefault(phrase)
        if self._thread is None:
            self._thread = threading.Thread(target=keeping_language(self._work), name="voice", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _work(self) -> None:
        try:
            while (phrase := self._next()) is not None:
                self._keep(phrase, self._made(phrase))
        finally:
            # Also after an error of our own: nothing may wait for a thread that has ended.
            with self._changed:
                if not self._closed:
                    self.trouble = self.trouble or gettext("The voice stopped by a fault of the program.")
                self._closed, self._making = True, None
                self._needed.clear()
                self._wanted.clear()
                self._changed.notify_all()
            self.spoke.set()

    def _next(self) -> Phrase | None:
        with self._changed:
            while not (self._needed or self._wanted or self._closed):
                self._changed.wait()
            if self._closed:
                return None
            self._making = next(iter(self._needed or self._wanted))
            self._needed.pop(self._making, None)
            self._wanted.pop(self._making, None)
            return self._making

    def _made(self, phrase: Phrase) -> Clip | None:
        """The phrase from the first voice that can speak it; None where none can."""
        reason = ""
        for number, voice in enumerate(self._voices):
            if self._strikes[number] >= _STRIKES:
                continue
            try:
                clip = self._spoken(voice, phrase)
            except VoiceFailed as error:
                self._strikes[number] += _STRIKES if isinstance(error, VoiceSilent) else 1
                reason = reason or f"{str(error).removesuffix('.')}."
            else:
                self._strikes[number] = 0
                self._complain(reason, gettext("{voice} speaks instead.").format(voice=voice.name))
                return clip
        self._complain(reason, gettext("What it cannot say is left out."))
        return None

    def _complain(self, reason: str, outcome: str) -> None:
        if reason and not self.trouble:
            self.trouble = f"{reason} {outcome}"

    def _spoken(self, voice: Voice, phrase: Phrase) -> Clip:
        speed = phrase.speed * self._pace
        how = (phrase.text, phrase.language, speed, voice.identity)
        kept = self._cache.get(*how) if self._cache else None
        if kept is not None:
            return kept
        clip = voice.speak(phrase.text, phrase.language, speed)
        if self._cache and clip.data:
            self._cache.put(*how, clip)
        return clip

    def _keep(self, phrase: Phrase, clip: Clip | None) -> None:
        with self._changed:
            self._making = None
            if clip is None:
                self._failed.add(phrase)
            else:
                self._ready[phrase] = clip
                self._held += len(clip.data)
                self._fresh = True
                # The newest stays, however long it is: it is being waited for.
                while self._held > self._memory and len(self._ready) > 1:
                    _, gone = self._ready.popitem(last=False)
                    self._held -= len(gone.data)
            self._changed.notify_all()
        self.spoke.set()
