"""The rules by which the numbers of a line are read, in their order, and what each does with what it has found.

What one has read is taken away before the next: "3 times a day" before "3 times", "3 x 30 s" before "30 s".
"""

import re
from collections.abc import Callable
from typing import Final

from stretchplayer.editing.importing.exercises import (
    NUMBER,
    RANGE,
    SECONDS,
    TIME,
    Amount,
    Dose,
    Sides,
    amount_in,
    numbers_in,
    time_in,
)
from stretchplayer.editing.importing.unclear import LIMB, MANY, NO_UNIT, UNCLEAR

_Found = re.Match[str]
Taken = Callable[[Dose, _Found], None]
Rules = tuple[tuple[re.Pattern[str], Taken], ...]
"""Patterns, each with what puts into a dose what it has found."""
_Rule = tuple[str, Taken]


def _put(dose: Dose, key: str, value: object) -> None:
    """Set what is not set yet; that it is said again is noted."""
    mine = getattr(dose, key)
    if mine is None:
        setattr(dose, key, value)
    else:
        (dose.again if mine == value else dose.twice).append(key)


def _key(key: str, read: Callable[[str], Amount] = amount_in) -> Taken:
    return lambda dose, found: _put(dose, key, read(found["n"]))


def _often(dose: Dose, found: _Found) -> None:
    said = found[0].strip(" ,;()")
    if _NOT_HOW_OFTEN.search(said) and numbers_in(said)[0] > (_OFTEN_A_DAY if "hour" not in said.lower() else 0):
        # "10 every hour", "10 x daily": how often, or how many?
        dose.unread.append(said)
        return
    dose.often.append(said)


def _unclear(dose: Dose, found: _Found) -> None:
    dose.unread.append(" ".join(found["n"].split()))


def _tempo(dose: Dose, found: _Found) -> None:
    dose.tempo = f"{found['out']}-{found['stay'] or 0}-{found['back']}"


def _tempo_written(dose: Dose, found: _Found) -> None:
    dose.tempo = re.sub(r"\s", "", found["n"]).replace("/", "-")


def _holds(dose: Dose, found: _Found) -> None:
    dose.holds = numbers_in(found[0])


def _by_side(dose: Dose, found: _Found) -> None:
    first, second = time_in(found["one"]).low, time_in(found["two"]).low
    left = found["first"].lower().startswith("l")
    dose.left, dose.right = (first, second) if left else (second, first)
    _put(dose, "sides", "each")


def _sets_reps(dose: Dose, found: _Found) -> None:
    many = amount_in(found["sets"]).low
    if many > max(amount_in(found["reps"]).low, _MOST_SETS) and not re.search("s[eaä]", found[0], re.IGNORECASE):
        # "30 x 3" is rather three times 30, whatever these are.
        dose.unread.append(" ".join(found[0].split()))
    _put(dose, "sets", amount_in(found["sets"]))
    _put(dose, "reps", amount_in(found["reps"]))
    if "time" in found.re.groupindex:
        _put(dose, "hold", time_in(found["time"]))


def _count_time(dose: Dose, found: _Found) -> None:
    _put(dose, "count", amount_in(found["count"]))
    _put(dose, "hold" if "hold" in found[0].lower() else "time", time_in(found["time"]))


def _held(dose: Dose, found: _Found) -> None:
    text = found["n"]
    _put(dose, "hold", (time_in if re.fullmatch(TIME, text.strip(), re.IGNORECASE) else amount_in)(text))


def _side(side: Sides) -> Taken:
    def take(dose: Dose, _: _Found) -> None:
        if dose.sides is None or (dose.sides == "each" and side == "alternate"):
            dose.sides = side
        elif {dose.sides, side} == {"left", "right"}:
            dose.sides = "each"

    return take


def _first(dose: Dose, found: _Found) -> None:
    dose.first = "left" if found["n"].lower().startswith("l") else "right"


