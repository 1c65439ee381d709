"""Says ahead of need: one thread makes the clips, so that whoever plays never waits for a voice."""

import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final

from msgspec import Struct

from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.cache import ClipCache
from stretchplayer.sound.voice.interface import Voice, VoiceFailed, VoiceSilent

MEMORY: Final = 24 * 1024 * 1024
"""Bytes of clips that stay at hand: two minutes of speech."""
_REMEMBERED: Final = 1000
"""Failed phrases that are not tried again."""
_STRIKES: Final = 3
"""Failures in a row after which a voice is not asked any more; one that gave no answer is not asked again."""
_ENDING: Final = 1.0
"""Seconds to wait for the phrase that is being made when it is closed."""


class Phrase(Struct, frozen=True):
    """What is to be said, and how."""

    text: str
    language: str
    speed: float


class Speaker:
    """Clips of phrases, made in one thread in the order they were asked for. Any thread may ask.

    `trouble` says what failed first, and what comes of it; "" while nothing has. It stays as it is.
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
        """Speak with `voice`, and with `spare` what `voice` cannot say. Nothing is kept on disk without a folder.

        `pace` is how fast all of it is spoken; the speed of a phrase counts from there.
        """
        self.trouble = ""
        self._pace = pace
        self._voices = [voice] if spare is None else [voice, spare]
        self._strikes = dict.fromkeys(range(len(self._voices)), 0)
        self._cache = None if cache_folder is None else ClipCache(cache_folder)
        self._memory, self._held = memory, 0
        self._changed = threading.Condition()
        self._wanted: OrderedDict[Phrase, None] = OrderedDict()
        self._making: Phrase | None = None
        self._ready: OrderedDict[Phrase, Clip] = OrderedDict()
        self._failed: OrderedDict[Phrase, None] = OrderedDict()
        self._fresh = self._closed = False
        self._thread: threading.Thread | None = None

    def ask(self, text: str, language: str, speed: float = 1.0) -> None:
        """Have a phrase made; returns at once. What is there, on its way or failed is not made again."""
        with self._changed:
            self._want(Phrase(text, language, speed), first=False)

    def clip(self, text: str, language: str, speed: float = 1.0) -> Clip | None:
        """The phrase, if it is ready. None means: not yet, and it is made next; or that it cannot be made."""
        phrase = Phrase(text, language, speed)
        with self._changed:
            ready = self._ready.get(phrase)
            if ready is None:
                self._want(phrase, first=True)
            else:
                self._ready.move_to_end(phrase)
            return ready

    def now(self, text: str, language: str, speed: float = 1.0) -> Clip:
        """The phrase, waited for; nothing where it cannot be made."""
        clip = self.clip(text, language, speed)
        if clip is None:
            self.wait()
            clip = self.clip(text, language, speed)
        return Clip(b"") if clip is None else clip

    def failed(self, text: str, language: str, speed: float = 1.0) -> bool:
        """Whether the phrase was tried and cannot be made."""
        with self._changed:
            return Phrase(text, language, speed) in self._failed

    def news(self) -> bool:
        """Whether a phrase became ready since this was last asked."""
        with self._changed:
            fresh, self._fresh = self._fresh, False
            return fresh

    def wait(self) -> None:
        """Block until everything that was asked for is made, or has failed, or this was closed."""
        with self._changed:
            while self._wanted or self._making is not None:
                # With a time limit, because without one Windows does not hear ctrl+c.
                self._changed.wait(0.5)

    def close(self) -> None:
        """Make nothing more. Waits a second at most for what is being made; closing twice is fine."""
        with self._changed:
            self._closed = True
            self._wanted.clear()
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join(_ENDING)

    def _want(self, phrase: Phrase, *, first: bool) -> None:
        if self._closed or phrase == self._making or phrase in self._ready or phrase in self._failed:
            return
        self._wanted.setdefault(phrase)
        if first:
            self._wanted.move_to_end(phrase, last=False)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="voice", daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _work(self) -> None:
        try:
            while (phrase := self._next()) is not None:
                self._keep(phrase, self._made(phrase))
        finally:
            # Also after a fault of our own: nobody may wait for a thread that has gone.
            with self._changed:
                if not self._closed:
                    self.trouble = self.trouble or "The voice stopped by a fault of the program."
                self._closed, self._making = True, None
                self._wanted.clear()
                self._changed.notify_all()

    def _next(self) -> Phrase | None:
        with self._changed:
            while not self._wanted and not self._closed:
                self._changed.wait()
            if self._closed:
                return None
            self._making, _ = self._wanted.popitem(last=False)
            return self._making

    def _made(self, phrase: Phrase) -> Clip | None:
        """The phrase from the first voice that can say it; None where none can."""
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
                self._complain(reason, f"{voice.name} speaks instead.")
                return clip
        self._complain(reason, "What it cannot say is left out.")
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
                self._failed[phrase] = None
                while len(self._failed) > _REMEMBERED:
                    self._failed.popitem(last=False)
            else:
                self._ready[phrase] = clip
                self._held += len(clip.data)
                self._fresh = True
                # The newest stays, however long it is: somebody waits for it.
                while self._held > self._memory and len(self._ready) > 1:
                    _, gone = self._ready.popitem(last=False)
                    self._held -= len(gone.data)
            self._changed.notify_all()
