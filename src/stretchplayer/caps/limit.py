"""What a limit is, and how it reads: what is usual, what binds, and what a grade says about its number."""

from math import inf
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

from stretchplayer import DISCLAIMER
from stretchplayer.model.duration import spoken

MINUTE: Final = 60.0
HOUR: Final = 3600.0
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY
Unit = Literal["s", "reps", "sets", "sessions", "times", "cycles", "0-10", "%", "°C", "ban"]

OURS: Final = "this project's own careful choice"
GRADES: Final = MappingProxyType(
    {
        "A": "the source's abstract or page was read",
        "A2": "read in a secondary summary",
        "B": "well known, from memory",
        "C": f"convention, or {OURS}",
    }
)
LIMITS_DISCLAIMER: Final = (
    "Limits this project chose, near where studies stop finding benefit. No study proves a harm threshold for "
    f"seconds of stretching. {DISCLAIMER}"
)


class Limit(Struct, frozen=True, kw_only=True):
    """One limit: `cap`, in `unit`, always binds; `usual` is the range that bundled routines stay in.

    A value must not exceed the cap, or with `least` must not be below it (a gap between two applications). A cap of
    `inf` binds only where a routine sets a limit of its own. `ruled` adds what the numbers do not say.
    """

    id: str
    what: str
    unit: Unit
    cap: float
    grade: str
    source: str
    usual: tuple[float, float] | None = None
    least: bool = False
    ruled: str = ""

    @property
    def capped(self) -> bool:
        """Whether anything binds by itself."""
        return self.cap < inf

    def stricter(self, value: float) -> bool:
        """Whether `value` binds at least as tightly as the cap."""
        return value >= self.cap if self.least else value <= self.cap


def amount(limit: Limit, value: float) -> str:
    """A value in the limit's unit: "1 min 30 s", "14 days", "43 °C", "8 reps"."""
    if limit.unit == "s":
        return f"{value / DAY:g} days" if value > WEEK else spoken(value)
    return f"{value:g}" if limit.unit == "0-10" else f"{value:g} {limit.unit}"


def usual(limit: Limit) -> str:
    """The range that bundled routines stay in; "" where the limit has none."""
    if limit.usual is None:
        return ""
    low, high = (amount(limit, value) for value in limit.usual)
    return low if low == high else f"{low} to {high}"


def bound(limit: Limit) -> str:
    """What binds always: "at most 1 min", "at least 2 h", "never"."""
    if not limit.capped:
        return "no cap"
    return "never" if limit.unit == "ban" else f"at {'least' if limit.least else 'most'} {amount(limit, limit.cap)}"


def graded(grade: str) -> list[tuple[str, str]]:
    """Each part of a grade such as "A/A2, cap C" with what it says."""
    found = []
    for part in grade.split(", "):
        about, _, letters = part.rpartition(" ")
        meaning = "; or ".join(GRADES[letter] for letter in letters.split("/"))
        found.append((f"{letters} for the {_ABOUT.get(about, about)}" if about else letters, meaning))
    return found


_ABOUT = {"per day": "number per day"}
