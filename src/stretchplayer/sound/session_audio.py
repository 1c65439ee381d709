"""The sound of one session, as soon as there is an output; and what the user should know about it, once."""

from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from stretchplayer.model.routine import Routine, spoken_in
from stretchplayer.session import Session
from stretchplayer.session import events as happened
from stretchplayer.settings import Settings, Talk
from stretchplayer.translation import gettext, keeping_language

if TYPE_CHECKING:
    from stretchplayer.sound.audio_system import AudioSystem
    from stretchplayer.sound.conductor import Conductor

TALKS: Final[tuple[Talk, ...]] = ("off", "names", "full")
"""From the quietest."""


class SessionAudio:
    """A player's listener. Where the routine and the user want different things, the quieter one applies."""

    def __init__(self, audio: "AudioSystem", routine: Routine, text: bytes, *, muted: bool = False) -> None:
        """`text` is what the routine was read from, for the places of problems with its sound files."""
        self._audio, self._routine, self._text = audio, routine, text
        # Now: a thread of its own does not know the language of the app.
        self._language = spoken_in(routine)
        self._conductor: Conductor | None = None
        self._engaging: Thread | None = None
        self._engaged = Event()
        self._messages: list[str] = []
        self._failed = self._found = self._lost = self._troubled = False
        wanted, own = audio.settings.sound, routine.sound
        self.talk: Talk = quieter(routine, audio.settings)
        self.volume = min(100 if own.volume is None else own.volume, wanted.volume)
        self.mute(muted=muted)

    @property
    def audible(self) -> bool:
        """Whether cues are heard; otherwise the bell rings instead."""
        return self._audio.audible

    @property
    def ready(self) -> bool:
        """Whether the first cue and the first words would be heard, or none are to be expected."""
        audio = self._audio
        if self.muted or (audio.opened.is_set() and audio.output is None):
            return True
        if not audio.opened.is_set():
            return False
        self._begin_to_engage()
        spoken = self.talk == "off" or audio.speaker.spoke.is_set()
        return self._engaged.is_set() and audio.timebase.known.is_set() and spoken

    @property
    def lead(self) -> float:
        """Seconds by which to delay the session, so that its first cue is heard."""
        return 0.0 if self.muted else self._audio.lead

    def follow(self, events: tuple[happened.Event, ...], session: Session, now: float, slept: float) -> None:
        """Something happened, or time passed."""
        self._watch()
        if any(isinstance(event, happened.Entered) and event.segment.thermal for event in events):
            # Also while muted: an alarm may have to be heard.
            self._audio.open()
        if self._audio.output is None:
            return
        if self._conductor is not None:
            self._conductor.follow(events, session, now, slept)
        else:
            self._begin_to_engage()
        if self._audio.speaker.trouble and not self._troubled:
            self._troubled = True
            self._messages.append(self._audio.speaker.trouble)

    def introduce(self, session: Session, now: float, *, late: bool) -> float | None:
        """Say what comes before a session begins; returns the seconds until it may begin.

        None where the voice is not ready yet; if it is `late` then, the session begins without.
        """
        if self.muted or self._conductor is None or self._audio.output is None:
            return 0.0
        return self._conductor.introduce(session.plan, now, late=late)

    def time_left(self, seconds: float, now: float) -> None:
        """Say how long it takes until the end."""
        if self._conductor is not None:
            self._conductor.tell_left(seconds, now)

    def tell(self) -> str | None:
        """The next message for the user; None where there is none."""
        return self._messages.pop(0) if self._messages else None

    def mute(self, *, muted: bool) -> None:
        """Be silent except for alarms, or not."""
        self.muted = muted
        if not muted:
            self._audio.open()
        self._audio.turn(self.volume, mute=muted)

    def turn(self, volume: int) -> None:
        """Set the volume, from 0 to 100 per cent."""
        self.volume = max(0, min(100, volume))
        self._audio.turn(self.volume, mute=self.muted)

    def close(self, sound_out: float = 0.0) -> None:
        """Close the device, after at most `sound_out` seconds in which what is placed may still be heard."""
        self._audio.close(0.0 if self.muted else sound_out)

    def speak(self, talk: Talk) -> None:
        """Set how much is spoken."""
        self.talk = talk
        if self._conductor is not None:
            self._conductor.talk = talk

    def _watch(self) -> None:
        """Report once that there is no sound, that it was lost, that it is back."""
        audio = self._audio
        if audio.failure and not self._failed:
            self._failed = True
            if audio.news:
                self._messages.append(gettext("No sound device was found. The terminal's bell rings instead."))
        if self._failed and not self._found and audio.output is not None:
            self._found = True
            self._messages.append(gettext("There is a sound device now."))
        if audio.output is not None and audio.output.lost != self._lost:
            self._lost = audio.output.lost
            gone = gettext("The sound device is gone. The terminal's bell rings instead.")
            self._messages.append(gone if self._lost else gettext("Sound is back."))

    def _begin_to_engage(self) -> None:
        if self._engaging is None:
            self._engaging = Thread(target=keeping_language(self._engage), name="cues", daemon=True)
            self._engaging.start()

    def _engage(self) -> None:
        """Get ready, in a thread of its own: sound files take a while to decode."""
        try:
            self._conductor = self._conducting()
            # It may have been changed meanwhile.
            self._conductor.talk = self.talk
        finally:
            self._engaged.set()

    def _conducting(self) -> "Conductor":
        from stretchplayer.phrases import load
        from stretchplayer.sound.conductor import Conductor, needed_at_once
        from stretchplayer.sound.cues.cue_set import SOUNDED
        from stretchplayer.sound.cues.own_cues import with_own_cues

        audio, routine = self._audio, self._routine
        built_in = audio.cues(routine.sound.cues or audio.settings.sound.cues)
        covered = with_own_cues(built_in, routine, self._text, audio.folders.sounds)
        for name in SOUNDED:
            covered.cues.clip(name)
        self._messages += [str(each) for each in covered.problems]
        phrases = load(self._language)
        for text in needed_at_once(phrases):
            audio.speaker.ask(text, self._language)
        return Conductor(
            audio.mixer,
            audio.timebase,
            covered.cues,
            audio.speaker,
            phrases,
            language=self._language,
            talk=self.talk,
            halfway=routine.sound.halfway is not False,
            known=routine.known,
            brief=routine.brief,
        )


def quieter(routine: Routine, settings: Settings) -> Talk:
    """How much is spoken, where the routine and the user may want different things."""
    return min(routine.sound.voice or "full", settings.sound.voice, key=TALKS.index)
