"""What the ledger shows: how much of each budget every muscle-side has had, and what is left of it."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from msgspec import Struct, structs

from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.ledger import APPLIED_LEAST, SET_LEAST, Exposure, Ledger, Loaded, begun
from stretchplayer.caps.limits import LIMITS
from stretchplayer.caps.meter import Meter
from stretchplayer.caps.plan import Plan
from stretchplayer.caps.profile import Profile
from stretchplayer.model.muscles import MUSCLES, MuscleSide, Side
from stretchplayer.timeline import THERMAL, Load
from stretchplayer.translation import gettext, to_translate

_NAMES: Final[dict[Load, str]] = {
    "static": to_translate("stretch"),
    "contract": to_translate("gentle push"),
    "gun": to_translate("massage gun"),
    "exercise": to_translate("exercise"),
    "massage": to_translate("massage"),
    "heat": to_translate("heat"),
    "cold": to_translate("cold"),
    "dynamic": to_translate("movement"),
}
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


def kind_name(kind: Load) -> str:
    """What a kind of load is called in lists of budgets."""
    return gettext(_NAMES.get(kind, kind))


def budgets(ledger: Ledger, profile: Profile, now: float, also: Iterable[Loaded] = ()) -> tuple[Budget, ...]:
    """Every muscle-side that has had anything in the last 7 days, by muscle, side and kind; and those `also`."""
    meter = Meter(Bounds(None, profile, new_user=ledger.new_user(now)), profile, ledger, now)
    past = meter.past
    rows = sorted({*past.week, *also}, key=lambda row: (MUSCLES.index(row[0][0]), row[0][1], row[1]))
    return tuple(
        Budget(
            muscle=where[0],
            side=where[1],
            kind=kind,
            day_seconds=past.day[where, kind],
            day_cap=_cap(_DAY_CAPS, kind),
            week_seconds=past.week[where, kind],
            week_cap=_cap(_WEEK_CAPS, kind),
            day_times=begun(past.runs[where, kind].values(), APPLIED_LEAST if kind in THERMAL else SET_LEAST),
            day_times_cap=_cap(_TIMES_CAPS, kind),
            left=max(0.0, meter.budget(where)[0]) if kind == "static" else None,
        )
        for where, kind in rows
    )


def planned_exposures(plan: Plan, session: str = "planned") -> tuple[Exposure, ...]:
    """What the ledger would have of a plan that is played from its instant on without a pause."""
    return tuple(
        Exposure(
            session=session,
            run=segment.index,
            muscle=muscle,
            side=side,
            kind=segment.load,
            start=plan.now + segment.start,
            end=plan.now + segment.end,
            seconds=segment.seconds,
        )
        for segment in plan.segments
        if segment.load is not None
        for muscle, side in segment.loads
    )


def before_and_after(plan: Plan) -> tuple[tuple[Budget, Budget], ...]:
    """The budgets that a plan draws on, each as it stands now and as it would stand if the plan were played now."""
    planned = planned_exposures(plan)
    drawn = {(each.where, each.kind) for each in planned}
    played = structs.replace(plan.ledger, exposures=plan.ledger.exposures + planned)
    before, after = (budgets(each, plan.profile, plan.now, drawn) for each in (plan.ledger, played))
    both = zip(before, after, strict=True)
    return tuple((now, then) for now, then in both if ((now.muscle, now.side), now.kind) in drawn)


def _cap(table: dict[str, str], kind: str) -> float | None:
    return LIMITS[table[kind]].cap if kind in table else None


class Use(NamedTuple):
    """What a session asks of one muscle-side: static seconds that are played, and how many it may have now."""

    muscle: str
    side: Side
    seconds: float
    allowed: float

    @property
    def share(self) -> float:
        """How much of what is allowed is used."""
        return self.seconds / self.allowed if self.allowed > 0 else 1.0


def uses(plan: Plan) -> tuple[Use, ...]:
    """Every muscle-side that is stretched in a plan, in its order, with what the person may have on that day."""
    meter = Meter(plan.bounds, plan.profile, plan.ledger, plan.now)
    seconds: dict[MuscleSide, float] = {}
    for segment in plan.segments:
        if segment.load == "static" and segment.works:
            for where in segment.loads:
                seconds[where] = seconds.get(where, 0.0) + segment.seconds
    return tuple(Use(*where, total, max(0.0, meter.budget(where)[0])) for where, total in seconds.items())