def _in_order(dose: Dose, found: _Found) -> None:
    _side("each")(dose, found)
    if found["n"].lower() == "right":
        _first(dose, found)


def _ways(dose: Dose, _: _Found) -> None:
    dose.ways = True


def _bare_each(dose: Dose, _: _Found) -> None:
    dose.bare_each = True


def _nothing(_: Dose, __: _Found) -> None:
    """For words that are taken away and mean nothing here."""


_SOFT: Final = (
    r"(?:\s*(?:for|about|approx\.?|around|at|least|a|slow|count|of|up|to|the|it|this|that|position|stretch|each|pose|max"
    r"|maximum|then|in|there|:|-|=))*\s*"
)
_DAY: Final = r"(?:day|week|d|wk|tag|woche|month|hour|session|night|morning)\b"
_BETWEEN: Final = (
    r"(?:\s*(?:in\s+)?between(?:\s+(?:each\s+)?(?:sets?|reps?|repetitions|holds|them|rounds|stretches|exercises))?)"
)
_S: Final = r"(?:\s*(?:s|sec|secs|seconds)\b)?"
_ONLY: Final = rf"(?:\s+{LIMB})?(?:\s+(?:only|one only|one))?\b"

_MOST_SETS: Final = 5
"""More sets than this are rather repetitions, where there are fewer of the other."""
_OFTEN_A_DAY: Final = 5
_NOT_HOW_OFTEN: Final = re.compile(
    r"\d\s*(?:x\s*)?(?:/|a\b|per|each|every|in a|pro|am|daily|täglich|taglich|day\b)", re.IGNORECASE
)
"""A number of which it is not said that it counts times: "10 every hour", "10 x daily"."""
_OFTEN: Final[list[_Rule]] = [
    (r"\(?\b(?:pp?\.|pg\.?|page)\s*\d{1,3}(?:\s*-\s*\d{1,3})?\)?", _nothing),
    (rf"(?P<n>{NUMBER}\s?x\s?[1-4]\s*(?:(?:x\s*)?(?:daily|weekly|a day|per day|/\s*day|täglich)))(?!\w)", _unclear),
    (r"(?P<n>(?<![\w.,/])\d{1,3}(?:[.,]\d{3})+(?![\d.,])\s*(?:s\b|sec\w*|min\w*|times|reps?)?)", _unclear),
    (rf"(?P<n>{NUMBER}\s?min(?:ute)?s?\.?\s+(?:and\s+)?[0-5]\d)(?=\s*(?:$|[,;)]|x\b))", _unclear),
    (r"(?P<n>(?:\+\s*/?\s*-|±)\s*\d+(?:[.,]\d+)?)", _unclear),
    (rf"(?<!\d )\bx\s*(?P<n>{RANGE}\s*(?:daily|weekly))\b", _unclear),
    (
        (
            rf"\(?(?<!\bx )(?<!\bof )\b(?:(?:do|repeat|all|aim for|at least)\s+)*(?:x\s*)?{RANGE}\s*"
            rf"(?:x|times?|mal)?\s*(?:\s*(?:a|per|each|every|pro|am|in a)\s+|\s*/\s*){_DAY}\)?"
        ),
        _often,
    ),
    (rf"\bx\s*{RANGE}\s*(?:/|a|per)\s*{_DAY}|{RANGE}\s*(?:x|times)\s*(?:day|week|wk)\b", _often),
    (rf"(?<!\bx )(?<!\bof )\b{RANGE}\s*(?:x|times?|mal)?\s*(?:daily|weekly|täglich|taglich|wöchentlich)\b", _often),
    (rf"\b{RANGE}\s*days?\s*(?:/|a|per)\s*(?:week|wk)\b|\b{RANGE}\s*days?\b(?!\w)", _often),
    (
        (
            rf"\b(?:for|every|over|after|during|in)\s+{RANGE}\s*(?:hours?|hrs?|days?|weeks?|months?|wochen|tage)\b"
            rf"|\b{RANGE}\s*(?:weeks?|months?)\b"
        ),
        _often,
    ),
    (
        (
            r"\b1 time\s+(?:a|per|every)\s+(?:day|week)\b|\bonce (?:a day|a week|daily|per day|per week|every day)\b"
            r"|\b(?:every|each)\s+(?:other\s+)?(?:day|morning|evening|night|hour|week)\b"
            r"|\b(?:a|per) (?:day|week)\b|\bdaily\b|\bhourly\b|\bhourly\b|\btäglich\b"
        ),
        _often,
    ),
]
_REST: Final[list[_Rule]] = [
    (
        (
            r"\b(?:and\s+|then\s+|with\s+)*(?:rest(?:ing)?|relax|pause|break|recovery|recover|pausieren)\b"
            rf"{_SOFT}(?P<n>{TIME}){_BETWEEN}?"
        ),
        _key("rest", time_in),
    ),
    (rf"(?P<n>{TIME})\s*(?:of\s+)?(?:rest|pause|break|recovery)\b{_BETWEEN}?", _key("rest", time_in)),
    (rf"(?P<n>{TIME}){_BETWEEN}", _key("rest", time_in)),
]
_SPEED: Final[list[_Rule]] = [
    (
        (
            rf"\b(?:up|lift|rise|raise|out)\b[^\d,;]{{0,24}}?(?P<out>\d{{1,2}}){_S}\s*,?\s*"
            rf"(?:(?:and\s+)?hold\b[^\d,;]{{0,12}}(?P<stay>\d{{1,2}}){_S}\s*,?\s*)?"
            rf"(?:and\s+)?(?:down|lower|back)\b[^\d,;]{{0,24}}?(?P<back>\d{{1,2}}){_S}"
        ),
        _tempo,
    ),
    (
        r"\btempo\s*:?\s*(?P<n>\d{1,2}\s*[-/]\s*\d{1,2}\s*[-/]\s*\d{1,2}(?:\s*[-/]\s*\d{1,2})?)",
        _tempo_written,
    ),
]
_TOGETHER: Final[list[_Rule]] = [
    (rf"(?:\bfirst\s+)?{NUMBER}(?:\s*{SECONDS})?(?:\s*,?\s*then\s+{NUMBER}(?:\s*{SECONDS})?)+", _holds),
    (
        (
            rf"\b(?P<first>left|right|l|r)\b\s*:?\s*(?P<one>{TIME})\s*[,;/]?\s*(?:and\s+)?"
            rf"\b(?:left|right|l|r)\b\s*:?\s*(?P<two>{TIME})"
        ),
        _by_side,
    ),
    (rf"\b(?:push|contract|tense)\w*\b[^\d,;:.]{{0,30}}(?P<n>{TIME})", _key("contract", time_in)),
    (
        rf"(?P<sets>{RANGE})\s*(?:x|sets? of|sets?\s*x)\s*(?P<reps>{RANGE})\s*x\s*(?:hold\s*)?(?P<time>{TIME})",
        _sets_reps,
    ),
    (
        (
            rf"(?P<count>{RANGE})\s*(?:x|sets?\s*(?:of|x|,)?|times|reps of|repetitions of)\s*(?:for\s+)?"
            rf"(?:holds? (?:for |of )?)?(?P<time>{TIME})(?:\s*(?:-\s*)?holds?\b)?"
        ),
        _count_time,
    ),
    (
        rf"(?P<time>{TIME})\s*(?:holds?\s*)?x\s*(?P<count>{RANGE})(?!\s*(?:x|sets?\b))(?:\s*(?:reps?|times)\b)?",
        _count_time,
    ),
    (
        rf"(?P<sets>{RANGE})\s*(?:x|sets?\s*(?:of|x|,|:)?|saetze|sätze)\s*(?P<reps>{RANGE}){NO_UNIT}(?:\s*{MANY})?",
        _sets_reps,
    ),
    (rf"(?P<reps>{RANGE})\s*(?:reps?|repetitions|times)\s*(?:x|,|for|in)\s*(?P<sets>{RANGE})\s*sets?\b", _sets_reps),
]
_HELD: Final[list[_Rule]] = [
    (
        (
            rf"\b(?:hold(?:ing)?|held|halten|stay|keep)\b{_SOFT}"
            rf"(?P<n>{TIME}|{RANGE}(?=\s*(?:counts?\b|,|;|\.|$|\s-|x|and|then|\)|(?:reps?|sets?)\s*[:=])))"
            r"(?:\s*counts?\b)?(?:\s*(?:each|holds?)\b)?"
        ),
        _held,
    ),
    (rf"(?P<n>{TIME})\s*-?\s*(?:holds?|halten|hold each)\b", _held),
    (rf"\b(?:for\s+|to\s+)?(?:a\s+)?(?:slow\s+)?counts?\s+(?:of|to)\s+(?P<n>{RANGE})", _held),
    (rf"(?P<n>{RANGE})\s*(?:-\s*)?counts?\b", _held),
]
_SIDE_AFTER: Final = (
    rf"(?=\s*(?:on\s+|with\s+|for\s+)?(?:(?:each|every|per|either|both|je|pro)\s+(?:{LIMB}|way|direction)"
    rf"|l\s*[+&/]\s*r\b|/\s*{LIMB}))"
)
_NUMBERED: Final = "".join(
    rf"(?<!\b{word} )"
    for word in ["exercise", "level", "stage", "phase", "page", "part", "step", "number", "no", "week", "day", "of"]
)
"""Before a number that tells pages and levels apart, and counts nothing."""
_COUNTS: Final[list[_Rule]] = [
    (rf"(?P<n>{RANGE})\s*(?:sets?|rounds?|sätze)\b", _key("sets")),
    (rf"\b(?:sets?)\s*[:=]\s*(?P<n>{RANGE})", _key("sets")),
    (
        (
            r"\b(?:reps?|repetitions?|repeats?|wiederholungen)\s*[:=x]?\s*(?:for\s+)?"
            rf"(?P<n>{RANGE}){NO_UNIT}(?:\s*{MANY})?"
        ),
        _key("reps"),
    ),
    (
        (
            rf"(?:\b(?:repeat|do|perform|up to|aim for|for|try each one)\s+)*(?P<n>{RANGE})\s*(?:slow\s+)?{MANY}"
            r"(?:\s*in a row)?"
        ),
        _key("reps"),
    ),
    (rf"(?<!\w)x\s*(?P<n>{RANGE}){NO_UNIT}", _key("reps")),
    (rf"(?P<n>{TIME})", _key("time", time_in)),
    (rf"(?:\b(?:repeat|do|up to)\s+)*(?P<n>{RANGE}){_SIDE_AFTER}", _key("reps")),
]
_SIDE: Final[list[_Rule]] = [
    (rf"\b(?:start|begin)(?:ning|ing)?\s+(?:with|on)\s+(?:the\s+)?(?P<n>left|right){_ONLY}", _first),
    (
        (
            r"\b(?P<n>left|right)\b(?:\s+(?:side|leg|arm|foot))?\s*,?\s*(?:and\s+)?then\s+(?:the\s+)?(?:left|right)\b"
            rf"(?:\s+{LIMB})?"
        ),
        _in_order,
    ),
    (
        rf"\(?\b(?:with\s+|using\s+)?alternat(?:e|ing|ely)\b(?:\s+{LIMB})?\)?|\bin turn\b|\babwechselnd\b",
        _side("alternate"),
    ),
    (
        (
            rf"(?:\b(?:on|for|with|to|per|in)\s+|\bthe\s+)*\b(?:each|every|per|either)\s+{LIMB}\b(?:\s+in front)?"
            rf"|/\s*{LIMB}\b|\b(?:je|pro)\s+{LIMB}\b"
        ),
        _side("each"),
    ),
    (
        (
            rf"\b(?:then|repeat|and)\s+(?:repeat\s+)?(?:on\s+|with\s+|for\s+)?the other\s+{LIMB}(?:\s+too)?"
            rf"|\bother\s+{LIMB}\s+too\b|\b(?:then\s+)?(?:switch|swap|change)\s+(?:{LIMB}|to the other {LIMB})\b"
        ),
        _side("each"),
    ),
    (
        (
            r"\bl\s*(?:\+|&|/|and)\s*r\b|\br\s*(?:\+|&|/|and)\s*l\b|\bleft and right\b|\bright and left\b"
            r"|\bbilat(?:eral(?:ly)?)?\b|\b(?:on\s+)?both sides\b|\bon both\s+(?:legs|arms|feet)\b|\bbeide seiten\b"
            r"|\bbeidseitig\b"
        ),
        _side("each"),
    ),
    (rf"^\s*both\s+{LIMB}\s*\.?$", _side("each")),
    (rf"\bboth\s+{LIMB}\b(?!\s+(?:to|together|bent))", _nothing),
    (rf"\b(?:on\s+|with\s+)?(?:the\s+)?(?:left|links|linke[sr]?){_ONLY}", _side("left")),
    (
        rf"\b(?:on\s+|with\s+)?(?:the\s+)?(?:right|rechts|rechte[sr]?){_ONLY}(?!\s*(?:angle|way|down|up))",
        _side("right"),
    ),
    (rf"(?<![\w'])L(?:\.|t\b)?(?:\s+{LIMB})?(?:\s+only)?(?![\w'.])", _side("left")),
    (rf"(?<![\w'])R(?:\.|t\b)?(?:\s+{LIMB})?(?:\s+only)?(?![\w'.])", _side("right")),
    (r"\b(?:each|both|either)\s+(?:ways?|directions?)\b|\bin (?:each|both) directions?\b", _ways),
]
_BARE: Final[list[_Rule]] = [
    # "3x8 each", "10 slow bridges", "Mini-squats - 5".
    (rf"(?P<n>{RANGE})(?=\s*(?:each|ea)\b\.?\s*(?:$|[,;)]))", _key("reps")),
    (r"\b(?:each|ea)\b\.?(?=\s*(?:$|[,;)]))", _bare_each),
    (rf"^\s*(?P<n>{RANGE})(?=\s+(?!kg|lb|mm|cm|m\b|g\b|%|°|deg|inch)[^\W\d])", _key("reps")),
    (rf"{_NUMBERED}(?P<n>{RANGE})(?=\s*(?:$|[,;)]|\.\s|\.$|\(slow))", _key("reps")),
]
_BREATHS: Final[list[_Rule]] = [
    (r"(?P<n>\b\d{1,2}-\d{1,2}-\d{1,2}(?:-\d{1,2})?)(?=\s*(?:box\s*)?breath)", _unclear),
    # No seconds, and no repetitions.
    (rf"(?:\b(?:hold|stay|for)\s+)*(?P<n>{RANGE}\s*(?:deep\s+|slow\s+|long\s+)*breaths?\b)", _unclear),
]


def _compiled(rules: list[_Rule]) -> Rules:
    return tuple((re.compile(pattern, re.IGNORECASE), take) for pattern, take in rules)


RULES: Final = _compiled(
    [
        *_OFTEN,
        *((pattern, _unclear) for pattern in UNCLEAR),
        *_BREATHS,
        *_REST,
        *_SPEED,
        *_TOGETHER,
        *_HELD,
        *_COUNTS,
        *_SIDE,
        *_BARE,
    ],
)
CELL_RULES: Final = _compiled([*_SIDE, (r"^\s*(?:both|beide|bilateral|each)\s*$", _side("each"))])
"""The rules for a cell that speaks of sides alone."""
