"""Reads the numbers of a line as a physiotherapist writes it: holds, repetitions, sets, sides, rests; and what is left.

Only what stands there is taken. A number that nothing explains is kept as `unread`.
"""

import re
from collections.abc import Callable
from typing import Final, Literal

from msgspec import Struct

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
    two directions. `often` are the words that say how often a day or week, `unread` the numbers that nothing explains.
    `left` and `right` are holds that differ by side, `holds` those that differ by repetition.
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
    both: bool = False
    ways: bool = False
    holds: tuple[float, ...] = ()
    left: float | None = None
    right: float | None = None
    often: list[str] = []
    unread: list[str] = []
    twice: list[str] = []

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
        self.both = self.both or other.both
        self.ways = self.ways or other.ways
        self.often += other.often
        self.unread += other.unread
        self.twice += other.twice


_FRACTIONS: Final = {"½": ".5", "¼": ".25", "¾": ".75"}
_MARKS: Final = str.maketrans(
    {"×": "x", "✕": "x", "✖": "x", "–": "-", "—": "-", "−": "-", "‑": "-", "‒": "-", "’": "'", "‘": "'", "“": '"',
     "”": '"', "„": '"', "″": '"', "′": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " "}
)  # fmt: skip
_NUMBER_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60,
    "a half": 0.5, "half a": 0.5, "half": 0.5, "a": 1, "zwei": 2, "drei": 3, "vier": 4, "zehn": 10,
}  # fmt: skip
_WORDED: Final = "|".join(sorted((re.escape(word) for word in _NUMBER_WORDS if word != "a"), key=len, reverse=True))
_COUNTED: Final = (
    r"(?:x\b|times?\b|sets?\b|reps?\b|repetitions?\b|sec|min|hours?\b|counts?\b|mal\b|rounds?\b|breaths?\b|sekunden|minuten"
    r"|days?\b)"
)
_N: Final = r"(?<![\w.,/])\d{1,6}(?:[.,]\d{1,2})?"
_R: Final = rf"{_N}(?:\s*(?:-|to|bis|or|oder|up to)\s*\d{{1,6}}(?:[.,]\d{{1,2}})?)?"
_SEC: Final = r"(?:seconds?|secs?\.?|sekunden?|sek\.?|s\b|\"|'')"
_MIN: Final = r"(?:minutes?|mins?\.?|minuten?|')"
_HOUR: Final = r"(?:hours?|hrs?|h\b|stunden?)"
_TIME: Final = (
    rf"(?:(?<![\d:])\d{{1,2}}:[0-5]\d(?::[0-5]\d)?(?![\d:])|{_N}\s*m(?:in)?\s*\d{{1,2}}\s*s(?:ec)?\b"
    rf"|{_R}(?:\s*-?\s*)(?:{_SEC}|{_MIN}|{_HOUR})(?:\s*each\b(?!\s+(?:side|leg|foot|arm|hand)))?)"
)
_NO_UNIT: Final = rf"(?![\d.,]*\d)(?!\s*(?:{_SEC}|{_MIN}|m\b|metres?\b|meters?\b|kgs?\b|lbs?\b|steps?\b|cm\b|%|°|(?:deep\s+|slow\s+)*breaths?\b))"
_MANY: Final = (
    r"(?:reps?\b\.?|repetitions?\b|wiederholungen\b|wdh\b\.?|times\b|time\b(?!\s*(?:a|per)\b)|mal\b|x\b|lifts\b|goes\b)"
)
_SOFT: Final = r"(?:\s*(?:for|about|approx\.?|around|at|least|a|slow|count|of|up|to|the|it|this|that|position|stretch|each|pose|max|maximum|then|in|there|:|-|=))*\s*"  # noqa: E501
_DAY: Final = r"(?:day|week|d|wk|tag|woche|month|hour|session|night|morning)\b"
_LIMB: Final = r"(?:sides?|legs?|foot|feet|arms?|hands?|knees?|hips?|shoulders?|wrists?|ankles?|elbows?|ears?|heels?|calf|bein|seite|arm|fuß|fuss)"

_Taken = Callable[[Dose, "re.Match[str]"], None]


