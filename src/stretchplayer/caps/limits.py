"""The limits: the table of `limits.toml`, what they are for some people and tools, and how they read."""

from collections.abc import Mapping
from math import inf
from pkgutil import get_data
from typing import Final, Literal

import tomli
from msgspec import Struct, convert

from stretchplayer import DISCLAIMER
from stretchplayer.model.duration import spoken
from stretchplayer.text import counted

MINUTE: Final = 60.0
HOUR: Final = 3600.0
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY
Unit = Literal["s", "reps", "sets", "sessions", "times", "cycles", "0-10", "%", "°C", "ban"]

# pkgutil instead of importlib.resources: a tenth of the time to import.
_TABLE: Final = tomli.loads((get_data(__package__, "limits.toml") or b"").decode())
_SOURCES: Final[dict[str, str]] = _TABLE.pop("sources")
OURS: Final = _SOURCES["ours"]
GRADES: Final[Mapping[str, str]] = {
    "A": "the source's abstract or page was read",
    "A2": "read in a secondary summary",
    "B": "well known, from memory",
    "C": f"convention, or {OURS}",
}
LIMITS_DISCLAIMER: Final = (
    "Limits this project chose, near where studies stop finding benefit. No study proves a harm threshold for "
    f"seconds of stretching. {DISCLAIMER}"
)


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
        return counted(value / DAY, "day") if value > WEEK else spoken(value)
    if limit.unit in ("reps", "sets", "sessions", "times", "cycles"):
        return counted(value, limit.unit[:-1])
    return f"{value:g}" if limit.unit == "0-10" else f"{value:g} {limit.unit}"


def usual(limit: Limit) -> str:
    """The range that bundled routines stay in; "" where the limit has none."""
    if limit.usual is None:
        return ""
    low, high = (amount(limit, value) for value in limit.usual)
    return low if low == high else f"{low} to {high}"


def bound(limit: Limit) -> str:
    """What binds always: "at most 1 min", "at least 2 h", "never"."""
    if not limit.capped:
        return "no cap"
    return "never" if limit.unit == "ban" else f"at {'least' if limit.least else 'most'} {amount(limit, limit.cap)}"


_ABOUT: Final = {"per day": "number per day"}


def graded(grade: str) -> list[tuple[str, str]]:
    """Each part of a grade such as "A/A2, cap C" with what it says."""
    found = []
    for part in grade.split(", "):
        about, _, letters = part.rpartition(" ")
        meaning = "; or ".join(GRADES[letter] for letter in letters.split("/"))
        found.append((f"{letters} for the {_ABOUT.get(about, about)}" if about else letters, meaning))
    return found


SESSION_SECONDS: Final = 60.0
"""What counts as a session for `static.sessions`, in seconds of static work."""
MANY_SESSIONS: Final = 4
"""From this session in 24 hours on there is a warning."""

LIMITS: Final[Mapping[str, Limit]] = {
    id_: convert({**row, "id": id_, "source": row["source"].format_map(_SOURCES)}, Limit) for id_, row in _TABLE.items()
}

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


def _of(
    id_: str,
    of: str,
    who: str,
    cap: float,
    usual: tuple[float, float] | None = None,
    *,
    grade: str = "C",
    source: str = OURS,
) -> GroupLimit:
    row = LIMITS[of]
    return GroupLimit(
        id=id_,
        of=of,
        who=who,
        what=f"{row.what}, {who.partition(':')[0]}",
        unit=row.unit,
        cap=cap,
        usual=usual,
        grade=grade,
        source=source,
        ruled=f"tightens {of}" if cap != row.cap else "",
    )


def _lasts(id_: str, what: str, seconds: float, *, least: bool = True, grade: str = "C", source: str = OURS) -> Limit:
    return Limit(id=id_, what=what, unit="s", cap=seconds, least=least, grade=grade, source=source)


_HYPERMOBILE: Final = "with joints that slip or bend far: stop short of the end of your range"
_SPASM: Final = "with an acute spasm"
_OLDER: Final = "65 or over"
_BIRTH: Final = "in the 6 weeks after a birth"
_NEW: Final = "in the first 14 days of use"
_SMITH: Final = "Smith 1993 RQES (PMID 8451526): soreness in the unaccustomed"

_BINDING: Final = (
    _of("new-user.session", "static.session", _NEW, 120, grade="A2, cap C", source=_SMITH),
    _of("spasm.discomfort", "static.discomfort", _SPASM, 2),
    _of("spasm.hold", "static.hold", _SPASM, 20),
    _of("spasm.session", "static.session", _SPASM, 60),
    _of("hypermobile.discomfort", "static.discomfort", _HYPERMOBILE, 2, source=f"Engelbert 2017; {OURS}"),
    _of("hypermobile.session", "static.session", _HYPERMOBILE, 30, source=f"Engelbert 2017; {OURS}"),
    _of("under-16.discomfort", "static.discomfort", "under 16", 2),
    _of("pregnant.discomfort", "static.discomfort", "in pregnancy", 3),
    _of("pregnant.breath", "breath.hold", "in pregnancy", 5),
    _of("after-birth.discomfort", "static.discomfort", _BIRTH, 3),
    _of("heart.breath", "breath.hold", "with heart trouble", 5),
    _of("blood-thinners.pressure", "massage.pressure", "with blood thinners", 3),
    _of("65-over.hold", "static.hold", _OLDER, 60, (30, 60), grade="A, cap C", source=LIMITS["static.hold"].source),
    _of("65-over.heat", "heat.time", _OLDER, 20 * MINUTE, (10 * MINUTE, 10 * MINUTE)),
)
_SOME: Final = (
    _of("pregnant.bath", "heat.time", "in a bath in pregnancy", 10 * MINUTE),
    _of(
        "bath.temperature",
        "heat.temperature",
        "of a bath",
        40,
        grade="A, cap C",
        source=LIMITS["heat.temperature"].source,
    ),
    _of("ice-cube.time", "cold.time", "as massage with an ice cube", 10 * MINUTE),
)
"""These bind some steps only, and are asked for by name."""
_ANSWERS: Final = (
    _lasts("new-user.days", "time from the first session for which somebody counts as new", 14 * DAY, source=_SMITH),
    _lasts(
        "today.injury",
        "time for which a new injury counts, from when it was said",
        72 * HOUR,
        grade="B, number C",
        source=f"NHS; fpnotebook: no heat and no massage in the first days; {OURS}",
    ),
    _lasts("today.fever", "time for which a fever counts, from when it was said", 24 * HOUR),
    _lasts("today.rub", "time for which a rub on the skin counts, from when it was said", 24 * HOUR),
    _lasts("today.spasm", "time for which a spasm counts, from when it was said", 24 * HOUR),
    _lasts("today.sedated", "time for which alcohol or a sedative counts, from when it was said", 12 * HOUR),
    _lasts(
        "today.again",
        "time for which a session can be left before today's questions are asked again",
        12 * HOUR,
        least=False,
    ),
    Limit(
        id="today.pain",
        what="pain now from which on nothing is played",
        unit="0-10",
        cap=7,
        least=True,
        grade="C",
        source=OURS,
    ),
)

GROUP_LIMITS: Final[Mapping[str, Limit]] = {row.id: row for row in (*_BINDING, *_SOME, *_ANSWERS)}
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
