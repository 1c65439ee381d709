"""Steps that must not be played, for anybody or for this person today."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from stretchplayer.caps.limits import NO_GUN_GROUPS, PAIN_TOO_STRONG
from stretchplayer.caps.profile import ELSEWHERE, Profile, Today
from stretchplayer.catalog.translated import passage
from stretchplayer.model import steps
from stretchplayer.model.muscles import GROUP_OF, expand
from stretchplayer.model.routine import Routine, flat
from stretchplayer.model.steps import (
    Advice,
    Cold,
    ContractRelax,
    Exercise,
    Heat,
    Massage,
    Movement,
    Step,
    Stretch,
    Targeted,
)
from stretchplayer.translation import gettext, pgettext, to_translate, to_translate_in


class Refusal(NamedTuple):
    """A limit's id, a one-sentence reason, and the wall-clock second at which it ends, where that is known."""

    limit: str
    reason: str
    until: float | None = None


_LOW_BACK_AND_BELLY: Final = frozenset({"abdominals", "lumbar_extensors", "quadratus_lumborum"})
_LEG: Final = frozenset({"hip", "thigh", "leg", "foot"})
_BENT: Final = _LEG - {"foot"}
_NO_ANSWERS: Final = Profile()
_FLAT: Final = ("lying-back", "lying-front")
_NOT_FLAT: Final = to_translate("Nothing lying flat on back or front in pregnancy.")


def needs_help(today: Today) -> bool:
    """Whether today's answers call for help instead of stretching, so that the warning signs are shown."""
    return today.red_flag or (today.pain is not None and today.pain >= PAIN_TOO_STRONG)


def refuse(step: Step, muscles: tuple[str, ...], profile: Profile, side: str | None = None) -> Refusal | None:
    """Why `step`, done on `side`, must not be played for this person today, or for anybody; None where it may.

    Without a side, it is done on all sides. Of several reasons it is the first, until the last of them ends.
    """
    if isinstance(step, Massage) and step.using == "massage gun" and _groups(muscles) & NO_GUN_GROUPS:
        return Refusal("massage.gun", gettext("A massage gun is never used on neck, jaw or belly."))
    if profile == _NO_ANSWERS:
        return None
    found = list(_refusals(step, muscles, profile, side))
    if not found:
        return None
    ends = [each.until for each in found if each.until is not None]
    return found[0]._replace(until=max(ends) if len(ends) == len(found) else None)


def names_you(routine: Routine, profile: Profile) -> Refusal | None:
    """What is said before a routine whose `not_with` names an answer of this person: the words of its "Not for".

    With one of today's answers nothing of it is played; one of the profile has to be confirmed.
    """
    if profile == _NO_ANSWERS:
        return None
    targets = [
        target for step in flat(routine.step, routine.without) if isinstance(step, Targeted) for target in step.target
    ]
    muscles = expand(tuple(dict.fromkeys(targets)))
    for answer in routine.not_with:
        if _GIVEN[answer](profile, muscles):
            limit, words = _WITH[answer]
            reason = gettext("This is not done {who}.").format(who=pgettext("who", words))
            if routine.not_for:
                people = passage(" ".join(routine.not_for.split()))
                reason += " " + gettext("Not for: {people}").format(people=people)
            return Refusal(limit, reason, _until(answer, profile.today))
    return None


def _refusals(step: Step, muscles: tuple[str, ...], profile: Profile, side: str | None) -> Iterator[Refusal]:
    today = profile.today
    if today.red_flag:
        yield Refusal("today.red_flag", gettext("With one of these signs nothing is played: get help first."))
    if today.pain is not None and today.pain >= PAIN_TOO_STRONG:
        yield Refusal("today.pain", gettext("With pain of 7 or more nothing is played: see someone about it."))
    if not isinstance(step, Targeted):
        # Advice, rest and breathing load nothing.
        return
    yield from _clot(step, muscles, today, side)
    yield from _spasm(step, today)
    yield from _place(step, muscles, today)
    yield from _person(step, muscles, profile)
    for answer in step.not_with:
        if _GIVEN[answer](profile, muscles):
            limit, words = _WITH[answer]
            reason = gettext("This is not done {who}.").format(who=pgettext("who", words))
            yield Refusal(limit, reason, _until(answer, today))