def read_dose(text: str) -> tuple[Dose, str]:
    """The numbers of a line, and the words that are left when they are taken away."""
    dose = Dose()
    left = _evened(text)
    for pattern, take in _RULES:

        def used(found: "re.Match[str]", take: _Taken = take) -> str:
            take(dose, found)
            return " , "

        left = pattern.sub(used, left)
    for found in _LOOSE.finditer(left):
        unit = _OTHER_UNIT.match(left, found.end())
        if unit is None:
            dose.unread.append(found[0].strip())
    return dose, tidy(left)


def sides_of(text: str) -> Dose:
    """The sides that a cell or a note speaks of, as part of a dose."""
    dose = Dose()
    even = f" {_evened(text)} "
    for pattern, take in _SIDE_RULES:
        found = pattern.search(even)
        if found:
            take(dose, found)
            break
    return dose


def seconds_of(text: str) -> Amount | None:
    """A length of time that is all of a text: "30 s", "1:30", "½ min"; None for anything else."""
    even = _evened(text).strip()
    found = re.fullmatch(_TIME, even, re.IGNORECASE)
    return _time(found[0]) if found else None


def amount_of(text: str) -> Amount | None:
    """A bare number or range that is all of a text: "10", "8-12", "2,5"; None for anything else."""
    even = _evened(text).strip()
    return _amount(even) if re.fullmatch(_R, even, re.IGNORECASE) else None


def tidy(text: str) -> str:
    """Words without what taking numbers out of them left behind: empty brackets, doubled marks, loose ends."""
    text = re.sub(r"\(\s*[,;:\s-]*\)", " ", text)
    text = re.sub(r"\s*(?:[,;]\s*)+", ", ", text)
    text = re.sub(r"([:\-])\s*,", r"\1", text)
    text = re.sub(r",\s*([)\]:.])", r"\1", text)
    text = re.sub(r"([(\[])\s*,\s*", r"\1", text)
    text = re.sub(r"\s+", " ", text)
    loose = r"(?:\s*(?:[,;:.\-=/&+@]|\b(?:and|or|for|to|at|of|a|about|repeat|hold|do|then|by|per|x|up|each|with|on|halten|je|pro|the|least|once)\b))+\s*$"
    text = re.sub(loose, "", text, flags=re.IGNORECASE)
    text = re.sub(
        r"^(?:\s*(?:[,;:.\-=/&+]|\b(?:and|then|do|repeat|for|x|each|hold)\b))+\s*", "", text, flags=re.IGNORECASE
    )
    if text.count("(") != text.count(")"):
        text = text.replace("(", ", ").replace(")", "")
    return text.strip(" ,;:-")


def _evened(text: str) -> str:
    """Text with one way of writing marks, fractions and counted words."""
    even = text.translate(_MARKS)
    for mark, decimal in _FRACTIONS.items():
        even = re.sub(rf"(?<=\d)\s?{mark}", decimal, even).replace(mark, f"0{decimal}")
    even = re.sub(r"\bfigure[\s-]*(?:of[\s-]*)?4\b", "figure four", even, flags=re.IGNORECASE)
    even = re.sub(r"\bb/l\b", "bilateral", even, flags=re.IGNORECASE)
    even = re.sub(r"\b1/2\s*(?=min|hour|h\b)", "0.5 ", even)
    even = re.sub(r"\bone and a half\b", "1.5", even, flags=re.IGNORECASE)
    even = re.sub(r"\btwice\b", "2 times", even, flags=re.IGNORECASE)
    even = re.sub(r"\bthrice\b", "3 times", even, flags=re.IGNORECASE)
    even = re.sub(r"\bonce\b(?! (?:you|it|the|pain|a day|daily|every|per))", "1 time", even, flags=re.IGNORECASE)
    even = re.sub(
        r"\b(ein|zwei|drei|vier)mal\b", lambda found: f"{_GERMAN[found[1].lower()]} mal", even, flags=re.IGNORECASE
    )
    even = re.sub(
        rf"\b({_WORDED})\b(?=(?:\s*(?:-|to|or)\s*(?:\d+|{_WORDED}))?[\s-]*(?:slow\s+)?{_COUNTED})",
        _digits,
        even,
        flags=re.IGNORECASE,
    )
    even = re.sub(
        rf"(?<=\d)\s*(?:-|to|or)\s*({_WORDED})\b",
        lambda found: f"-{_NUMBER_WORDS[found[1].lower()]}",
        even,
        flags=re.IGNORECASE,
    )
    even = re.sub(
        rf"\b(count|sets?|counts)\s+(of|to)\s+({_WORDED})\b",
        lambda f: f"{f[1]} {f[2]} {_NUMBER_WORDS[f[3].lower()]}",
        even,
        flags=re.IGNORECASE,
    )
    even = re.sub(r"(?<=\d)\s?[xX]\s?(?=\d)", " x ", even)
    return re.sub(r"(?<=\b[xX])(?=\d)", " ", even)


