"""What one run of the program works with: folders, clock, settings, store, answers and sound."""

from contextlib import nullcontext
from typing import TYPE_CHECKING

from msgspec import structs

from stretchplayer import settings
from stretchplayer.settings import Loaded, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from contextlib import AbstractContextManager

    from stretchplayer.app.answers import Person
    from stretchplayer.app.listing import Reader
    from stretchplayer.app.remote_control import Requests
    from stretchplayer.app.session_flow import Play
    from stretchplayer.app.what_now import Planned
    from stretchplayer.caps import Plan, Profile
    from stretchplayer.caps.budgets import Budget
    from stretchplayer.caps.profile import Part
    from stretchplayer.clock import Clock
    from stretchplayer.config import Folders
    from stretchplayer.model.routine import Routine
    from stretchplayer.settings import KeyCheck
    from stretchplayer.sound.audio_system import AudioSystem
    from stretchplayer.sound.session_audio import SessionAudio
    from stretchplayer.store import Store

    Remote = Callable[[Requests], AbstractContextManager[object]]


class AppContext:
    """Opens each of these once, when it is first used; knows nothing of a screen.

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
        remote: "Remote | None" = None,
    ) -> None:
        """`mute` holds for this run; without `audio` there is no sound but the bell.

        The user's routines are read by the `reader`, if there is one, so that no file can hold the app up. A face with
        keys of its own sets `key_check` to what finds wrong keys in the settings. `remote` lets others ask a session.
        """
        self.folders, self.clock = folders, clock
        self.muted = mute
        self.reader = reader
        self._remote = remote
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
        """Read the settings again when they are next used, after their file was changed."""
        self._loaded = None

    def choose(self, name: str, value: object) -> None:
        """Change a setting, now and for later. Unreadable where it cannot be saved; it holds now all the same."""
        table, _, key = name.rpartition(".")
        chosen = structs.replace(getattr(self.settings, table), **{key: value}) if table else value
        changed = structs.replace(self.settings, **{table or key: chosen})
        self._loaded = Loaded(settings=changed, problems=self.loaded.problems)
        settings.save_settings(self.folders, {name: value})

    @property
    def store(self) -> "Store":
        """The history, or one that remembers nothing where none can be opened."""
        if self._store is None:
            from stretchplayer.app import active_session

            self._store = active_session.usable_store(self.folders, self.clock.wall())
        return self._store

    def person(self) -> "Person":
        """The saved answers, with what still holds of today's. Unreadable where they cannot be read."""
        from stretchplayer.app import answers

        return answers.person(self.folders, self.clock.wall())

    def profile(self) -> "Profile":
        """The same, without when each was given."""
        return self.person().profile

    def record_today(self, *, new: "Collection[Part]", over: "Collection[Part]") -> None:
        """Save what was just answered to today's questions. Unreadable where that fails."""
        from stretchplayer.app import answers

        answers.record(self.folders, self.clock.wall(), new=new, over=over)

    def save_profile(self, profile: "Profile") -> None:
        """Save the answers. Unreadable where that fails."""
        from stretchplayer.app import answers

        answers.save_profile(profile, self.folders)

    def informed(self, routine: "Routine") -> "Routine":
        """The same routine with what the person knows of it, by the history and the settings."""
        from stretchplayer.app.instructions import informed

        return informed(routine, self.settings.instructions, self.store, self.clock.wall())

    def as_planned(self, how: "Play") -> "Play":
        """The same as the plan of the week has it for today, where `how` asks for that. Raises UserError as it does."""
        if not how.by_plan or not self.folders.plan.exists():
            return how
        from stretchplayer.app.week.week_plan import as_planned

        return as_planned(how, self)

    def planned_today(self) -> "tuple[Planned, ...]":
        """What the plan of the week has for today that was not done. Raises UserError as the store."""
        if not self.folders.plan.exists():
            return ()
        # Imported here: it takes a while, and few have a plan.
        from stretchplayer.app.week.week_plan import planned_today

        return planned_today(self)

    def plan(self, routine: "Routine", profile: "Profile") -> "Plan":
        """What could be played of `routine` now."""
        from stretchplayer.caps import admit

        now = self.clock.wall()
        return admit(self.informed(routine), profile, self.store.ledger(now), now)

    def budgets(self) -> "tuple[Budget, ...]":
        """What each muscle-side has had, against its caps."""
        from stretchplayer.caps.budgets import budgets

        now = self.clock.wall()
        return budgets(self.store.ledger(now), self.profile(), now)

    @property
    def mute(self) -> bool:
        """Whether nothing is to be heard."""
        return self.muted or self.settings.sound.mute

    def open_audio(self) -> "AudioSystem | None":
        """Begin to open the device, unless muted; it takes a moment."""
        if self._audio is None and self._build is not None:
            self._audio = self._build(self.settings)
        if self._audio is not None and not self.mute:
            self._audio.open()
        return self._audio

    def session_audio(self, routine: "Routine", text: bytes) -> "SessionAudio | None":
        """The sound of a session of `routine`, read from `text`."""
        audio = self.open_audio()
        if audio is None:
            return None
        from stretchplayer.sound.session_audio import SessionAudio

        return SessionAudio(audio, routine, text, muted=self.mute)

    def listening(self, requests: "Requests") -> "AbstractContextManager[object]":
        """While it lasts, other terminals and media keys may ask the session that plays."""
        return nullcontext() if self._remote is None else self._remote(requests)

    def close_audio(self, sound_out: float = 0.0) -> None:
        """Close the device, if it is open, after at most `sound_out` seconds in which the last cue may be heard."""
        audio, self._audio = self._audio, None
        if audio is not None:
            audio.close(sound_out)

    def close(self) -> None:
        """Close the device and the store."""
        self.close_audio()
        if self._store is not None:
            self._store.close()
            self._store = None
