"""The safety page read a second time: what one person may have, and what is not for them at all."""

from math import inf
from typing import Final

from stretchplayer.caps import Profile
from stretchplayer.model.muscles import GROUP_OF, GROUPS, expand
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import (
    Breathe,
    Cold,
    ContractRelax,
    Dynamic,
    Exercise,
    Heat,
    Massage,
    Step,
    Stretch,
    Targeted,
)

DAY: Final = 24 * 3600.0
WEEK: Final = 7 * DAY
HALF_HOUR: Final = 1800.0
LEAN: Final = {"peroneals", "hamstrings", "forearm_flexors"}

LOCAL: Final = {
    *("heat pack", "warm towel", "hot-water bottle", "hot water bottle", "heating pad", "warm compress", "wheat bag")
}

Caps = dict[str, float]

CAPS: Final[Caps] = {
    "static.hold": 60.0,
    "static.gap": 5.0,
    "static.session": 240.0,
    "static.day": 480.0,
    "static.week": 1680.0,
    "static.total": 1800.0,
    "static.discomfort": 5.0,
    "presport": 60.0,
    "pnf.contract": 10.0,
    "pnf.effort": 75.0,
    "pnf.cycles": 4.0,
    "dynamic.session": 120.0,
    "exercise.time": 1200.0,
    "exercise.session": 3600.0,
    "exercise.hold": 60.0,
    "heat.time": 1200.0,
    "heat.gap": 7200.0,
    "heat.day": 3.0,
    "heat.temperature": 43.0,
    "cold.time": 1200.0,
    "cold.time.lean": 600.0,
    "cold.gap": 7200.0,
    "cold.day": 6.0,
    "massage.set": 120.0,
    "massage.sets": 3.0,
    "massage.spot": 90.0,
    "massage.pressure": 6.0,
    "massage.gun": 180.0,
    "breath.hold": 10.0,
    "neck.hold": 20.0,
    "neck.session": 60.0,
}
"""The caps of the safety page, copied by hand; repetitions and sessions have none but what a file gives itself."""


def _bath(heat: Heat) -> bool:
    return heat.bath or heat.using.strip().lower() not in LOCAL


def caps_for(routine: Routine, profile: Profile, *, new_user: bool) -> Caps:
    """Every cap as it binds this person in this routine: the lowest of the page, the answers and the file."""
    caps = dict(CAPS)
    lower = dict(routine.limits)
    caps["static.session"] = min(caps["static.session"], 120 if new_user else 240)
    if profile.today.spasm:
        caps |= {"static.hold": 20.0, "static.discomfort": 2.0}
        caps["static.session"] = min(caps["static.session"], 60)
    if profile.hypermobile:
        caps["static.discomfort"] = 2.0
        caps["static.session"] = min(caps["static.session"], 30)
    if profile.age == "under-16":
        caps["static.discomfort"] = 2.0
    if profile.pregnant or profile.gave_birth:
        caps["static.discomfort"] = min(caps["static.discomfort"], 3)
    if profile.pregnant or profile.heart or profile.high_blood_pressure:
        caps["breath.hold"] = 5.0
    if profile.heart or profile.high_blood_pressure:
        caps["exercise.hold"] = 15.0
    if profile.blood_thinners:
        caps["massage.pressure"] = 3.0
    for limit, value in lower.items():
        least = limit in ("static.gap", "heat.gap", "cold.gap")
        caps[limit] = max(caps[limit], value) if least else min(caps.get(limit, inf), value)
    if routine.before == "sport":
        caps["static.session"] = min(caps["static.session"], caps["presport"])
    caps["neck.hold"] = min(caps["neck.hold"], caps["static.hold"])
    caps["neck.session"] = min(caps["neck.session"], caps["static.session"])
    return caps


def application_cap(what: Step, muscles: tuple[str, ...], caps: Caps, profile: Profile) -> float:
    """The longest single application of this heat or cold, in seconds."""
    if isinstance(what, Heat):
        bath = profile.pregnant and _bath(what)
        return min(caps["heat.time"], 600.0 if bath else 1200.0)
    assert isinstance(what, Cold)
    lean = caps["cold.time.lean"] if LEAN & set(muscles) else 1200.0
    return min(caps["cold.time"], lean, 600.0 if what.using == "ice cube" else 1200.0)


def set_cap(what: Step, caps: Caps) -> float:
    """The longest set of this massage, in seconds."""
    assert isinstance(what, Massage)
    return min(caps["massage.set"], caps["massage.spot"]) if what.spot else caps["massage.set"]


