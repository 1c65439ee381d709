"""What is read out of a list: exercises with their numbers, rounds, remarks; and how numbers and times are written."""

import re
from typing import Final, Literal

from msgspec import Struct

from stretchplayer.editing.importing.other_languages import in_english

Sides = Literal["each", "alternate", "left", "right"]


class Amount(Struct, frozen=True):
    """One number or a range, `low` to `high`; seconds where it is a length of time."""

    low: float
    high: float | None = None

    def times(self, factor: float) -> "Amount":
        """All of it, several times as much."""
        return Amount(self.low * factor, None if self.high is None else self.high * factor)

    @property
    def written(self) -> str:
        """The number or range as a file gives it, without a unit: `30`, `15-30`."""
        return f"{self.low:g}" if self.high is None else f"{self.low:g}-{self.high:g}"


class Dose(Struct):
    """The numbers of one line; `time` are seconds of which the line does not say that they are held.

    `count` stands with a `time`: how many times it is done, in one or several sets. `ways` is whether it is done in
    two directions, `bare_each` whether the line says "each" and not of what. `often` are the words that say how
    often a day or week, `unread` the numbers that nothing explains, `twice` what is said twice, `again` what is
    said twice alike. `left` and `right` are holds that differ by side, `holds` those that differ by repetition.
    `against` are words that forbid, except or put off: nothing of it is played then. `manner` are words for how all
    of it is done.
    """

    hold: Amount | None = None
    time: Amount | None = None
    reps: Amount | None = None
    sets: Amount | None = None
    count: Amount | None = None
    rest: Amount | None = None
    contract: Amount | None = None
    tempo: str | None = None
    sides: Sides | None = None
    first: Literal["left", "right"] | None = None
    ways: bool = False
    bare_each: bool = False
    holds: tuple[float, ...] = ()
    left: float | None = None
    right: float | None = None
    often: list[str] = []
    unread: list[str] = []
    twice: list[str] = []
    again: list[str] = []
    against: list[str] = []
    manner: list[str] = []

    @property
    def numbers(self) -> bool:
        """Whether there is any number in it that a step can have."""
        parts = (self.hold, self.time, self.reps, self.sets, self.count, self.rest, self.contract, self.tempo)
        return any(part is not None for part in parts) or bool(self.holds) or self.left is not None

    @property
    def held(self) -> bool:
        """Whether something is held, or its length is said."""
        return self.hold is not None or self.time is not None or bool(self.holds) or self.left is not None

    def join(self, other: "Dose") -> None:
        """Take in what another part of the same line says; what both say differently is noted as said `twice`."""
        for key in ("hold", "time", "reps", "sets", "count", "rest", "contract", "tempo", "sides", "left", "right"):
            mine, theirs = getattr(self, key), getattr(other, key)
            if mine is None:
                setattr(self, key, theirs)
            elif theirs is not None and theirs != mine:
                self.twice.append(key)
        self.holds = self.holds or other.holds
        self.first = self.first or other.first
        self.ways = self.ways or other.ways
        self.bare_each = self.bare_each or other.bare_each
        self.often += other.often
        self.unread += other.unread
        self.twice += other.twice
        self.against += other.against
        self.manner += other.manner


MOST_ENTRIES: Final = 500
"""More exercises than this are no routine that anybody follows."""


class Entry(Struct):
    """One exercise as a list gives it.

    `line` is the original, or its part of a line that has several, which is the `whole` then; `name` the words without
    numbers, `how` what else is said about how it is done.
    `kind` and `muscles` are what the list itself says about them. `once` is whether its length is all the time there
    is, as in an interval timer. `leads` is whether the list says that it is done before everything else. `asks` are
    questions that its reader has already.
    """

    line: str
    name: str
    dose: Dose
    how: str = ""
    kind: str | None = None
    muscles: tuple[str, ...] = ()
    once: bool = False
    leads: bool = False
    asks: list[str] = []
    whole: str = ""


class Note(Struct):
    """A line that is no exercise: kept as a remark; with `asks`, one that somebody has to decide about.

    `general` is whether it forbids something for the whole list.
    """

    line: str
    asks: list[str] = []
    general: bool = False


