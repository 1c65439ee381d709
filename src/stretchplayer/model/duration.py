"""Durations as people write them, in seconds or as text with units; and values that hold durations as JSON."""

import math
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final, Self, TypeVar

import msgspec

from stretchplayer.model.number_ranges import BREATH, BREATH_HELD, LONGEST, PAUSE, REPS, SETS, SPAN, TEMPO, NumberRange

ACCEPTED: Final = 'write seconds (20, 1.5) or text with a unit ("90s", "1m30s", "20m", "1h", "1:30")'
PATTERN: Final = (
    r"^ *(?:(?=[0-9])(?:([0-9]{1,4}) *h(?:rs?|ours?)?)? *(?:([0-9]{1,5}) *m(?:in(?:ute)?s?)?)?"
    r" *(?:([0-9]{1,6}(?:\.[0-9]{1,3})?) *s(?:ec(?:ond)?s?)?)?"
    r"|([0-9]{1,4}):([0-5][0-9])) *(?![\s\S])"
)

_UNIT: Final = "h(?:rs?|ours?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?"
_NUMBER: Final = r"[0-9]{1,6}(?:\.[0-9]{1,3})?"
_TO: Final = r" *(?:-|–|—|to) *"
SPAN_RANGE_PATTERN: Final = rf"^ *({_NUMBER}) *({_UNIT})?{_TO}({_NUMBER}) *({_UNIT}) *(?![\s\S])"
"""Two lengths: `30-60s`, `1 to 2 min`, `30s-1m`."""
_FROM_TO: Final = rf"([0-9]{{1,4}}){_TO}([0-9]{{1,4}})"
COUNT_PATTERN: Final = rf"^ *{_FROM_TO} *(?![\s\S])"
"""Two numbers: `8-10`."""
_THEN: Final = r" *[-–—/] *"
TEMPO_PATTERN: Final = rf"^ *({_NUMBER}){_THEN}({_NUMBER}){_THEN}({_NUMBER})(?:{_THEN}({_NUMBER}))? *(?![\s\S])"
"""Three or four phases of a repetition: `2-0-5-0`, `3/0/5`."""
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
_UNIT_SECONDS: Final = {"h": 3600.0, "m": 60.0, "s": 1.0}
MOST_RAMP: Final = 50
"""The most repetitions for which a file may give a length each."""


class Seconds(float):
    """A length of time in seconds, which may be nothing."""

    __slots__ = ()
    bounds: ClassVar[NumberRange] = PAUSE


class Span(Seconds):
    """A length of time that must be more than nothing: a hold, a duration."""

    __slots__ = ()
    bounds = SPAN


class SpanRange(Span):
    """A length whose upper end may be given as well: the value is the lower end, which is what is played."""

    __slots__ = ("most",)
    most: float

    def __new__(cls, value: float, most: float | None = None) -> Self:
        """A length of `value` seconds, up to `most` seconds if the author allows more."""
        made = super().__new__(cls, value)
        made.most = max(float(value), value if most is None else most)
        return made

    def __eq__(self, other: object) -> bool:
        return float.__eq__(self, other) is True and self.most == getattr(other, "most", self.most)

    __hash__ = float.__hash__


class Held(SpanRange):
    """A hold: the same length each time, or lengths that differ by repetition (`ramp`) or by side.

    The value is what is played, the longest where lengths differ. Without sides of its own, `right` is None and
    `left` holds for both.
    """

    __slots__ = ("left", "ramp", "right")
    left: float
    ramp: tuple[float, ...]
    right: float | None

    def __new__(
        cls, value: float, most: float | None = None, *, ramp: tuple[float, ...] = (), right: float | None = None
    ) -> Self:
        """A hold of `value` seconds, on the left side only where `right` is given."""
        longest = max((*ramp, value, value if right is None else right))
        made = super().__new__(cls, longest, most)
        made.left, made.right, made.ramp = float(value), right, ramp
        return made

    @property
    def varies(self) -> bool:
        """Whether holds differ by repetition or by side."""
        return bool(self.ramp) or self.right is not None

    def includes(self, seconds: float) -> bool:
        """Whether one of its holds lasts so long."""
        return seconds in (*self.ramp, self.right) or (not self.ramp and seconds == self.left)

    def of(self, side: str | None, rep: int) -> float:
        """Seconds of one hold: on `side`, as repetition `rep`, counted from 1."""
        if self.ramp:
            return self.ramp[min(rep, len(self.ramp)) - 1]
        return self.right if side == "right" and self.right is not None else self.left

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and (
            not isinstance(other, Held) or (self.left, self.right, self.ramp) == (other.left, other.right, other.ramp)
        )

    __hash__ = float.__hash__


