"""Durations as people write them, in seconds or as text with units; and values that hold durations as JSON."""

import math
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final, TypeVar

import msgspec

from stretchplayer.model.number_ranges import BREATH, BREATH_HELD, LONGEST, PAUSE, SPAN, TEMPO, NumberRange

ACCEPTED: Final = 'write seconds (20, 1.5) or text with a unit ("90s", "1m30s", "20m", "1h", "1:30")'
PATTERN: Final = (
    r"^ *(?:(?=[0-9])(?:([0-9]{1,4}) *h(?:rs?|ours?)?)? *(?:([0-9]{1,5}) *m(?:in(?:ute)?s?)?)?"
    r" *(?:([0-9]{1,6}(?:\.[0-9]{1,3})?) *s(?:ec(?:ond)?s?)?)?"
    r"|([0-9]{1,4}):([0-5][0-9])) *(?![\s\S])"
)

VALUE_NAMES: Final[Mapping[str, str]] = {
    "time": "a time of day",
    "date": "a date",
    "datetime": "a date and time",
    "list": "a list",
    "dict": "a table",
}
"""How values of TOML that are no durations are called, by the name of their type."""
_MINUTE: Final = 60
_HUGE: Final = 256
_SHORT: Final = 24
_MATCH: Final = re.compile(PATTERN).match


class Seconds(float):
    """A length of time in seconds, which may be nothing."""

    __slots__ = ()
    bounds: ClassVar[NumberRange] = PAUSE


class Span(Seconds):
    """A length of time that must be more than nothing: a hold, a duration."""

    __slots__ = ()
    bounds = SPAN


class Tempo(Span):
    """Seconds of one repetition."""

    __slots__ = ()
    bounds = TEMPO


class Breath(Span):
    """Seconds of breathing in, or out."""

    __slots__ = ()
    bounds = BREATH


class BreathHold(Seconds):
    """Seconds of holding the breath, which may be nothing."""

    __slots__ = ()
    bounds = BREATH_HELD


Length = TypeVar("Length", bound=Seconds)


def length(value: object, kind: type[Length]) -> Length:
    """Read a duration as written in a file; ValueError says what is wrong and what is accepted."""
    if isinstance(value, str):
        return kind(_bounded(_from_text(value), value, kind.bounds))
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"not a duration: {_name(value)} ({ACCEPTED})"
        raise ValueError(message)  # noqa: TRY004 - one kind of error for all that is not a duration
    return kind(_bounded(value, value, kind.bounds))


def seconds(value: object) -> Seconds:
    """Read a duration that may be nothing."""
    return length(value, Seconds)


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


def _bounded(given: float, written: object, bounds: NumberRange) -> float:
    try:
        number = float(given)
    except OverflowError:
        number = math.inf if given > 0 else -math.inf
    if math.isnan(number) or (math.isinf(number) and isinstance(written, float)):
        message = f"not a duration: {number} ({ACCEPTED})"
        raise ValueError(message)
    if number < 0:
        message = f"negative: {_short(written)} ({ACCEPTED})"
        raise ValueError(message)
    if bounds.take(number):
        return number
    if number > bounds.most:
        message = f"longer than {_in_words(bounds.most)}: {_short(written)}"
    elif number:
        either = "0, or " if bounds.or_zero else ""
        message = f"too short: {_short(written)} (write {either}at least {bounds.least:g})"
    else:
        message = f"must be more than 0 seconds (write at least {bounds.least:g})"
    raise ValueError(message)


def _in_words(limit: float) -> str:
    return "4 hours" if limit == LONGEST else f"{limit:g} seconds"


def _short(written: object) -> str:
    # Python refuses to write out whole numbers of thousands of digits.
    text = "a huge number" if isinstance(written, int) and written.bit_length() > _HUGE else str(written)
    return text if len(text) <= _SHORT else f"{text[:20]}…"


def _name(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return VALUE_NAMES.get(type(value).__name__, repr(value))


def encode(value: object) -> bytes:
    """`value` as JSON on one line."""
    return msgspec.json.encode(value, enc_hook=_plain)


def builtins(value: object) -> Any:  # noqa: ANN401 - JSON is any of its own kinds
    """`value` as dictionaries, lists, texts and plain numbers."""
    return msgspec.to_builtins(value, enc_hook=_plain)


def _plain(value: object) -> float:
    if isinstance(value, Seconds):
        return float(value)
    raise NotImplementedError