_WITH: Final[Mapping[steps.Answer, tuple[str, str]]] = {
    "pregnant": ("profile.pregnant", to_translate_in("who", "in pregnancy")),
    "gave-birth": ("profile.gave_birth", to_translate_in("who", "in the 6 weeks after a birth")),
    "heart": ("profile.heart", to_translate_in("who", "with heart trouble")),
    "skin": ("profile.skin", to_translate_in("who", "where the skin is ill or cancer is being treated")),
    "hypermobile": ("profile.hypermobile", to_translate_in("who", "with joints that slip or bend far")),
    "thin-bones": ("profile.thin_bones", to_translate_in("who", "with thin bones or a spinal fracture")),
    "numb": ("profile.numb", to_translate_in("who", "where feeling or blood flow is poor")),
    "cold-reaction": ("profile.cold_reaction", to_translate_in("who", "by somebody who reacts badly to cold")),
    "blood-thinners": ("profile.blood_thinners", to_translate_in("who", "with blood thinners")),
    "high-blood-pressure": ("profile.high_blood_pressure", to_translate_in("who", "with high blood pressure")),
    "glaucoma": ("profile.glaucoma", to_translate_in("who", "with glaucoma or raised pressure in the eyes")),
    "surgery": (
        "profile.recent_surgery",
        to_translate_in("who", "within 12 weeks of surgery, a fracture or a new joint there"),
    ),
    "hip-replacement": ("profile.hip_replacement", to_translate_in("who", "with an artificial hip")),
    "supervised": (
        "profile.supervised",
        to_translate_in("who", "by somebody who should exercise only under supervision"),
    ),
    "65-over": ("profile.age", to_translate_in("who", "from 65 on")),
    "under-16": ("profile.age", to_translate_in("who", "under 16")),
    "spasm": ("today.spasm", to_translate_in("who", "in an acute spasm")),
    "fever": ("today.fever", to_translate_in("who", "with a fever")),
}
"""What a step may say in `not_with`: the limit, and the end of a sentence."""


def not_done(step: Step) -> tuple[str, ...]:
    """For whom or when `step` says that it is not done, each as the end of a sentence: "in pregnancy"."""
    return tuple(_WITH[answer][1] for answer in step.not_with)


_GIVEN: Final[Mapping[steps.Answer, Callable[[Profile, tuple[str, ...]], bool]]] = {
    "pregnant": lambda profile, _: profile.pregnant,
    "gave-birth": lambda profile, _: profile.gave_birth,
    "heart": lambda profile, _: profile.heart,
    "skin": lambda profile, muscles: _on(profile.skin, muscles),
    "hypermobile": lambda profile, _: profile.hypermobile,
    "thin-bones": lambda profile, _: profile.thin_bones,
    "numb": lambda profile, _: profile.numb,
    "cold-reaction": lambda profile, _: profile.cold_reaction,
    "blood-thinners": lambda profile, _: profile.blood_thinners,
    "high-blood-pressure": lambda profile, _: profile.high_blood_pressure,
    "glaucoma": lambda profile, _: profile.glaucoma,
    "surgery": lambda profile, muscles: _on(profile.recent_surgery, muscles) or _at_a_leg(profile.recent_surgery),
    "hip-replacement": lambda profile, _: profile.hip_replacement,
    "supervised": lambda profile, _: profile.supervised,
    "65-over": lambda profile, _: profile.age == "65-over",
    "under-16": lambda profile, _: profile.age == "under-16",
    "spasm": lambda profile, _: profile.today.spasm,
    "fever": lambda profile, _: profile.today.fever,
}


def _until(answer: steps.Answer, today: Today) -> float | None:
    return today.ends(answer) if answer in ("spasm", "fever") else None


def _spasm(step: Step, today: Today) -> Iterator[Refusal]:
    if today.spasm and isinstance(step, ContractRelax):
        yield Refusal("today.spasm", gettext("No contract-relax in an acute spasm."), today.ends("spasm"))
    if today.spasm and isinstance(step, Massage) and step.using == "massage gun":
        yield Refusal("today.spasm", gettext("No massage gun in an acute spasm."), today.ends("spasm"))


def _place(step: Step, muscles: tuple[str, ...], today: Today) -> Iterator[Refusal]:
    hurt = _near(today.injury, muscles)
    if hurt and isinstance(step, Heat | Massage | Stretch | ContractRelax):
        reason = gettext("No heat, massage or stretching on an injury of the last 72 hours.")
        yield Refusal("today.injury", reason, today.ends("injury", hurt))
    if today.fever and isinstance(step, Heat | Massage):
        yield Refusal("today.fever", gettext("No heat and no massage with a fever."), today.ends("fever"))
    rubbed = _near(today.rub, muscles)
    if rubbed and isinstance(step, Heat):
        yield Refusal("today.rub", gettext("No heat over a rub on the skin."), today.ends("rub", rubbed))
    if today.sedated and isinstance(step, Heat | Cold):
        reason = gettext("No heat and no cold after alcohol or anything that makes drowsy.")
        yield Refusal("today.sedated", reason, today.ends("sedated"))


_CLOT: Final[Mapping[str, str]] = {
    "left": to_translate("Nothing on the left leg while a blood clot is possible there: see a doctor today."),
    "right": to_translate("Nothing on the right leg while a blood clot is possible there: see a doctor today."),
    "both": to_translate("Nothing on either leg while a blood clot is possible there: see a doctor today."),
}


