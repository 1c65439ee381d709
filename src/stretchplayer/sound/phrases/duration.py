"""Lengths of time as they are said aloud."""

from typing import Final

from msgspec import Struct

_MINUTE: Final = 60
_HOUR: Final = 3600
_MANY: Final = 10
"""Seconds after a minute from which on the bare number is understood: "one minute 30"."""
_TWO: Final = 2


class Units(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The units of a language, and how two of them are joined.

    `and_more` joins `whole` with the bare `count` of what follows, or with all of the `rest`; `and_few` is for a rest
    that needs its unit. `point` parts whole numbers from tenths; in some languages less than two is `single`.
    """

    second: str
    seconds: str
    minute: str
    minutes: str
    hour: str
    hours: str
    and_more: str
    and_few: str
    point: str
    single_below_two: bool


def number(count: float, units: Units) -> str:
    """A number to a tenth, with the tenth left away where there is none."""
    return f"{round(count, 1):.1f}".removesuffix(".0").replace(".", units.point)


def duration(length: float, units: Units) -> str:
    """A length in seconds, in words: "20 seconds", "one minute 30", "one hour 5 minutes"."""
    if round(length, 1) < _MINUTE:
        return _seconds(round(max(0.0, length), 1), units)
    total = round(length)
    if total < _HOUR:
        whole, rest = divmod(total, _MINUTE)
        return _joined(_minutes(whole, units), rest, _seconds(rest, units), units)
    whole, rest = divmod(round(total / _MINUTE), _MINUTE)
    hours = units.hour if whole == 1 else units.hours.format(count=whole)
    return units.and_few.format(whole=hours, rest=_minutes(rest, units)) if rest else hours


def _joined(whole: str, count: int, rest: str, units: Units) -> str:
    if not count:
        return whole
    pattern = units.and_more if count >= _MANY else units.and_few
    return pattern.format(whole=whole, count=count, rest=rest)


def _minutes(count: int, units: Units) -> str:
    return units.minute if count == 1 else units.minutes.format(count=count)


def _seconds(count: float, units: Units) -> str:
    if count == 1:
        return units.second
    single = units.single_below_two and count < _TWO
    # Only the number is put in place of "one": "1,5 seconde".
    noun = units.second.split(" ", 1)[1] if single else units.seconds.format(count="").strip()
    return f"{number(count, units)} {noun}"
