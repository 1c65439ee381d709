"""How much each muscle-side has had today and this week, against its caps: what a person reads in the ledger."""

from collections import defaultdict

from msgspec import Struct

from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.ledger import Ledger
from stretchplayer.caps.limits import DAY, LIMITS, WEEK
from stretchplayer.caps.meter import Meter
from stretchplayer.caps.profile import Profile
from stretchplayer.model.muscles import MUSCLES, Side
from stretchplayer.timeline import Load

_DAY_CAPS = {"static": "static.day", "gun": "massage.gun"}
_WEEK_CAPS = {"static": "static.week"}
_TIMES_CAPS = {"massage": "massage.sets", "heat": "heat.day", "cold": "cold.day"}


class Budget(Struct, frozen=True, kw_only=True):
    """Seconds of one kind of load on one muscle-side in the rolling 24 hours and 7 days; caps None where none is.

    `day_times` counts sets and applications, which are capped by number. `left` are the static seconds that a session
    may have now, by everything that binds: the first days of use, the profile, "too much".
    """

    muscle: str
    side: Side
    kind: Load
    day_seconds: float
    day_cap: float | None
    week_seconds: float
    week_cap: float | None
    day_times: int
    day_times_cap: float | None
    left: float | None = None


def budgets(ledger: Ledger, profile: Profile, now: float) -> tuple[Budget, ...]:
    """Every muscle-side that has had anything in the last 7 days, by muscle, side and kind."""
    meter = Meter(Bounds(None, profile, new_user=ledger.new_user(now)), profile, ledger, now)
    day: defaultdict[tuple[str, Side, Load], float] = defaultdict(float)
    week: defaultdict[tuple[str, Side, Load], float] = defaultdict(float)
    runs: defaultdict[tuple[str, Side, Load], set[tuple[str, int]]] = defaultdict(set)
    for each in ledger.exposures:
        key, end = (each.muscle, each.side, each.kind), min(each.end, now)
        if end <= now - WEEK or not each.seconds:
            continue
        week[key] += each.seconds
        if end > now - DAY:
            day[key] += each.seconds
            runs[key].add((each.session, each.run))
    return tuple(
        Budget(
            muscle=key[0],
            side=key[1],
            kind=key[2],
            day_seconds=day[key],
            day_cap=_cap(_DAY_CAPS, key[2]),
            week_seconds=week[key],
            week_cap=_cap(_WEEK_CAPS, key[2]),
            day_times=len(runs[key]),
            day_times_cap=_cap(_TIMES_CAPS, key[2]),
            left=max(0.0, meter.budget((key[0], key[1]))[0]) if key[2] == "static" else None,
        )
        for key in sorted(week, key=lambda key: (MUSCLES.index(key[0]), key[1], key[2]))
    )


def _cap(table: dict[str, str], kind: str) -> float | None:
    return LIMITS[table[kind]].cap if kind in table else None