_GERMAN: Final = {"ein": 1, "zwei": 2, "drei": 3, "vier": 4}


def _digits(found: "re.Match[str]") -> str:
    return f"{_NUMBER_WORDS[found[1].lower()]:g}"


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _amount(text: str) -> Amount:
    numbers = [_number(each) for each in re.findall(r"\d+(?:[.,]\d+)?", text)]
    low, high = numbers[0], numbers[1] if len(numbers) > 1 else None
    return Amount(low, high if high is not None and high > low else None)


def _time(text: str) -> Amount:
    """A length of time in seconds, as `_TIME` finds it."""
    text = text.strip().lower()
    if ":" in text:
        parts = [int(each) for each in text.split(":")]
        return Amount(float(sum(part * 60**place for place, part in enumerate(reversed(parts)))))
    mixed = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*m(?:in)?\s*(\d+)\s*s(?:ec)?", text)
    if mixed:
        return Amount(_number(mixed[1]) * 60 + _number(mixed[2]))
    factor = (
        3600.0
        if re.search(rf"\d\s*-?\s*{_HOUR}", text)
        else 60.0
        if re.search(rf"\d\s*-?\s*{_MIN}(?!')", text)
        else 1.0
    )
    return _amount(text).times(factor)


def _put(dose: Dose, key: str, value: object) -> None:
    """Set what is not set yet; another value for it is noted."""
    mine = getattr(dose, key)
    if mine is None:
        setattr(dose, key, value)
    elif mine != value:
        dose.twice.append(key)


def _often(dose: Dose, found: "re.Match[str]") -> None:
    dose.often.append(found[0].strip(" ,;()"))


def _rest(dose: Dose, found: "re.Match[str]") -> None:
    _put(dose, "rest", _time(found["time"]))


def _breaths(dose: Dose, found: "re.Match[str]") -> None:
    dose.unread.append(" ".join(found["n"].split()))


def _tempo(dose: Dose, found: "re.Match[str]") -> None:
    out, back = found["out"], found["back"]
    dose.tempo = f"{out}-{found['stay'] or 0}-{back}"


def _tempo_written(dose: Dose, found: "re.Match[str]") -> None:
    dose.tempo = re.sub(r"\s", "", found[1]).replace("/", "-")


def _holds(dose: Dose, found: "re.Match[str]") -> None:
    dose.holds = tuple(_number(each) for each in re.findall(r"\d+(?:[.,]\d+)?", found[0]))


def _by_side(dose: Dose, found: "re.Match[str]") -> None:
    first, second = _time(found["one"]).low, _time(found["two"]).low
    left = found["first"].lower().startswith("l")
    dose.left, dose.right = (first, second) if left else (second, first)
    _put(dose, "sides", "each")


def _sets_reps_time(dose: Dose, found: "re.Match[str]") -> None:
    _put(dose, "sets", _amount(found["sets"]))
    _put(dose, "reps", _amount(found["reps"]))
    _put(dose, "hold", _time(found["time"]))


def _count_time(dose: Dose, found: "re.Match[str]") -> None:
    _put(dose, "count", _amount(found["count"]))
    key = "hold" if "hold" in found[0].lower() else "time"
    _put(dose, key, _time(found["time"]))


def _sets_reps(dose: Dose, found: "re.Match[str]") -> None:
    _put(dose, "sets", _amount(found["sets"]))
    _put(dose, "reps", _amount(found["reps"]))


def _key(key: str, read: Callable[[str], Amount] = _amount) -> _Taken:
    def take(dose: Dose, found: "re.Match[str]") -> None:
        _put(dose, key, read(found["n"]))

    return take


