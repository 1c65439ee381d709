"""Steps that must not be played, for anybody or for this person today."""

from typing import Final

from stretchplayer.caps.limits import NO_GUN_GROUPS, PAIN_TOO_STRONG
from stretchplayer.caps.profile import Profile, Today
from stretchplayer.model.muscles import GROUP_OF, expand
from stretchplayer.model.steps import Cold, ContractRelax, Dynamic, Heat, Massage, Step, Stretch, Targeted

Refusal = tuple[str, str]
"""A limit's id and a one-sentence reason."""

_LOW_BACK_AND_BELLY: Final = frozenset({"abdominals", "lumbar_extensors", "quadratus_lumborum"})
_LEG: Final = frozenset({"hip", "thigh", "leg", "foot"})
_NO_ANSWERS: Final = Profile()


def needs_help(today: Today) -> bool:
    """Whether today's answers call for help instead of stretching, so that the warning signs are shown."""
    return today.red_flag or (today.pain is not None and today.pain >= PAIN_TOO_STRONG)


def refuse(step: Step, muscles: tuple[str, ...], profile: Profile, side: str | None = None) -> Refusal | None:
    """Why `step`, done on `side`, must not be played for this person today, or for anybody; None where it may.

    Without a side, it is done on all sides.
    """
    if isinstance(step, Massage) and step.using == "massage gun" and _groups(muscles) & NO_GUN_GROUPS:
        return ("massage.gun", "A massage gun is never used on neck, jaw or belly.")
    if profile == _NO_ANSWERS:
        return None
    return _today(step, muscles, profile.today, side) or _person(step, muscles, profile)


def _today(step: Step, muscles: tuple[str, ...], today: Today, side: str | None) -> Refusal | None:
    if today.red_flag:
        return ("today.red_flag", "With one of these signs nothing is played: get help first.")
    if today.pain is not None and today.pain >= PAIN_TOO_STRONG:
        return ("today.pain", "With pain of 7 or more nothing is played: see someone about it.")
    return _clot(step, muscles, today, side) or _spasm(step, today) or _place(step, muscles, today)


def _spasm(step: Step, today: Today) -> Refusal | None:
    if today.spasm and isinstance(step, ContractRelax):
        return ("today.spasm", "No contract-relax in an acute spasm.")
    if today.spasm and isinstance(step, Massage) and step.using == "massage gun":
        return ("today.spasm", "No massage gun in an acute spasm.")
    return None


def _place(step: Step, muscles: tuple[str, ...], today: Today) -> Refusal | None:
    if isinstance(step, Heat | Massage | Stretch | ContractRelax) and _near(today.injury, muscles):
        return ("today.injury", "No heat, massage or stretching on an injury of the last 72 hours.")
    if today.fever and isinstance(step, Heat | Massage):
        return ("today.fever", "No heat and no massage with a fever.")
    if isinstance(step, Heat) and _near(today.rub, muscles):
        return ("today.rub", "No heat over a rub on the skin.")
    if today.sedated and isinstance(step, Heat | Cold):
        return ("today.sedated", "No heat and no cold after alcohol or anything that makes drowsy.")
    return None


def _clot(step: Step, muscles: tuple[str, ...], today: Today, side: str | None) -> Refusal | None:
    leg = today.clot
    if leg is None or not isinstance(step, Targeted):
        return None
    if _LEG & _groups(muscles) and (leg == "both" or side in (leg, "both", None)):
        where = "either leg" if leg == "both" else f"the {leg} leg"
        return ("today.clot", f"Nothing on {where} while a blood clot is possible there: see a doctor today.")
    if isinstance(step, Heat | Massage):
        return ("today.clot", "No heat and no massage while a blood clot is possible: see a doctor today.")
    return None


def _person(step: Step, muscles: tuple[str, ...], profile: Profile) -> Refusal | None:
    if isinstance(step, ContractRelax) and profile.hypermobile:
        return ("profile.hypermobile", "No contract-relax with joints that slip or bend far.")
    if profile.pregnant:
        refusal = _pregnant(step, muscles)
        if refusal:
            return refusal
    if profile.gave_birth and isinstance(step, ContractRelax):
        return ("profile.gave_birth", "No contract-relax in the 6 weeks after a birth.")
    if profile.gave_birth and isinstance(step, Dynamic) and "abdominals" in muscles:
        return ("profile.gave_birth", "No exercise for the belly in the 6 weeks after a birth.")
    if profile.thin_bones and {"spine-flexion", "spine-twist"}.intersection(step.loads):
        return ("profile.thin_bones", "No bending or twisting of the spine with thin bones or a spinal fracture.")
    return _skin_and_blood(step, muscles, profile)


def _skin_and_blood(step: Step, muscles: tuple[str, ...], profile: Profile) -> Refusal | None:
    thermal = isinstance(step, Heat | Cold)
    if profile.heart and isinstance(step, Heat):
        return ("profile.heart", "No heat with heart trouble: ask the person who treats you first.")
    if (thermal or isinstance(step, Massage)) and _near(profile.skin, muscles):
        return ("profile.skin", "No heat, cold or massage where the skin is ill or cancer is being treated.")
    if profile.numb and thermal:
        return ("profile.numb", "No heat and no cold where feeling or blood flow is poor.")
    if profile.cold_reaction and isinstance(step, Cold):
        return ("profile.cold_reaction", "No cold for somebody who reacts badly to it.")
    if profile.blood_thinners and isinstance(step, Massage) and step.using != "hands":
        return ("profile.blood_thinners", "Massage by hand only with blood thinners.")
    return None


def _pregnant(step: Step, muscles: tuple[str, ...]) -> Refusal | None:
    limit = "profile.pregnant"
    if isinstance(step, ContractRelax):
        return (limit, "No contract-relax in pregnancy.")
    if isinstance(step, Heat) and _LOW_BACK_AND_BELLY.intersection(muscles):
        return (limit, "No heat on belly or low back in pregnancy.")
    if step.position in ("lying-back", "lying-front"):
        return (limit, "Nothing lying flat on back or front in pregnancy.")
    return None


def _near(places: tuple[str, ...], muscles: tuple[str, ...]) -> bool:
    """Whether any of the muscles lies in the body area of one of the places."""
    return bool(places) and not _groups(expand(places)).isdisjoint(_groups(muscles))


def _groups(muscles: tuple[str, ...]) -> set[str]:
    return {GROUP_OF[muscle] for muscle in muscles}
