"""The limits of `limits.toml`: for everybody, for groups of people, for answers; and how a limit reads."""

from collections.abc import Mapping
from math import inf
from pkgutil import get_data
from typing import Any, Final, Literal

import tomli
from msgspec import Struct, convert

from stretchplayer import DISCLAIMER
from stretchplayer.model.duration import spoken
from stretchplayer.text import count_of
from stretchplayer.translation import SOURCE, gettext, language, pgettext, to_translate_in, to_translate_many

MINUTE: Final = 60.0
HOUR: Final = 3600.0
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY
Unit = Literal["s", "reps", "sets", "sessions", "times", "cycles", "0-10", "%", "°C", "ban"]

# pkgutil instead of importlib.resources: a tenth of the time to import.
_TABLE: Final = tomli.loads((get_data(__package__, "limits.toml") or b"").decode())
_SOURCES, _WHO, _GROUPS, _SOME, _ANSWERED = (
    _TABLE.pop(part) for part in ("sources", "who", "groups", "some", "answers")
)
OURS: Final[str] = _SOURCES["ours"]
GRADES: Final[Mapping[str, str]] = {
    "A": to_translate_in("grade", "the source's abstract or page was read"),
    "A2": to_translate_in("grade", "read in a secondary summary"),
    "B": to_translate_in("grade", "well known, from memory"),
    "C": to_translate_in("grade", "convention, or this project's own careful choice"),
}


def limits_disclaimer() -> str:
    """What stands beside every list of limits."""
    said = gettext(
        "Limits this project chose, near where studies stop finding benefit. No study proves a harm threshold for "
        "seconds of stretching."
    )
    return f"{said} {gettext(DISCLAIMER)}"