def _held(dose: Dose, found: "re.Match[str]") -> None:
    text = found["n"]
    _put(dose, "hold", _time(text) if re.fullmatch(_TIME, text.strip(), re.IGNORECASE) else _amount(text))


def _side(side: Sides) -> _Taken:
    def take(dose: Dose, found: "re.Match[str]") -> None:
        del found
        if dose.sides is None or (dose.sides == "each" and side == "alternate"):
            dose.sides = side
        elif {dose.sides, side} == {"left", "right"}:
            dose.sides = "each"

    return take


def _both(dose: Dose, found: "re.Match[str]") -> None:
    del found
    dose.both = True


def _ways(dose: Dose, found: "re.Match[str]") -> None:
    del found
    dose.ways = True


def _compiled(rules: list[tuple[str, _Taken]]) -> tuple[tuple["re.Pattern[str]", _Taken], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), take) for pattern, take in rules)


_SIDE_WORDS: Final[list[tuple[str, _Taken]]] = [
    (
        rf"\(?\b(?:with\s+|using\s+)?alternat(?:e|ing|ely)\b(?:\s+{_LIMB})?\)?|\bin turn\b|\babwechselnd\b",
        _side("alternate"),
    ),
    (
        rf"(?:\b(?:on|for|with|to|per|in)\s+|\bthe\s+)*\b(?:each|every|per|either)\s+(?:{_LIMB})\b(?:\s+in front)?"
        rf"|/\s*{_LIMB}\b|\b(?:je|pro)\s+(?:{_LIMB})\b|\b(?:then\s+)?(?:repeat\s+)?(?:on\s+|with\s+)?the other\s+(?:{_LIMB})(?:\s+too)?"
        rf"|\bother\s+(?:{_LIMB})\s+too\b|\bthen\s+(?:switch|swap|change)\s+(?:{_LIMB})|\b(?:switch|swap|change)\s+(?:sides|legs|arms|to the other {_LIMB})\b"
        r"|\bl\s*(?:\+|&|/|and)\s*r\b|\br\s*(?:\+|&|/|and)\s*l\b|\bleft and right\b|\bright and left\b|\bbilat(?:eral(?:ly)?)?\b",
        _side("each"),
    ),
    (
        r"\b(?:on\s+)?both sides\b|\bon both\s+(?:legs|arms|feet)\b|\bboth\s+(?:legs|arms)\s+in turn\b|\bbeide seiten\b|\bbeidseitig\b",
        _side("each"),
    ),
    (rf"\bboth\s+(?:{_LIMB})\b(?!\s+(?:to|together|bent))", _both),
    (
        rf"\b(?:on\s+|with\s+)?(?:the\s+)?(?:left|links|linke[sr]?)(?:\s+(?:{_LIMB}))?(?:\s+(?:only|one only|one))?\b",
        _side("left"),
    ),
    (
        rf"\b(?:on\s+|with\s+)?(?:the\s+)?(?:right|rechts|rechte[sr]?)(?:\s+(?:{_LIMB}))?(?:\s+(?:only|one only|one))?\b(?!\s*(?:angle|way|down|up))",
        _side("right"),
    ),
    (rf"(?<![\w'])L(?:\.|t\b)?(?:\s+(?:{_LIMB}))?(?:\s+only)?(?![\w'.])", _side("left")),
    (rf"(?<![\w'])R(?:\.|t\b)?(?:\s+(?:{_LIMB}))?(?:\s+only)?(?![\w'.])", _side("right")),
    (r"\b(?:each|both|either)\s+(?:ways?|directions?)\b|\bin (?:each|both) directions?\b", _ways),
]
_SIDE_RULES: Final = _compiled(
    [*_SIDE_WORDS, (r"^\s*(?:both|beide|bilateral)\s*$", _side("each")), (r"^\s*each\s*$", _side("each"))]
)
_SIDE_AFTER: Final = rf"(?=\s*(?:on\s+|with\s+|for\s+)?(?:(?:each|every|per|either|both|je|pro)\s+(?:{_LIMB}|way|direction)|l\s*[+&/]\s*r\b|/\s*{_LIMB}))"