def dose_faults(what: Step, caps: Caps) -> list[str]:
    """Numbers of a step as played that are above their caps."""
    found = []
    if isinstance(what, Stretch | ContractRelax) and what.discomfort > caps["static.discomfort"]:
        found.append(f"static.discomfort: {what.discomfort}")
    if isinstance(what, ContractRelax) and what.effort > caps["pnf.effort"]:
        found.append(f"pnf.effort: {what.effort}")
    if isinstance(what, Massage) and what.pressure > caps["massage.pressure"]:
        found.append(f"massage.pressure: {what.pressure}")
    if isinstance(what, Heat) and what.temperature is not None:
        cap = min(caps["heat.temperature"], 40.0) if _bath(what) else caps["heat.temperature"]
        if what.temperature > cap:
            found.append(f"heat.temperature: {what.temperature}")
    if isinstance(what, Breathe) and max(what.hold, what.hold_out) > caps["breath.hold"]:
        found.append(f"breath.hold: {what.hold}, {what.hold_out}")
    if isinstance(what, Dynamic | Exercise):
        neck = any(key in GROUPS["neck"] for key in expand(what.target))
        still = max(what.hold or 0, *((what.tempo and what.tempo.phases) or (0, 0))[1::2])
        if still > min(caps["exercise.hold"], caps["neck.hold"] if neck else inf):
            found.append(f"exercise.hold: {still}")
    return found


def forbidden(what: Step, muscles: tuple[str, ...], profile: Profile, side: str | None) -> str | None:
    """The answer that rules this step out on this side, or None."""
    today = profile.today
    gun = isinstance(what, Massage) and what.using == "massage gun"
    stretched = isinstance(what, Stretch | ContractRelax)
    works = isinstance(what, Targeted)
    groups = {GROUP_OF[muscle] for muscle in muscles}
    rules = (
        (today.red_flag, "red flag"),
        ((today.pain or 0) >= 7, "pain"),
        (gun and bool(groups & {"neck", "jaw", "trunk"}), "gun"),
        (today.spasm and (isinstance(what, ContractRelax) or gun), "spasm"),
        (_clot(today.clot, groups, side, what), "clot"),
        (_hurt(today.injury, groups) and (stretched or isinstance(what, Heat | Massage)), "injury"),
        ((today.fever or today.clot is not None) and isinstance(what, Heat | Massage), "fever or clot"),
        (_hurt(today.rub, groups) and isinstance(what, Heat), "rub"),
        (today.sedated and isinstance(what, Heat | Cold), "sedated"),
        (profile.hypermobile and isinstance(what, ContractRelax), "hypermobile"),
        (profile.pregnant and isinstance(what, ContractRelax), "pregnant: contract-relax"),
        (profile.pregnant and works and what.position in {"lying-back", "lying-front"}, "pregnant: lying flat"),
        (
            profile.pregnant
            and isinstance(what, Heat)
            and bool({"abdominals", "lumbar_extensors", "quadratus_lumborum"} & set(muscles)),
            "pregnant: heat",
        ),
        (profile.gave_birth and isinstance(what, ContractRelax), "birth: contract-relax"),
        (profile.gave_birth and isinstance(what, Dynamic | Exercise) and "abdominals" in muscles, "birth: belly"),
        (profile.heart and isinstance(what, Heat), "heart"),
        (_hurt(profile.skin, groups) and isinstance(what, Heat | Cold | Massage), "skin"),
        (profile.thin_bones and works and bool(what.loads), "thin bones"),
        (profile.numb and isinstance(what, Heat | Cold), "numb"),
        (profile.numb and isinstance(what, Massage) and what.using == "ball" and "foot" in groups, "numb: ball"),
        (works and bool(_answered(profile, groups) & set(what.not_with)), "not with"),
        (profile.cold_reaction and isinstance(what, Cold), "cold reaction"),
        (profile.blood_thinners and isinstance(what, Massage) and what.using != "hands", "blood thinners"),
    )
    return next((name for holds, name in rules if holds), None)


def _answered(profile: Profile, groups: set[str]) -> set[str]:
    """The answers of a person in the words of `not_with`, as far as they are about these groups."""
    flags: tuple[str, ...] = ("pregnant", "gave_birth", "heart", "hypermobile", "thin_bones", "numb", "cold_reaction")
    flags += ("blood_thinners", "high_blood_pressure", "glaucoma", "hip_replacement", "supervised")
    found = {flag.replace("_", "-") for flag in flags if getattr(profile, flag)}
    found |= {flag for flag in ("spasm", "fever") if getattr(profile.today, flag)}
    found |= {profile.age or ""}
    near = {"elsewhere", "hip", "thigh", "leg"}  # at these, wherever the muscles are
    surgery = {
        place
        for place in profile.recent_surgery
        if GROUP_OF.get(place, place) in near or not groups or _hurt((place,), groups)
    }
    skin = {place for place in profile.skin if not groups or _hurt((place,), groups)}
    return found | ({"surgery"} if surgery else set()) | ({"skin"} if skin else set())


def _hurt(places: tuple[str, ...], groups: set[str]) -> bool:
    """Whether one of the places, a group or a muscle, lies in one of the groups."""
    return not {GROUP_OF.get(place, place) for place in places}.isdisjoint(groups)


def _clot(leg: str | None, groups: set[str], side: str | None, what: Step) -> bool:
    loads = isinstance(what, Targeted)
    legs = bool(groups & {"hip", "thigh", "leg", "foot"}) or (isinstance(what, Exercise) and not groups)
    elsewhere = {("left", "right"), ("right", "left")}
    return leg is not None and loads and legs and (leg, side) not in elsewhere
