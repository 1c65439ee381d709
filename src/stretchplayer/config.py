"""The folders in use: where bundled and own routines, settings, history and locks are."""

from pathlib import Path
from typing import NamedTuple

import platformdirs

from stretchplayer.file_access import bundled_routines

_NAME = "stretchplayer"


class Folders(NamedTuple):
    """Every folder the program reads or writes; none need exist."""

    config: Path
    data: Path
    state: Path
    cache: Path
    bundled: Path

    @property
    def routines(self) -> Path:
        """The user's own routines."""
        return self.config / "routines"

    @property
    def settings(self) -> Path:
        """What the user has set."""
        return self.config / "config.toml"

    @property
    def sounds(self) -> Path:
        """The user's own sounds, for cues."""
        return self.config / "sounds"

    @property
    def spoken(self) -> Path:
        """Phrases that were spoken once."""
        return self.cache / "voice"

    @property
    def plan(self) -> Path:
        """The plan of the week."""
        return self.config / "plan.toml"

    @property
    def reminded(self) -> Path:
        """Which reminders were shown, and when."""
        return self.state / "reminders.json"

    @property
    def schemas(self) -> Path:
        """Where a routine's `#:schema ../schema/…` line points to."""
        return self.config / "schema"

    @property
    def drafts(self) -> Path:
        """Changes to routines that were not saved yet."""
        return self.state / "drafts"

    @property
    def reports(self) -> Path:
        """Reports of faults that ended the program."""
        return self.state / "reports"

    @property
    def profile(self) -> Path:
        """The answers that are kept."""
        return self.data / "profile.json"

    @property
    def today(self) -> Path:
        """What was answered to today's questions, and when."""
        return self.data / "today.json"


def folders() -> Folders:
    """The folders of this user on this machine, as the platform has them."""
    return Folders(
        config=Path(platformdirs.user_config_dir(_NAME, appauthor=False)),
        data=Path(platformdirs.user_data_dir(_NAME, appauthor=False)),
        state=Path(platformdirs.user_state_dir(_NAME, appauthor=False)),
        cache=Path(platformdirs.user_cache_dir(_NAME, appauthor=False)),
        bundled=bundled_routines(),
    )