_RULES: Final = _compiled(
    [
        # How often a day or week: before everything, because it counts as well.
        (
            rf"\(?\b(?:(?:do|repeat|all|aim for|at least)\s+)*(?:x\s*)?{_R}\s*(?:x|times?|mal)?\s*(?:-\s*)?(?:\s*(?:a|per|each|every|pro|am|in a)\s+|\s*/\s*){_DAY}\)?",
            _often,
        ),
        (
            rf"\bx\s*{_R}\s*/\s*{_DAY}|\b{_R}\s*(?:x|times?|mal)?\s*(?:daily|weekly|täglich|taglich|wöchentlich|am tag)\b",
            _often,
        ),
        (rf"\b{_R}\s*days?\s*(?:/|a|per)\s*(?:week|wk)\b|\b{_R}\s*days?\b(?!\w)", _often),
        (
            rf"\b(?:for|every|over|after|during|in)\s+{_R}\s*(?:hours?|days?|weeks?|months?|wochen|tage)\b|\b{_R}\s*(?:weeks?|months?)\b",
            _often,
        ),
        (
            r"\b(?:once|1 time)\s+(?:a|per|every)\s+(?:day|week)\b|\b(?:once|1 time)\s+(?:daily|weekly)\b|\b(?:every|each)\s+(?:other\s+)?(?:day|morning|evening|night|hour|week)\b|\bdaily\b|\btäglich\b",
            _often,
        ),  # noqa: E501
        # Breaths are no seconds, and no repetitions.
        (rf"(?:\b(?:hold|stay|for)\s+)*(?P<n>{_R}\s*(?:deep\s+|slow\s+|long\s+)*breaths?\b)", _breaths),
        # Rests, before holds: "relax 5 seconds between".
        (
            rf"\b(?:and\s+|then\s+|with\s+)*(?:rest(?:ing)?|relax|pause|break|recovery|recover|pausieren)\b{_SOFT}(?P<time>{_TIME})(?:\s*(?:in\s+)?between(?:\s+(?:each\s+)?(?:sets?|reps?|repetitions|holds|them|rounds|stretches|exercises))?)?",
            _rest,
        ),
        (
            rf"(?P<time>{_TIME})\s*(?:of\s+)?(?:rest|pause|break|recovery)\b(?:\s*(?:in\s+)?between(?:\s+(?:each\s+)?(?:sets?|reps?|them|rounds))?)?",
            _rest,
        ),
        (rf"(?P<time>{_TIME})\s*(?:in\s+)?between(?:\s+(?:each\s+)?(?:sets?|reps?|them|holds))?", _rest),
        # Tempo.
        (
            r"\b(?:up|lift|rise|raise|out)\b[^\d,;]{0,24}?(?P<out>\d{1,2})(?:\s*(?:s|sec|secs|seconds))?\s*,?\s*(?:(?:and\s+)?hold\b[^\d,;]{0,12}(?P<stay>\d{1,2})(?:\s*(?:s|sec|secs|seconds))?\s*,?\s*)?(?:and\s+)?(?:down|lower|back)\b[^\d,;]{0,24}?(?P<back>\d{1,2})(?:\s*(?:s|sec|secs|seconds)\b)?",
            _tempo,
        ),
        (r"\btempo\s*:?\s*(\d{1,2}\s*[-/]\s*\d{1,2}\s*[-/]\s*\d{1,2}(?:\s*[-/]\s*\d{1,2})?)", _tempo_written),
        # Holds that differ.
        (rf"(?:\bfirst\s+)?{_N}(?:\s*{_SEC})?(?:\s*,?\s*then\s+{_N}(?:\s*{_SEC})?)+", _holds),
        (
            rf"\b(?P<first>left|right|l|r)\b\s*:?\s*(?P<one>{_TIME})\s*[,;/]?\s*(?:and\s+)?\b(?:left|right|l|r)\b\s*:?\s*(?P<two>{_TIME})",
            _by_side,
        ),
        # Push, then stretch.
        (rf"\b(?:push|contract|tense)\w*\b[^\d,;.]{{0,30}}(?P<n>{_TIME})", _key("contract", _time)),
        # Several numbers that belong together.
        (
            rf"(?P<sets>{_R})\s*(?:x|sets? of|sets?\s*x)\s*(?P<reps>{_R})\s*x\s*(?:hold\s*)?(?P<time>{_TIME})",
            _sets_reps_time,
        ),
        (
            rf"(?P<count>{_R})\s*(?:x|sets?\s*(?:of|x|,)?|times|reps of|repetitions of)\s*(?:for\s+)?(?:holds? (?:for |of )?)?(?P<time>{_TIME})(?:\s*(?:-\s*)?holds?\b)?",
            _count_time,
        ),
        (
            rf"(?P<time>{_TIME})\s*(?:holds?\s*)?x\s*(?P<count>{_R})(?!\s*(?:x|sets?\b))(?:\s*(?:reps?|times)\b)?",
            _count_time,
        ),
        (
            rf"(?P<sets>{_R})\s*(?:x|sets?\s*(?:of|x|,|:)?|saetze|sätze)\s*(?P<reps>{_R}){_NO_UNIT}(?:\s*{_MANY})?",
            _sets_reps,
        ),
        (rf"(?P<reps>{_R})\s*(?:reps?|repetitions|times)\s*(?:x|,|for|in)\s*(?P<sets>{_R})\s*sets?\b", _sets_reps),
        # Holds.
        (
            rf"\b(?:hold(?:ing)?|held|halten|stay|keep)\b{_SOFT}(?P<n>{_TIME}|{_R}(?=\s*(?:counts?\b|,|;|\.|$|\s-|x|and|then)))(?:\s*counts?\b)?(?:\s*(?:each|holds?)\b)?",
            _held,
        ),
        (rf"(?P<n>{_TIME})\s*-?\s*(?:holds?|halten|hold each)\b", _held),
        (rf"\b(?:for\s+|to\s+)?(?:a\s+)?(?:slow\s+)?counts?\s+(?:of|to)\s+(?P<n>{_R})", _held),
        (rf"(?P<n>{_R})\s*(?:-\s*)?counts?\b", _held),
        # Counts.
        (rf"(?P<n>{_R})\s*(?:sets?|rounds?|sätze)\b", _key("sets")),
        (rf"\b(?:sets?)\s*[:=]\s*(?P<n>{_R})", _key("sets")),
        (
            rf"\b(?:reps?|repetitions?|repeats?|wiederholungen)\s*[:=x]?\s*(?:for\s+)?(?P<n>{_R}){_NO_UNIT}(?:\s*{_MANY})?",
            _key("reps"),
        ),
        (
            rf"(?:\b(?:repeat|do|perform|up to|aim for|for|try each one)\s+)*(?P<n>{_R})\s*(?:slow\s+)?{_MANY}(?:\s*in a row)?",
            _key("reps"),
        ),
        (rf"(?<!\w)x\s*(?P<n>{_R}){_NO_UNIT}", _key("reps")),
        (rf"(?P<n>{_TIME})", _key("time", _time)),
        (rf"(?:\b(?:repeat|do|up to)\s+)*(?P<n>{_R}){_SIDE_AFTER}", _key("reps")),
        *_SIDE_WORDS,
        # A bare number: "10 slow bridges", "Mini-squats - 5".
        (rf"^\s*(?P<n>{_R})(?=\s+(?!kg|lb|mm|cm|m\b|g\b|%|°|deg)[^\W\d])", _key("reps")),
        (
            rf"(?<!\bexercise )(?<!\blevel )(?<!\bstage )(?<!\bphase )(?<!\bpage )(?<!\bpart )(?<!\bstep )(?<!\bnumber )(?<!\bno )(?<!\bweek )(?<!\bday )(?P<n>{_R})(?=\s*(?:$|[,;)]|\.\s|\.$|\(slow))",
            _key("reps"),
        ),  # noqa: E501
    ]
)
_LOOSE: Final = re.compile(r"(?<![\w/.,])\d[\d.,]*(?![\w/])|(?<![\w/])\d+(?:[.,]\d+)?\s?m\b")
_OTHER_UNIT: Final = re.compile(
    r"\s*(?:kgs?|lbs?|pounds?|kilos?|cm|mm|inch(?:es)?|in\.|°|degrees?|%|g\b|litres?|ml|metres?|meters?|feet|steps?)",
    re.IGNORECASE,
)