class Tempo(Span):
    """Seconds of one repetition; `phases` are those of moving out, holding, moving back, holding, where given."""

    __slots__ = ("phases",)
    bounds = TEMPO
    phases: tuple[float, ...]

    def __new__(cls, value: float, phases: tuple[float, ...] = ()) -> Self:
        """A repetition of `value` seconds."""
        made = super().__new__(cls, value)
        made.phases = phases
        return made

    def __eq__(self, other: object) -> bool:
        return float.__eq__(self, other) is True and self.phases == getattr(other, "phases", self.phases)

    __hash__ = float.__hash__


class Count(int):
    """A number of repetitions; the value is the lower end of a range, `most` its upper end."""

    bounds: ClassVar[NumberRange] = REPS
    most: int

    def __new__(cls, value: int, most: int | None = None) -> Self:
        """`value` repetitions, up to `most` if the author allows more."""
        made = super().__new__(cls, value)
        made.most = int(value) if most is None else most
        return made


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


def span_range(value: object) -> SpanRange:
    """Read a length, or the two ends of one; ValueError as for `length`."""
    ends = _ends(value)
    return SpanRange(length(value, Span)) if ends is None else SpanRange(*ends)


def held(value: object) -> Held:
    """Read a hold: a length, a range, a list with one length a repetition, or a table of `left` and `right`."""
    if isinstance(value, list):
        if not 0 < len(value) <= MOST_RAMP:
            message = f"a list of {len(value):,}: write one length a repetition, at most {MOST_RAMP}"
            raise ValueError(message)
        ramp = tuple(float(length(each, Span)) for each in value)
        return Held(ramp[0], ramp=ramp)
    if isinstance(value, dict):
        if value.keys() != {"left", "right"}:
            message = "not a hold: a table (write { left = 45, right = 30 }, with both sides)"
            raise ValueError(message)
        return Held(length(value["left"], Span), right=float(length(value["right"], Span)))
    ends = _ends(value)
    return Held(length(value, Span)) if ends is None else Held(*ends)


def tempo(value: object) -> Tempo:
    """Read the seconds of one repetition, or its phases; ValueError as for `length`."""
    found = re.match(TEMPO_PATTERN, value) if isinstance(value, str) else None
    if found is None:
        if isinstance(value, str) and not _MATCH(value) and (meant := phases_meant(value.strip())):
            message = f'not a tempo: "{_short(value)}" (write seconds, or phases: "{meant}")'
            raise ValueError(message)
        return length(value, Tempo)
    phases = tuple(float(phase or 0) for phase in found.groups())
    return Tempo(_bounded(sum(phases), value, TEMPO), phases)


class SetCount(Count):
    """A number of sets."""

    bounds = SETS


Number = TypeVar("Number", bound=Count)


