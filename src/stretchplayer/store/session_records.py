"""What goes into the history and comes out of it; instants are wall-clock seconds."""

from typing import Any, Literal

from msgspec import Struct

from stretchplayer.caps.profile import Profile
from stretchplayer.fitting import Fitting
from stretchplayer.session.snapshot import Snapshot

Over = Literal["finished", "ended"]
"""How a session can be over."""
Standing = Literal["finished", "ended", "unfinished"]
"""How a session stands in the history."""


class _OpenSession(Struct, frozen=True, kw_only=True):
    """What a resume needs: `id` is 32 hexadecimal digits, `text` the bytes of the routine file as played.

    `before` is the stiffness from 0 to 10, or None; `fitting` is what was changed in the routine to fit the minutes
    asked for, or None; `wall` is the wall-clock second of this record.
    """

    id: str
    title: str
    file: str
    digest: str
    text: bytes
    profile: Profile
    wall: float
    before: int | None = None
    fitting: Fitting | None = None


class Beginning(_OpenSession, frozen=True, kw_only=True):
    """A session that starts; with the `snapshot` of its first instant, it can be resumed as soon as it is stored."""

    monotonic: float
    snapshot: Snapshot | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """One row of the journal: what happened (`kind`), at which monotonic second, with details for JSON."""

    kind: str
    at: float
    detail: dict[str, Any] = {}


class Unfinished(_OpenSession, frozen=True, kw_only=True):
    """A session that can be resumed, as of its last report at `wall`.

    `crashed` says that it was not closed; `allowance` is how many seconds beyond its last report are charged for that.
    """

    started: float
    snapshot: Snapshot
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
    """What an import did: `sessions` in the file, of which `added` were new and `updated` had more than the history."""

    sessions: int = 0
    added: int = 0
    updated: int = 0
