"""The limits as they bind one person and one routine: values, the longest hold, set, application, and why."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from msgspec import Struct, structs

from stretchplayer.caps.limits import BATH_TEMPERATURE, BATH_TIME_PREGNANT, BINDING, ICE_CUBE_TIME, LEAN, LIMITS
from stretchplayer.caps.profile import Profile
from stretchplayer.model.duration import Tempo, spoken
from stretchplayer.model.muscles import GROUP_OF, expand
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Cold, Heat, Massage, Movement, Step, is_bath
from stretchplayer.model.stretch_words import is_held
from stretchplayer.translation import gettext, pgettext, to_translate, to_translate_in

Room = tuple[float, str]
"""Seconds that may be played, and the limit that sets them."""


class Bounds:
    """Every limit's value after profile, today's answers and the routine's own `[limits]`: the tightest wins.

    Without a routine, only what binds the person.
    """

    __slots__ = ("_pregnant", "_values", "_whose", "before_sport")

    def __init__(self, routine: Routine | None, profile: Profile, *, new_user: bool) -> None:
        self._values: dict[str, float] = dict(_CAPS)
        self._whose: dict[str, str] = {}
        for group in _groups(profile, new_user=new_user):
            for row in BINDING[group]:
                self._tighten(row.of, row.cap, row.who)
        for limit, value in routine.limits.items() if routine else ():
            self._tighten(limit, value, to_translate_in("limit", "as this routine asks"))
        self._pregnant = profile.pregnant
        self.before_sport = routine is not None and routine.before == "sport"
        self._tighten("neck.hold", self._values["static.hold"], self._whose.get("static.hold", ""))
        self._tighten("neck.session", self._values["static.session"], self._whose.get("static.session", ""))

    def __getitem__(self, limit: str) -> float:
        """The value that binds, in the limit's unit."""
        return self._values[limit]

    def hold(self, muscle: str) -> Room:
        """The longest static hold on a muscle."""
        return self._of_muscle(muscle, "hold")

    def session(self, muscle: str) -> Room:
        """The static seconds on one side of a muscle in one session."""
        return self._of_muscle(muscle, "session")

    def _of_muscle(self, muscle: str, what: str) -> Room:
        limit = f"{'neck' if GROUP_OF[muscle] == 'neck' else 'static'}.{what}"
        return self._values[limit], limit

    def massage_set(self, step: Massage) -> Room:
        """The longest set of a massage."""
        return min((self._values[limit], limit) for limit in set_limits(step))

    def application(self, step: Heat | Cold, muscles: tuple[str, ...]) -> Room:
        """The longest application of heat or cold on these muscles."""
        rooms = [(self._values[f"{step.kind}.time"], f"{step.kind}.time")]
        if isinstance(step, Cold) and not LEAN.isdisjoint(muscles):
            rooms.append((self._values["cold.time.lean"], "cold.time.lean"))
        if isinstance(step, Cold) and step.using == "ice cube":
            rooms.append((ICE_CUBE_TIME, "cold.time"))
        if isinstance(step, Heat) and self._pregnant and is_bath(step):
            rooms.append((BATH_TIME_PREGNANT, "profile.pregnant"))
        return min(rooms)

    def reason(self, limit: str, value: float | None = None, what: str = "") -> str:
        """What the limit allows, in one sentence, for `value` and `what`, or for what the limit itself names."""
        row = LIMITS[limit]
        amount = self._values[limit] if value is None else value
        text = spoken(amount) if row.unit == "s" else f"{amount:g} {row.unit}" if row.unit in "%°C" else f"{amount:g}"
        named = pgettext("limit", what or row.what)
        if whose := self._whose.get(limit, ""):
            named = pgettext("limit", "{what}, {who}").format(what=named, who=pgettext("limit", whose))
        pattern = gettext("At least {amount} for {what}.") if row.least else gettext("At most {amount} for {what}.")
        return pattern.format(amount=text, what=named)

    def _tighten(self, limit: str, value: float, whose: str) -> None:
        row = LIMITS[limit]
        tighter = value > self._values[limit] if row.least else value < self._values[limit]
        if tighter:
            self._values[limit] = value
            self._whose[limit] = whose


def set_limits(step: Massage) -> tuple[str, ...]:
    """The limits of the length of one set of a massage; the last is the closest."""
    return ("massage.set", "massage.spot") if step.spot else ("massage.set",)


def _groups(profile: Profile, *, new_user: bool) -> list[str]:
    """The groups that the person belongs to today, by their names in the table of limits."""
    belongs = {
        "new-user": new_user,
        "spasm": profile.today.spasm,
        "hypermobile": profile.hypermobile,
        "under-16": profile.age == "under-16",
        "pregnant": profile.pregnant,
        "after-birth": profile.gave_birth,
        "heart": profile.heart or profile.high_blood_pressure,
        "blood-thinners": profile.blood_thinners,
    }
    return [group for group, holds in belongs.items() if holds]