def count(value: object, kind: type[Number]) -> Number:
    """Read a number of repetitions or sets, or the two ends of one; ValueError says what is wrong."""
    bounds = kind.bounds
    found = re.match(COUNT_PATTERN, value) if isinstance(value, str) else None
    ends = tuple(map(int, found.groups())) if found else (value, value)
    least, most = ends
    if isinstance(least, bool) or not isinstance(least, int) or not isinstance(most, int):
        bare = value.strip() if isinstance(value, str) else ""
        if isinstance(value, float) and value.is_integer() and bounds.take(value):
            bare = f"{value:.0f}"
        hint = f" (write {bare})" if re.fullmatch(r"[1-9][0-9]{0,3}", bare) else f" (write {count_meant(bare)})"
        message = f"not a whole number: {_shown(value)}{hint}"
        raise ValueError(message)  # noqa: TRY004 - one kind of error for all that is not a number of repetitions
    if not (bounds.take(least) and bounds.take(most)):
        message = f"{_short(value)} is out of range, {bounds.least:g} to {bounds.most:g} is allowed"
        raise ValueError(message)
    if most < least:
        message = f'the wrong way round: "{_short(value)}" (write "{most}-{least}")'
        raise ValueError(message)
    return kind(least, most)


def _ends(value: object) -> tuple[float, float] | None:
    """The two ends of a length written as a range; None for anything else."""
    found = re.match(SPAN_RANGE_PATTERN, value) if isinstance(value, str) else None
    if found is None:
        return None
    low, unit, high, last = found.groups()
    least = _bounded(float(low) * _UNIT_SECONDS[(unit or last)[0]], value, SPAN)
    most = _bounded(float(high) * _UNIT_SECONDS[last[0]], value, SPAN)
    if most < least:
        message = f'the wrong way round: "{_short(value)}" (write the shorter time first)'
        raise ValueError(message)
    return least, most


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
    if re.fullmatch(COUNT_PATTERN, bare):
        return f'text without a unit: "{_short(bare)}" (write "{_short(bare)} s")'
    meant = length_meant(bare)
    accepted = f'write "{meant}"' if meant else ACCEPTED
    return f'not a duration: "{_short(text)}" ({accepted})'


_AMOUNT: Final = re.compile(rf"({_NUMBER})((?:{_TO}){_NUMBER})? *({_UNIT}|″|'')(?![a-z])", re.IGNORECASE)


def length_meant(text: str) -> str:
    """How the only length in a text is written here: `30 s` for `up to 30 Sec.`; empty where there is not just one."""
    if found := re.fullmatch(r"([0-9]{1,4}) *m[a-z]* *([0-9]{1,2})", text, re.IGNORECASE):
        return f"{found[1]} min {found[2]} s"
    found = _AMOUNT.search(text)
    if found is None or re.search("[0-9½¼¾-]", text[: found.start()] + text[found.end() :]):
        return ""
    # A range that is not taken here: its lower end.
    length = float(found[1]) * _UNIT_SECONDS.get(found[3][0].casefold(), 1.0)
    return f"{length / _MINUTE:g} min" if length % _MINUTE == 0 else f"{length:g} s"


def phases_meant(text: str) -> str:
    """The phases of a tempo that is written without its dashes, or as moving out and back only."""
    if re.fullmatch(r"[0-9]{4}", text):
        return "-".join(text)
    if not re.fullmatch(rf"{_NUMBER}(?:[^0-9]{{1,8}}{_NUMBER}){{1,3}}[^0-9]{{0,8}}", text):
        return ""
    out, *others = re.findall(_NUMBER, text)
    return "-".join((out, *others) if others[1:] else (out, "0", *others))


def count_meant(text: str) -> str:
    """How the number of repetitions in a text is written here; an example where there is none."""
    numbers = re.findall("[0-9]{1,4}", text)
    if re.fullmatch(r"[0-9]{1,4} *[x×*] *[0-9]{1,4}", text):
        return f"sets = {numbers[0]} and reps = {numbers[1]}"
    if len(numbers) > 1 and (found := re.search(_FROM_TO, text)):
        return f'"{found[1]}-{found[2]}"'
    return numbers[0] if len(numbers) == 1 else '10, or "8-10"'


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


def _shown(value: object) -> str:
    return f'"{_short(value)}"' if isinstance(value, str) else _short(_name(value))


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
    if isinstance(value, Count):
        return int(value)
    raise NotImplementedError
