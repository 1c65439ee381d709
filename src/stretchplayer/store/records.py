"""The values that go into the store and come out of it; instants are wall-clock seconds since 1970."""

from typing import Any, Literal

from msgspec import Struct

from stretchplayer.caps.profile import Profile
from stretchplayer.fitting import Fitting
from stretchplayer.session.snapshot import Snapshot

Over = Literal["finished", "ended"]
"""How a session can be over."""
Standing = Literal["finished", "ended", "unfinished"]
"""How a session stands in the history."""


class Beginning(Struct, frozen=True, kw_only=True):
    """A session that starts: `id` is 32 hexadecimal digits, `text` the routine file's bytes as they are played.

    `before` is the stiffness from 0 to 10, or None; `monotonic` the monotonic second of the start. With the
    `snapshot` of its first instant, the session can be resumed from the moment it is written down. `fitting` is what
    was changed in the routine to last as long as was asked for, or None.
    """

    id: str
    title: str
    file: str
    digest: str
    text: bytes
    profile: Profile
    wall: float
    monotonic: float
    before: int | None = None
    snapshot: Snapshot | None = None
    fitting: Fitting | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """One row for the journal: what happened (`kind`), at which monotonic second, with a detail for JSON."""

    kind: str
    at: float
    detail: dict[str, Any] = {}


class Unfinished(Struct, frozen=True, kw_only=True):
    """A session to be resumed, as it stood at `wall`, its last sign of life.

    `crashed` says that nobody closed it; `allowance` is how many seconds more than it last reported done
    are charged for that.
    """

    id: str
    title: str
    file: str
    digest: str
    text: bytes
    profile: Profile
    started: float
    wall: float
    snapshot: Snapshot
    before: int | None = None
    fitting: Fitting | None = None
    crashed: bool = False
    allowance: float = 0.0


class Past(Struct, frozen=True, kw_only=True):
    """One session of the history; `seconds` were played, `worked_seconds` of them in work."""

    id: str
    routine: str
    started: float
    ended: float | None
    state: Standing
    seconds: float
    worked_seconds: float
    before: int | None
    after: int | None


class Merged(Struct, frozen=True, kw_only=True):
    """What an import did: `sessions` in the file, of which `added` were new and `updated` knew more than we did."""

    sessions: int = 0
    added: int = 0
    updated: int = 0