class Limit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One limit: `cap`, in `unit`, always binds; `usual` is the range that bundled routines stay in.

    A value must not exceed the cap, or with `least` must not be below it (a gap between two applications). A cap of
    `inf` binds only where a routine sets a limit of its own. `ruled` adds what the numbers do not say.
    """

    id: str
    what: str
    unit: Unit
    cap: int | float
    grade: str
    source: str
    usual: tuple[int | float, int | float] | None = None
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
        return count_of("{count} day", "{count} days", value / DAY) if value > WEEK else spoken(value)
    if limit.unit in _COUNTED:
        return count_of(*_COUNTED[limit.unit], value)
    return f"{value:g}" if limit.unit == "0-10" else f"{value:g} {limit.unit}"


def usual(limit: Limit) -> str:
    """The range that bundled routines stay in; "" where the limit has none."""
    if limit.usual is None:
        return ""
    low, high = (amount(limit, value) for value in limit.usual)
    return low if low == high else gettext("{least} to {most}").format(least=low, most=high)


def bound(limit: Limit) -> str:
    """What binds always: "at most 1 min", "at least 2 h", "never"."""
    if not limit.capped:
        return gettext("no cap")
    if limit.unit == "ban":
        return gettext("never")
    text = gettext("at least {amount}") if limit.least else gettext("at most {amount}")
    return text.format(amount=amount(limit, limit.cap))


def what_of(limit: Limit) -> str:
    """What a limit is about, in the language that holds."""
    if not isinstance(limit, GroupLimit):
        return pgettext("limit", limit.what)
    what, who = pgettext("limit", LIMITS[limit.of].what), pgettext("limit", limit.who)
    return pgettext("limit", "{what}, {who}").format(what=what, who=who.partition(":")[0])


def ruled_of(limit: Limit) -> str:
    """What the numbers of a limit do not say, in the language that holds."""
    if isinstance(limit, GroupLimit):
        return gettext("tightens {limit}").format(limit=limit.of) if limit.ruled else ""
    return pgettext("limit", limit.ruled) if limit.ruled else ""


_COUNTED: Final = {
    "reps": to_translate_many("{count} rep", "{count} reps"),
    "sets": to_translate_many("{count} set", "{count} sets"),
    "sessions": to_translate_many("{count} session", "{count} sessions"),
    "times": to_translate_many("{count} time", "{count} times"),
    "cycles": to_translate_many("{count} cycle", "{count} cycles"),
}
_ABOUT: Final = {
    "cap": to_translate_in("grade", "cap"),
    "number": to_translate_in("grade", "number"),
    "numbers": to_translate_in("grade", "numbers"),
    "range": to_translate_in("grade", "range"),
    "per day": to_translate_in("grade", "number per day"),
}


def grade_of(limit: Limit) -> str:
    """A grade such as "A/A2, cap C" in the language that holds."""
    if language() == SOURCE:
        return limit.grade
    parts = (part.rpartition(" ") for part in limit.grade.split(", "))
    return ", ".join(
        f"{pgettext('grade', _ABOUT.get(about, about))} {letters}" if about else letters for about, _, letters in parts
    )


def graded(grade: str) -> list[tuple[str, str]]:
    """Each part of a grade such as "A/A2, cap C" with what it says."""
    found = []
    for part in grade.split(", "):
        about, _, letters = part.rpartition(" ")
        meanings = [pgettext("grade", GRADES[letter]) for letter in letters.split("/")]
        meaning = (
            gettext("{one}; or {other}").format(one=meanings[0], other=meanings[1]) if meanings[1:] else meanings[0]
        )
        for_what = pgettext("grade", _ABOUT.get(about, about))
        found.append(
            (gettext("{grade} for the {value}").format(grade=letters, value=for_what) if about else letters, meaning)
        )
    return found


SESSION_SECONDS: Final = 60.0
"""What counts as a session for `static.sessions`, in seconds of static work."""
MANY_SESSIONS: Final = 4
"""From this session in 24 hours on there is a warning."""


def _row(id_: str, row: dict[str, Any]) -> dict[str, Any]:
    return {"grade": "C", **row, "id": id_, "source": row.get("source", OURS).format_map(_SOURCES)}


LIMITS: Final[Mapping[str, Limit]] = {id_: convert(_row(id_, row), Limit) for id_, row in _TABLE.items()}

LEAN: Final = frozenset({"peroneals", "hamstrings", "forearm_flexors"})
NO_GUN_GROUPS: Final = frozenset({"neck", "jaw", "trunk"})


class GroupLimit(Limit, frozen=True, kw_only=True):
    """What a limit of the table, `of`, is for a group of people; `who` ends a sentence about it.

    The group is the part of the id before the first dot.
    """

    of: str
    who: str

    @property
    def group(self) -> str:
        """Whom it binds."""
        return self.id.partition(".")[0]


def _group_limits(rows: dict[str, dict[str, Any]]) -> tuple[GroupLimit, ...]:
    found = []
    for id_, row in rows.items():
        of, who = LIMITS[row["of"]], row.get("who") or _WHO[id_.partition(".")[0]]
        named = {
            "who": who,
            "what": f"{of.what}, {who.partition(':')[0]}",
            "unit": of.unit,
            "ruled": f"tightens {of.id}" if row["cap"] != of.cap else "",
        }
        found.append(convert(_row(id_, {**row, **named}), GroupLimit))
    return tuple(found)


_BINDING: Final = _group_limits(_GROUPS)
_ANSWERS: Final = tuple(convert(_row(id_, row), Limit) for id_, row in _ANSWERED.items())
GROUP_LIMITS: Final[Mapping[str, Limit]] = {row.id: row for row in (*_BINDING, *_group_limits(_SOME), *_ANSWERS)}
ALL_LIMITS: Final[Mapping[str, Limit]] = {**LIMITS, **GROUP_LIMITS}
"""Those of the table and those for groups, as they are printed and explained. Only the former can be set in a file."""
BINDING: Final[Mapping[str, tuple[GroupLimit, ...]]] = {
    group: tuple(row for row in _BINDING if row.group == group) for group in {row.group: None for row in _BINDING}
}
"""The rows that tighten a limit for everything that a person of the group does."""

USUAL_65: Final[Mapping[str, tuple[float, float]]] = {row.of: row.usual for row in BINDING["65-over"] if row.usual}
"""Usual ranges for 65 and over, where they differ."""
NEW_USER_SECONDS: Final = GROUP_LIMITS["new-user.days"].cap
BATH_TEMPERATURE: Final = GROUP_LIMITS["bath.temperature"].cap
BATH_TIME_PREGNANT: Final = GROUP_LIMITS["pregnant.bath"].cap
ICE_CUBE_TIME: Final = GROUP_LIMITS["ice-cube.time"].cap
PAIN_TOO_STRONG: Final = GROUP_LIMITS["today.pain"].cap
