"""What can be said to a session, as imperative verbs."""

from msgspec import Struct

from stretchplayer.caps.profile import TooMuchWord


class Command(Struct, frozen=True, tag=True):
    """Anything a session understands."""


class Advance(Command, frozen=True):
    """Let time come up to now: everything that fell due happens, in order."""


class Pause(Command, frozen=True):
    """Let go and stop the clock; `gap` says that time was lost (a lid closed, a machine asleep)."""

    gap: bool = False


class Resume(Command, frozen=True):
    """Get ready, then go on with the remainder."""


class Skip(Command, frozen=True):
    """Bank what was done and go to the next segment, or past the whole step."""

    step: bool = False


class Back(Command, frozen=True):
    """Start this piece of work again, or the one before when it has only just begun."""


class Extend(Command, frozen=True):
    """Make the running segment longer by `seconds`, or shorter if they are negative."""

    seconds: float = 10.0


class TooMuch(Command, frozen=True):
    """End the step at once; the word may follow in a second `TooMuch`."""

    word: TooMuchWord | None = None


class Confirm(Command, frozen=True):
    """Yes: barrier in place, skin looked at, pack off, read, ready."""


class Stop(Command, frozen=True):
    """End the session here; what was done stays."""
