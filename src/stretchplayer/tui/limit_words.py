"""The limits as the page of limits tells them: in groups, one row each, and one of them in full."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from stretchplayer.caps.group_limits import ALL_LIMITS
from stretchplayer.caps.limit import Limit, amount, bound, graded, usual

_GROUPS: Final = MappingProxyType(
    {
        "static": "Stretching",
        "presport": "Stretching",
        "pnf": "Contract-relax",
        "dynamic": "Movement",
        "ballistic": "Movement",
        "heat": "Heat",
        "cold": "Cold",
        "massage": "Massage",
        "breath": "Breathing",
        "neck": "Neck",
        "order": "Order and pauses",
        "work": "Order and pauses",
        "bath": "Heat",
        "ice-cube": "Cold",
        "today": "Today's answers",
    }
)


def group(limit: Limit) -> str:
    """The heading that it stands under."""
    return _GROUPS.get(limit.id.split(".")[0], "For some people")


def grouped(words: str = "") -> dict[str, list[Limit]]:
    """Every limit that has all of `words` in it, under its heading."""
    wanted = words.casefold().split()
    found: dict[str, list[Limit]] = {}
    for limit in ALL_LIMITS.values():
        text = f"{limit.id} {group(limit)} {limit.what} {limit.ruled} {limit.source}".casefold()
        if all(word in text for word in wanted):
            found.setdefault(group(limit), []).append(limit)
    return found


def short(limit: Limit) -> str:
    """What binds, in a few cells: "≤ 1 min", "≥ 2 h", "never"."""
    if not limit.capped:
        return "no cap"
    return "never" if limit.unit == "ban" else f"{'≥' if limit.least else '≤'} {amount(limit, limit.cap)}"


def row(limit: Limit, width: int) -> str:
    """Its name at the left, what binds at the right."""
    binds = short(limit)
    return f"{limit.id}{binds.rjust(max(len(binds) + 1, width - len(limit.id)))}"


def in_full(limit: Limit) -> Iterable[tuple[str, str]]:
    """Everything about one limit: what is said, and how it is to look."""
    yield "title", f"{limit.what[:1].upper()}{limit.what[1:]}"
    yield "binds", _sentence(bound(limit)) + (" on a scale from 0 to 10" if limit.unit == "0-10" else "")
    if limit.usual:
        yield "line", f"Usual: {usual(limit)}"
    if limit.ruled:
        yield "line", _sentence(limit.ruled)
    yield "head", f"Grade {limit.grade}"
    for part, meaning in graded(limit.grade):
        yield "line", f"{part}: {meaning}"
    yield "head", "Source"
    yield "line", _sentence(limit.source)
    yield "note", f"Its name in routines and messages: {limit.id}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