_CAPS: Final = {row.id: row.cap for row in LIMITS.values()}


class Lowered(NamedTuple):
    """One number of a step that was above its limit."""

    key: str
    limit: str
    asked: float
    allowed: float


_DOSES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "stretch": (("discomfort", "static.discomfort"),),
    "contract-relax": (("discomfort", "static.discomfort"), ("effort", "pnf.effort")),
    "dynamic": (("hold", "exercise.hold"), ("tempo", "exercise.hold")),
    "exercise": (("hold", "exercise.hold"), ("tempo", "exercise.hold")),
    "massage": (("pressure", "massage.pressure"),),
    "heat": (("temperature", "heat.temperature"),),
    "breathe": (("hold", "breath.hold"), ("hold_out", "breath.hold")),
}
"""The keys of each kind of step that are lowered to a limit, and that limit."""


def untargeted(step: Step) -> float:
    """The seconds of a step that charges no muscle; 0 where it charges one, or has no length."""
    return 0.0 if getattr(step, "target", ()) else getattr(step, "duration", None) or 0.0


def lower_doses(step: Step, bounds: Bounds) -> tuple[Step, tuple[Lowered, ...]]:
    """`step` with every number above its limit lowered to it, and what was lowered."""
    lowered = []
    if (asked := untargeted(step)) > (allowed := bounds["static.hold"]) and is_held(step):
        lowered.append(Lowered("duration", "static.hold", asked, allowed))
    for key, limit in _DOSES.get(step.kind, ()):
        asked, allowed = getattr(step, key), bounds[limit]
        if isinstance(step, Movement):
            allowed = min((allowed, *(bounds["neck.hold"] for each in expand(step.target) if GROUP_OF[each] == "neck")))
            if key == "tempo" and asked is not None:
                asked = max((0.0, *asked.phases[1::2]))
        if isinstance(step, Heat) and is_bath(step):
            allowed = min(allowed, BATH_TEMPERATURE)
        if asked is not None and asked > allowed:
            lowered.append(Lowered(key, limit, asked, allowed))
    if not lowered:
        return step, ()
    changes = {each.key: _lowered(getattr(step, each.key), each.allowed) for each in lowered}
    return structs.replace(step, **changes), tuple(lowered)


def _lowered(value: Any, allowed: float) -> Any:  # noqa: ANN401 - a number of any of the model's types
    """A number lowered to what is allowed; of a tempo, the phases in which nothing moves."""
    if isinstance(value, Tempo):
        phases = tuple(min(phase, allowed) if still % 2 else phase for still, phase in enumerate(value.phases))
        return Tempo(sum(phases), phases)
    return type(value)(allowed)


class Allowance(Struct, frozen=True):
    """How many seconds of a segment may be played; with a limit and a reason where that is less than asked.

    `until` is the wall-clock second from which a new session may have some of it, where that is known.
    """

    seconds: float
    limit: str = ""
    reason: str = ""
    until: float | None = None


_RULES: Final[Mapping[str, str]] = {
    "struck": to_translate("You said this was too much: it rests for this session."),
    "skin.massage": to_translate("A blister or numb skin was reported here: no massage on it for 24 hours."),
    "skin": to_translate("A blister or numb skin was reported: no heat and no cold for 24 hours."),
    "too-much": to_translate("It was too much within the last 24 hours: only half of what was left then."),
    "order.cold": to_translate(
        "After cold, no stretching and no massage on that part of the body for {}: feeling is dulled."
    ),
    "order.contrast": to_translate("Heat and cold on the same part of the body keep {} apart."),
    "order.pnf": to_translate("Contract-relax is not done on consecutive days: {} between two sessions."),
    "order.warmup": to_translate(
        "Warm up first: {} of movement, such as walking, or heat, in the 20 min before stretching."
    ),
    "order.usual": to_translate(
        "The usual order is warm-up or heat, massage, movement, holds, contract-relax, cold last."
    ),
    "profile.pregnant": to_translate("At most 10 min for a bath in pregnancy."),
}


def explain(limit: str, allowed: float, bounds: Bounds) -> str:
    """Why only `allowed` may be played, in one plain sentence."""
    if limit in _RULES:
        return gettext(_RULES[limit]).format(spoken(bounds[limit]) if limit in LIMITS else "")
    if limit == "cold.time" and allowed == ICE_CUBE_TIME < bounds[limit]:
        return gettext("At most {amount} for massage with an ice cube.").format(amount=spoken(allowed))
    return bounds.reason(limit)