class Medicine(Struct):
    """A line that names a medicine; not even its words are taken over. `number` counts from 1."""

    number: int


class Rounds(Struct):
    """Exercises that are done several times in a row, with a rest between two rounds."""

    name: str
    repeat: int
    parts: "list[Part]"
    rest: Amount | None = None


Part = Entry | Note | Medicine | Rounds


def entries_of(parts: "list[Part]") -> list[Entry]:
    """All exercises among these, those in rounds as well, in their order."""
    found: list[Entry] = []
    for part in parts:
        if isinstance(part, Entry):
            found.append(part)
        elif isinstance(part, Rounds):
            found += entries_of(part.parts)
    return found


_FRACTIONS: Final = {"½": ".5", "¼": ".25", "¾": ".75"}
_MARKS: Final = str.maketrans({
    **dict.fromkeys("\u00d7\u2715\u2716", "x"),  # signs for times
    **dict.fromkeys("\u2013\u2014\u2212\u2011\u2012", "-"),  # dashes and minus
    **dict.fromkeys("\u2019\u2018\u2032\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u2033", '"'),
    **dict.fromkeys("\u00a0\u2009\u202f\t", " "),
})  # fmt: skip
_NUMBER_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50,
    "sixty": 60, "ninety": 90,
    "a half": 0.5, "half a": 0.5, "half": 0.5, "zwei": 2, "drei": 3, "vier": 4, "zehn": 10,
}  # fmt: skip
_GERMAN: Final = {"ein": 1, "zwei": 2, "drei": 3, "vier": 4}
_WORD: Final = "|".join(sorted(map(re.escape, _NUMBER_WORDS), key=len, reverse=True))
_COUNTED: Final = (
    r"(?:x\b|times?\b|sets?\b|reps?\b|repetitions?\b|sec|min|hours?\b|counts?\b|mal\b|rounds?\b|breaths?\b|sekunden"
    r"|minuten|days?\b)"
)
_INCHES: Final = re.compile(r"\b(?:off|inch|inches|high|higher|apart|above|lift|raise)\b", re.IGNORECASE)

NUMBER: Final = r"(?<![\w.,/])\d{1,4}(?:[.,]\d{1,2})?(?!\d)"
RANGE: Final = rf"{NUMBER}(?:\s*(?:-|to|bis|or|oder|up to)\s*\d{{1,4}}(?:[.,]\d{{1,2}})?(?!\d))?"
SECONDS: Final = r"(?:seconds?|secs?\.?|sekunden?|sek\.?|s\b|\"|'')"
MINUTES: Final = r"(?:minutes?|mins?\.?|minuten?|'(?!'))"
HOURS: Final = r"(?:hours?|hrs?|h\b|stunden?)"
TIME: Final = (
    rf"(?:(?<![\d:])\d{{1,2}}:[0-5]\d(?::[0-5]\d)?(?![\d:])|{NUMBER}\s*m(?:in)?\s*\d{{1,2}}\s*s(?:ec)?\b"
    rf"|{RANGE}(?:\s*-?\s*)(?:{SECONDS}|{MINUTES}|{HOURS})(?:\s*each\b(?!\s+(?:side|leg|foot|arm|hand)))?)"
)
_SOME: Final = re.compile(r"\d+(?:[.,]\d+)?")
_MIXED: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*m(?:in)?\s*(\d+)\s*s(?:ec)?")


def evened(text: str) -> str:
    """Text with one way of writing marks, fractions and counted words: "½ min" as "0.5 min", "twice" as "2 times"."""
    even = in_english(text.translate(_MARKS))
    for clock, put in _CLOCKS:
        even = clock.sub(put, even)
    even = _COMPOUND.sub(lambda found: f"{_NUMBER_WORDS[found[1].lower()] + _NUMBER_WORDS[found[2].lower()]:g}", even)
    for mark, decimal in _FRACTIONS.items():
        even = re.sub(rf"(?<=\d)\s?{mark}", decimal, even).replace(mark, f"0{decimal}")
    if _INCHES.search(even):
        even = re.sub(r'(?<=\d)"', " inches", even)
    for pattern, put in _EVENED:
        even = pattern.sub(put, even)
    even = _COUNTED_WORD.sub(lambda found: _digits(found[1]), even)
    even = _TO_WORD.sub(lambda found: f"-{_digits(found[1])}", even)
    even = _OF_WORD.sub(lambda found: f"{found[1]} {found[2]} {_digits(found[3])}", even)
    even = _TIMES_GERMAN.sub(lambda found: f"{_GERMAN[found[1].lower()]} mal", even)
    even = re.sub(r"(?<=\d)\s?[xX]\s?(?=\d)", " x ", even)
    return re.sub(r"(?<=\b[xX])(?=\d)", " ", even)


