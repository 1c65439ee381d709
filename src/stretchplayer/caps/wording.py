"""The limits in words: what is usual, what binds, and what a grade says of the number beside it."""

from stretchplayer.caps.limits import GRADES, Limit
from stretchplayer.model.duration import spoken


def amount(limit: Limit, value: float) -> str:
    """A value in the limit's unit: "1 min 30 s", "43 °C", "8 reps"."""
    if limit.unit == "s":
        return spoken(value)
    return f"{value:g}" if limit.unit == "0-10" else f"{value:g} {limit.unit}"


def usual(limit: Limit) -> str:
    """The range that bundled routines stay in; "" where the limit has none."""
    if limit.usual is None:
        return ""
    low, high = (amount(limit, value) for value in limit.usual)
    return low if low == high else f"{low} to {high}"


def bound(limit: Limit) -> str:
    """What binds always: "at most 1 min", "at least 2 h", "never"."""
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