def _clot(step: Step, muscles: tuple[str, ...], today: Today, side: str | None) -> Iterator[Refusal]:
    leg = today.clot
    if leg is None:
        return
    # An exercise without muscles of its own, such as walking, is for the legs.
    legs = _LEG & _groups(muscles) or (isinstance(step, Exercise) and not muscles)
    if legs and (leg == "both" or side in (leg, "both", None)):
        yield Refusal("today.clot", gettext(_CLOT[leg]))
    elif isinstance(step, Heat | Massage):
        yield Refusal(
            "today.clot", gettext("No heat and no massage while a blood clot is possible: see a doctor today.")
        )


def _person(step: Step, muscles: tuple[str, ...], profile: Profile) -> Iterator[Refusal]:
    if isinstance(step, ContractRelax) and profile.hypermobile:
        yield Refusal("profile.hypermobile", gettext("No contract-relax with joints that slip or bend far."))
    if profile.pregnant:
        yield from _pregnant(step, muscles)
    if profile.gave_birth and isinstance(step, ContractRelax):
        yield Refusal("profile.gave_birth", gettext("No contract-relax in the 6 weeks after a birth."))
    if profile.gave_birth and isinstance(step, Movement) and "abdominals" in muscles:
        yield Refusal("profile.gave_birth", gettext("No exercise for the belly in the 6 weeks after a birth."))
    if profile.thin_bones and step.loads:
        reason = gettext("No bending or twisting of the spine with thin bones or a spinal fracture.")
        yield Refusal("profile.thin_bones", reason)
    yield from _skin_and_blood(step, muscles, profile)


def _skin_and_blood(step: Step, muscles: tuple[str, ...], profile: Profile) -> Iterator[Refusal]:
    thermal = isinstance(step, Heat | Cold)
    if profile.heart and isinstance(step, Heat):
        yield Refusal("profile.heart", gettext("No heat with heart trouble: ask the person who treats you first."))
    if (thermal or isinstance(step, Massage)) and _near(profile.skin, muscles):
        yield Refusal(
            "profile.skin", gettext("No heat, cold or massage where the skin is ill or cancer is being treated.")
        )
    if profile.numb and thermal:
        yield Refusal("profile.numb", gettext("No heat and no cold where feeling or blood flow is poor."))
    if profile.numb and isinstance(step, Massage) and step.using == "ball" and "foot" in _groups(muscles):
        yield Refusal("profile.numb", gettext("No ball under a foot where feeling or blood flow is poor."))
    if profile.cold_reaction and isinstance(step, Cold):
        yield Refusal("profile.cold_reaction", gettext("No cold for somebody who reacts badly to it."))
    if profile.blood_thinners and isinstance(step, Massage) and step.using != "hands":
        yield Refusal("profile.blood_thinners", gettext("Massage by hand only with blood thinners."))


def _pregnant(step: Step, muscles: tuple[str, ...]) -> Iterator[Refusal]:
    limit = "profile.pregnant"
    if isinstance(step, ContractRelax):
        yield Refusal(limit, gettext("No contract-relax in pregnancy."))
    if isinstance(step, Heat) and _LOW_BACK_AND_BELLY.intersection(muscles):
        yield Refusal(limit, gettext("No heat on belly or low back in pregnancy."))
    if step.position in _FLAT:
        yield Refusal(limit, _NOT_FLAT)


def lies_flat(step: Step, profile: Profile) -> Refusal | None:
    """Why breathing or resting is better done in another position; it is never withheld for it."""
    if profile.pregnant and step.position in _FLAT and not isinstance(step, Advice):
        return Refusal("profile.pregnant", _NOT_FLAT)
    return None


def _near(places: tuple[str, ...], muscles: tuple[str, ...]) -> tuple[str, ...]:
    """The places in whose body area any of the muscles lies."""
    there = _groups(muscles) if places else set()
    return tuple(place for place in places if not _groups(expand((place,))).isdisjoint(there))


def _on(places: tuple[str, ...], muscles: tuple[str, ...]) -> bool:
    """Whether one of the places may be where the muscles are; nobody knows that of a place that was not said."""
    known = tuple(place for place in places if place != ELSEWHERE)
    return known != places or bool(_near(known, muscles)) or bool(known and not muscles)


def _at_a_leg(places: tuple[str, ...]) -> bool:
    """Whether one of the places lies at hip, thigh or lower leg: what bends these far may pull on muscles elsewhere."""
    return not _BENT.isdisjoint(GROUP_OF.get(place, place) for place in places)


def _groups(muscles: tuple[str, ...]) -> set[str]:
    return {GROUP_OF[muscle] for muscle in muscles}