_CLOCKS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), put)
    for pattern, put in (
        # One way of writing minutes and seconds: 1'30", 1m30, 1 min 30 s, PT1M30S.
        (r"\bPT(\d{1,2})M([0-5]\d)S\b", r"\1:\2"),
        (r"\bPT(\d{1,2})M(\d)S\b", r"\1:0\2"),
        (r"\bPT(\d{1,3})M\b", r"\1 min"),
        (r"\bPT(\d{1,5})S\b", r"\1 s"),
        (r"(?<![\d.,:/])(\d{1,2})'\s?([0-5]\d)(?:\"|''|\s?s(?:ec(?:s|onds)?)?\b)?(?![\d'\"])", r"\1:\2"),
        (r"(?<![\d.,:/-])(\d{1,2})\s?m(?:in)?([0-5]\d)(?:\s?s(?:ecs?)?)?\b(?![.,/]\d)", r"\1:\2"),
        (
            r"(?<![\d.,:/-])(\d{1,2})\s?(?:mins?|minutes?)\.?,?\s*(?:and\s+)?([0-5]\d)\s?(?:s|secs?|seconds?)\b",
            r"\1:\2",
        ),
        (r"(?<![\d.,:/-])(\d{1,2})\s?(?:mins?|minutes?)\.?,?\s*(?:and\s+)?(\d)\s?(?:s|secs?|seconds?)\b", r"\1:0\2"),
        (r"(?<![\d.,:/-])(\d{1,2})[\s-]+1/2\s*(?=min|hour|h\b)", r"\1.5 "),
        (r"\b(?:a|one|1)\s+min(?:ute)?\s+and\s+a\s+half\b", "1.5 min"),
        (r"\b(?:two|2)\s+min(?:ute)?s?\s+and\s+a\s+half\b", "2.5 min"),
        (r"\btwo and a half\b", "2.5"),
        (r"(?<!times )(?<!x )(?<!per )(?<!of )(?<!half )\ba\s+minute\b(?!\s+(?:or|and)\b|')", "1 min"),
        (r"\b(?:between|zwischen)\s+(\d+)\s+(?:and|und)\s+(\d+)(?=\s*(?:s|m|h|x|times|reps|wdh))", r"\1-\2"),
    )
)
_EVENED: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), put)
    for pattern, put in (
        (r"\bfigure[\s-]*(?:of[\s-]*)?4\b", "figure four"),
        (r"\bb/l\b", "bilateral"),
        (r"\bea\.?(?=\s+(?:side|leg|foot|arm|hand|way|direction)\b)", "each"),
        (r"\b1/2\s*(?=min|hour|h\b)", "0.5 "),
        (r"\bone and a half\b", "1.5"),
        (r"\btwice\b", "2 times"),
        (r"\bthrice\b", "3 times"),
        (r"\bonce\b(?! (?:you|it|the|pain|a day|daily|every|per))", "1 time"),
    )
)
_COMPOUND: Final = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|ninety)[\s-]+(one|two|three|four|five|six|seven|eight|nine)\b", re.IGNORECASE
)
_COUNTED_WORD: Final = re.compile(
    rf"\b({_WORD})\b(?=(?:\s*(?:-|to|or)\s*(?:\d+|{_WORD}))?[\s-]*(?:slow\s+)?{_COUNTED})", re.IGNORECASE
)
_TO_WORD: Final = re.compile(rf"(?<=\d)\s*(?:-|to|or)\s*({_WORD})\b", re.IGNORECASE)
_OF_WORD: Final = re.compile(rf"\b(count|sets?|counts)\s+(of|to)\s+({_WORD})\b", re.IGNORECASE)
_TIMES_GERMAN: Final = re.compile(r"\b(ein|zwei|drei|vier)mal\b", re.IGNORECASE)


