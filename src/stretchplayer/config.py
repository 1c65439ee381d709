"""The folders in use: where bundled and own routines, settings, history and locks are."""

import errno
import os
from pathlib import Path

import platformdirs
from msgspec import Struct

from stretchplayer.files import only_a_file

_PACKAGE = Path(__file__).parent


def bundled_routines() -> Path:
    """The folder of the bundled routines, the same for a wheel, an editable install and a checkout."""
    installed = _PACKAGE / "routines"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "routines"


_NAME = "stretchplayer"


class Folders(Struct, frozen=True, kw_only=True):
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
    def sounds(self) -> Path:
        """The user's own sounds, for cues."""
        return self.config / "sounds"

    @property
    def spoken(self) -> Path:
        """Phrases that were spoken once."""
        return self.cache / "voice"

    @property
    def schemas(self) -> Path:
        """Where a routine's `#:schema ../schema/…` line points to."""
        return self.config / "schema"

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


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` at `path` whole or not at all; the file before it is never half gone. Raises OSError.

    A link goes on pointing to its file; what is no file stays as it is. What is `private` is nobody else's to read.
    """
    try:
        path = path.resolve()
    except RuntimeError as error:
        # How Python says it up to 3.12, for a link that leads back to itself.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    only_a_file(path)
    # Imported here: most commands write nothing, and it brings random numbers and hashes along.
    import tempfile

    path.parent.mkdir(mode=0o700 if private else 0o777, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o600 if private else path.stat().st_mode if path.exists() else 0o644)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
