"""What one run of the program works with: folders, clock, settings, store, answers and sound."""

from typing import TYPE_CHECKING, Final

from msgspec import structs

from stretchplayer import settings
from stretchplayer.settings import Loaded, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from stretchplayer.app.answers import Person
    from stretchplayer.app.listing import Reader
    from stretchplayer.caps import Plan, Profile
    from stretchplayer.caps.meter import Budget
    from stretchplayer.caps.profile import Part
    from stretchplayer.clock import Clock
    from stretchplayer.config import Folders
    from stretchplayer.model.routine import Routine
    from stretchplayer.settings import KeyCheck
    from stretchplayer.sound.audio_system import AudioSystem
    from stretchplayer.sound.session_audio import SessionAudio
    from stretchplayer.store import Past, Store, Unfinished


PATIENCE: Final = 2.0
"""Seconds to wait for a device before the session begins without it."""


class AppContext:
    """Opens things once, when they are first asked for; nothing here knows of a screen.

    What the first frame does not need is imported where it is used.
    """

    def __init__(
        self,
        folders: "Folders",
        clock: "Clock",
        *,
        mute: bool = False,
        audio: "Callable[[Settings], AudioSystem] | None" = None,
        reader: "Reader | None" = None,
    ) -> None:
        """`mute` is for this once; without `audio` there is no sound but the bell.

        The user's routines are listed by the `reader`, where one is given, so that no file can hold the app up.
        A face with keys of its own sets `key_check` to what can be wrong with those in the settings.
        """
        self.folders, self.clock = folders, clock
        self.muted = mute
        self.reader = reader
        self.key_check: KeyCheck | None = None
        self._build = audio
        self._audio: AudioSystem | None = None
        self._loaded: Loaded | None = None
        self._store: Store | None = None

    @property
    def loaded(self) -> Loaded:
        """The settings as they were read, and what was wrong with them."""
        if self._loaded is None:
            self._loaded = settings.load_settings(self.folders, self.key_check)
        return self._loaded

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.loaded.settings

    def reread(self) -> None:
        """Read the settings anew, after somebody changed their file."""
        self._loaded = None

    def choose(self, name: str, value: object) -> None:
        """Change one setting, now and for later. Unreadable where it cannot be kept; it holds now all the same."""
        *tables, key = name.split(".")
        changed = self.settings
        if tables:
            table = structs.replace(getattr(changed, tables[0]), **{key: value})
            changed = structs.replace(changed, **{tables[0]: table})
        else:
            changed = structs.replace(changed, **{key: value})
        self._loaded = Loaded(settings=changed, problems=self.loaded.problems)
        settings.save_settings(self.folders, {name: value})

    @property
    def store(self) -> "Store":
        """The history, or one that remembers nothing where none can be had."""
        if self._store is None:
            from stretchplayer.app import active_session

            self._store = active_session.remembering(self.folders, self.clock.wall())
        return self._store

    def person(self) -> "Person":
        """The answers that are kept, with what holds of today's. Unreadable where they cannot be read."""
        from stretchplayer.app import answers

        return answers.person(self.folders, self.clock.wall())

    def profile(self) -> "Profile":
        """The same, as the limits go by it."""
        return self.person().profile

    def record_today(self, *, new: "Collection[Part]", over: "Collection[Part]") -> None:
        """Keep what was answered just now to today's questions. Unreadable where it cannot be kept."""
        from stretchplayer.app import answers

        answers.record(self.folders, self.clock.wall(), new=new, over=over)

    def save_profile(self, profile: "Profile") -> None:
        """Keep the answers. Unreadable where they cannot be kept."""
        from stretchplayer.app import answers

        answers.save_profile(profile, self.folders)

    def plan(self, routine: "Routine", profile: "Profile") -> "Plan":
        """What might be played of `routine` now."""
        from stretchplayer.caps import admit

        now = self.clock.wall()
        return admit(routine, profile, self.store.ledger(now), now)

    def unfinished(self) -> "Unfinished | None":
        """The session that can be resumed."""
        return self.store.unfinished()

    def history(self) -> "list[Past]":
        """Every session, the newest last."""
        return list(self.store.history())

    def budgets(self) -> "tuple[Budget, ...]":
        """What each muscle-side has had, against its caps."""
        from stretchplayer.caps.meter import budgets

        now = self.clock.wall()
        return budgets(self.store.ledger(now), self.profile(), now)

    @property
    def mute(self) -> bool:
        """Whether nothing is to be heard."""
        return self.muted or self.settings.sound.mute

    def tune(self) -> "AudioSystem | None":
        """Begin to open the device, if something is to be heard; it takes a moment."""
        if self._audio is None and self._build is not None:
            self._audio = self._build(self.settings)
        if self._audio is not None and not self.mute:
            self._audio.open()
        return self._audio

    def session_audio(self, routine: "Routine", text: bytes) -> "SessionAudio | None":
        """What plays the sound of a session of `routine`, read from `text`; give it `PATIENCE` to get ready."""
        audio = self.tune()
        if audio is None:
            return None
        from stretchplayer.sound.session_audio import SessionAudio

        return SessionAudio(audio, routine, text, muted=self.mute)

    def hush(self, sound_out: float = 0.0) -> None:
        """Close the device, if one is open, after at most `sound_out` seconds in which the last cue may be heard."""
        audio, self._audio = self._audio, None
        if audio is not None:
            audio.close(sound_out)

    def close(self) -> None:
        """Let go of the device and the store."""
        self.hush()
        if self._store is not None:
            self._store.close()
            self._store = None