def _digits(word: str) -> str:
    return f"{_NUMBER_WORDS[word.lower()]:g}"


def numbers_in(text: str) -> tuple[float, ...]:
    """Every number in a text, in its order; a comma may stand for the point."""
    return tuple(float(each.replace(",", ".")) for each in _SOME.findall(text))


def amount_in(text: str) -> Amount:
    """The number or range in a text that has one."""
    numbers = numbers_in(text)
    low, high = numbers[0], numbers[1] if len(numbers) > 1 else None
    return Amount(low, high if high is not None and high > low else None)


def time_in(text: str) -> Amount:
    """The length of time, in seconds, in a text that `TIME` fits."""
    text = text.strip().lower()
    if ":" in text:
        parts = [int(each) for each in text.split(":")]
        return Amount(float(sum(part * 60**place for place, part in enumerate(reversed(parts)))))
    if mixed := _MIXED.fullmatch(text):
        minutes, seconds = numbers_in(mixed[0])
        return Amount(minutes * 60 + seconds)
    if re.search(rf"\d\s*-?\s*{HOURS}", text):
        return amount_in(text).times(3600)
    return amount_in(text).times(60 if re.search(rf"\d\s*-?\s*{MINUTES}", text) else 1)


def seconds_of(text: str) -> Amount | None:
    """A length of time that is all of a text: "30 s", "1:30", "½ min"; None for anything else."""
    found = re.fullmatch(TIME, evened(text).strip(), re.IGNORECASE)
    return time_in(found[0]) if found else None


def amount_of(text: str) -> Amount | None:
    """A bare number or range that is all of a text: "10", "8-12", "2,5"; None for anything else."""
    even = evened(text).strip()
    return amount_in(even) if re.fullmatch(RANGE, even, re.IGNORECASE) else None


_LOOSE_END: Final = re.compile(
    r"(?:\s*(?:[,;:.\-=/&+@]|\b(?:and|or|for|to|at|of|a|about|repeat|hold|do|then|by|per|x|up|each|with|on|halten|je|pro"
    r"|the|least|once)\b))+\s*$",
    re.IGNORECASE,
)
_LOOSE_START: Final = re.compile(
    r"^(?:\s*(?:[,;:.\-=/&+]|\b(?:and|then|do|repeat|for|x|each|hold)\b))+\s*", re.IGNORECASE
)


def tidy(text: str) -> str:
    """Words without what taking numbers out of them left behind: empty brackets, doubled marks, loose ends."""
    text = re.sub(r"\(\s*[,;:\s-]*\)", " ", text)
    text = re.sub(r"\s*(?:[,;]\s*)+", ", ", text)
    text = re.sub(r"([:\-])\s*,", r"\1", text)
    text = re.sub(r",\s*([)\]:.])", r"\1", text)
    text = re.sub(r"([(\[])\s*,\s*", r"\1", text)
    text = " ".join(text.split())
    text = _LOOSE_START.sub("", _LOOSE_END.sub("", text))
    if text.count("(") != text.count(")"):
        text = text.replace("(", ", ").replace(")", "")
    return text.strip(" ,;:-")


_MEDICINE: Final = re.compile(
    r"\b(\d+(?:[.,]\d+)? ?(?:mg|mcg|µg)|tablets?|tabletten?|pills?|capsules?|medications?|medicines?|medikamente?"
    r"|pain ?killers?|pain relief|schmerzmittel|muscle relaxants?|anti-?inflammator(?:y|ies)"
    r"|(?:apply|rub in)\b.{0,40}\b(?:gel|cream|ointment|patch)"
    r"|(?:gel|cream|ointment|patch)\s+(?:once|twice|daily|\d+ times?|\d+ ?x))\b",
    re.IGNORECASE,
)
"""By the words around a dose: no medicine is known here by its name."""


def names_medicine(line: str) -> bool:
    """Whether a line speaks of a medicine or of a dose of one."""
    return _MEDICINE.search(line) is not None
