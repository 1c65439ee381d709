"""What happened in a session, as past participles; `at` is the monotonic second it happened."""

from msgspec import Struct

from stretchplayer.caps.ledger import Strain
from stretchplayer.caps.meter import Run
from stretchplayer.model.routine import CueName
from stretchplayer.timeline import Segment


class Event(Struct, frozen=True, kw_only=True, tag=True):
    """Anything that happened."""

    at: float


class Entered(Event, frozen=True):
    """A segment began; it is to last `seconds` in all, of which `done` were done before."""

    segment: Segment
    seconds: float
    done: float = 0.0


class Left(Event, frozen=True):
    """A segment is over, or interrupted by a pause, after `done` of its seconds."""

    segment: Segment
    done: float


class Charged(Event, frozen=True):
    """A run was charged: in full when it begins, for what was done when it is settled."""

    run: Run


class Cued(Event, frozen=True):
    """A cue fell due, with the words that belong to it."""

    cue: CueName
    text: str


class Paused(Event, frozen=True):
    """The clock stopped; with `exposed`, heat or cold works on until it is taken off."""

    exposed: bool = False
    gap: bool = False


class Resumed(Event, frozen=True):
    """The clock runs again."""


class Confirmed(Event, frozen=True):
    """A question was answered with yes."""


class Extended(Event, frozen=True):
    """The running segment now lasts `seconds` in all."""

    segment: Segment
    seconds: float


class Trimmed(Event, frozen=True):
    """A segment is played shorter than planned, because of what was done meanwhile."""

    segment: Segment
    asked: float
    allowed: float
    limit: str
    reason: str


class Withheld(Event, frozen=True):
    """Work is left out because of what was done meanwhile; possible again from the wall-clock second `until`."""

    segment: Segment
    limit: str
    reason: str
    until: float | None = None


class Strained(Event, frozen=True):
    """The user said "too much": these muscle-sides rest."""

    strains: tuple[Strain, ...]


class TookBack(Event, frozen=True):
    """A "too much" was pressed by mistake: these strains are taken back."""

    strains: tuple[Strain, ...]


class WordAsked(Event, frozen=True):
    """After "too much", the user is asked what it was."""


class RedFlagged(Event, frozen=True):
    """The word is a warning sign: it ends the session, or all heat and cold, and the user sees when to get help."""

    word: str


class Alarmed(Event, frozen=True):
    """There was no answer; `look` if a look at the skin is awaited, `ended` if heat or cold was ended for it."""

    look: bool = False
    ended: bool = False


class Overran(Event, frozen=True):
    """Heat or cold is over, but not confirmed as taken off: it counts on until it is."""

    segment: Segment


class Finished(Event, frozen=True):
    """The last segment is over."""


class Ended(Event, frozen=True):
    """The session was ended before its end."""


class Refused(Event, frozen=True):
    """A command changed nothing, for a reason."""

    command: str
    reason: str
