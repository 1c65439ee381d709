"""Durations as people write them: seconds, or text with units."""

import math
import re
from typing import Final

ACCEPTED: Final = 'write seconds (20, 1.5) or text with a unit ("90s", "1m30s", "20m", "1h", "1:30")'
PATTERN: Final = (
    r"^ *(?:(?=[0-9])(?:([0-9]{1,4}) *h)? *(?:([0-9]{1,5}) *m(?:in)?)? *(?:([0-9]{1,6}(?:\.[0-9]{1,3})?) *s)?"
    r"|([0-9]{1,4}):([0-5][0-9])) *(?![\s\S])"
)
LONGEST: Final = 4 * 3600.0
"""No routine may last longer than this, so no part of it may either; in seconds."""

_MINUTE: Final = 60
_HUGE: Final = 256
_SHORT: Final = 24
_MATCH: Final = re.compile(PATTERN).match


class Seconds(float):
    """A length of time in seconds, never negative, never longer than `LONGEST`."""

    __slots__ = ()


class Span(Seconds):
    """A length of time that must be more than nothing: a hold, a duration."""

    __slots__ = ()


def seconds(value: object) -> Seconds:
    """Read a duration as written in a file; ValueError says what is wrong and what is accepted."""
    if isinstance(value, str):
        return Seconds(_bounded(_from_text(value), value))
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"not a duration: {_name(value)} ({ACCEPTED})"
        raise ValueError(message)  # noqa: TRY004 - one kind of error for all that is not a duration
    return Seconds(_bounded(value, value))


def span(value: object) -> Span:
    """Read a duration that must be more than 0."""
    length = seconds(value)
    if not length:
        message = "must be more than 0 seconds"
        raise ValueError(message)
    return Span(length)


def spoken(length: float) -> str:
    """Short text for a length in seconds: `45 s`, `1 min 30 s`, `2 h 5 min`."""
    if length < _MINUTE and length != round(length):
        return f"{length:.3g} s"
    total = round(length)
    hours, minutes, rest = total // 3600, total % 3600 // 60, total % 60
    parts = [f"{hours} h"] if hours else []
    if minutes:
        parts.append(f"{minutes} min")
    if (rest and not hours) or not parts:
        parts.append(f"{rest} s")
    return " ".join(parts)


def _from_text(text: str) -> float:
    found = _MATCH(text)
    if found is None:
        message = _complaint(text)
        raise ValueError(message)
    hours, minutes, secs, clock_minutes, clock_seconds = found.groups()
    if clock_minutes is not None:
        return int(clock_minutes) * 60 + int(clock_seconds)
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(secs or 0)


def _complaint(text: str) -> str:
    bare = text.strip()
    if re.fullmatch(r"[0-9]{1,8}(\.[0-9]{1,8})?", bare):
        number = f"{float(bare):.12g}"
        return f'text without a unit: "{bare}" (write {number} or "{number}s")'
    if re.match(r"- *[0-9]", bare):
        return f'negative: "{_short(bare)}" ({ACCEPTED})'
    return f'not a duration: "{_short(text)}" ({ACCEPTED})'


def _bounded(length: float, written: object) -> float:
    try:
        number = float(length)
    except OverflowError:
        number = math.inf if length > 0 else -math.inf
    if math.isnan(number) or (math.isinf(number) and isinstance(written, float)):
        message = f"not a duration: {number} ({ACCEPTED})"
        raise ValueError(message)
    if number < 0:
        message = f"negative: {_short(written)} ({ACCEPTED})"
        raise ValueError(message)
    if number > LONGEST:
        message = f"longer than 4 hours: {_short(written)}"
        raise ValueError(message)
    return number


def _short(written: object) -> str:
    # Python refuses to write out whole numbers of thousands of digits.
    text = "a huge number" if isinstance(written, int) and written.bit_length() > _HUGE else str(written)
    return text if len(text) <= _SHORT else f"{text[:20]}…"


def _name(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    kind = {
        "time": "a time of day",
        "date": "a date",
        "datetime": "a date and time",
        "list": "a list",
        "dict": "a table",
    }
    return kind.get(type(value).__name__, repr(value))
