"""Steps that must not be played at all, because of what they are or who would do them."""

from typing import Final

from stretchplayer.caps.limits import NO_GUN_GROUPS
from stretchplayer.caps.profile import Profile, Today
from stretchplayer.model.muscles import GROUP_OF, expand
from stretchplayer.model.steps import ContractRelax, Heat, Massage, Step, Stretch, Targeted

Refusal = tuple[str, str]
"""A limit's id and a one-sentence reason."""

_LOW_BACK_AND_BELLY: Final = frozenset({"abdominals", "lumbar_extensors", "quadratus_lumborum"})
_NO_ANSWERS: Final = Profile()
PAIN_TOO_STRONG: Final = 7


def needs_help(today: Today) -> bool:
    """Whether today's answers call for help rather than for stretching: the warning signs are shown then."""
    return today.red_flag or (today.pain is not None and today.pain >= PAIN_TOO_STRONG)


def refuse(step: Step, muscles: tuple[str, ...], profile: Profile) -> Refusal | None:
    """Why `step` is not for this person today, or for nobody; None where it may be played."""
    if isinstance(step, Massage) and step.using == "massage gun" and _groups(muscles) & NO_GUN_GROUPS:
        return ("massage.gun", "A massage gun is never used on neck, jaw or belly.")
    if profile == _NO_ANSWERS:
        return None
    return _today(step, muscles, profile.today) or _person(step, muscles, profile)


def _today(step: Step, muscles: tuple[str, ...], today: Today) -> Refusal | None:
    thermal = step.kind in ("heat", "cold")
    if today.red_flag:
        return ("today.red_flag", "With one of these signs nothing is played: get help first.")
    if today.pain is not None and today.pain >= PAIN_TOO_STRONG:
        return ("today.pain", "With pain of 7 or more nothing is played: see someone about it.")
    if today.spasm and isinstance(step, ContractRelax):
        return ("today.spasm", "No contract-relax in an acute spasm.")
    if today.spasm and isinstance(step, Massage) and step.using == "massage gun":
        return ("today.spasm", "No massage gun in an acute spasm.")
    injured = set(expand(today.injury)).intersection(muscles)
    if injured and isinstance(step, Heat | Massage | Stretch | ContractRelax):
        return ("today.injury", "No heat, massage or stretching on an injury of the last 72 hours.")
    if today.fever and isinstance(step, Heat | Massage):
        return ("today.fever", "No heat and no massage with a fever.")
    if today.clot and isinstance(step, Heat | Massage):
        return ("today.clot", "No heat and no massage where a blood clot is possible.")
    if isinstance(step, Heat) and _groups(expand(today.rub)) & _groups(muscles):
        return ("today.rub", "No heat over a rub on the skin.")
    if today.sedated and thermal:
        return ("today.sedated", "No heat and no cold after alcohol or anything that makes drowsy.")
    return None


def _person(step: Step, muscles: tuple[str, ...], profile: Profile) -> Refusal | None:
    if isinstance(step, ContractRelax) and profile.hypermobile:
        return ("profile.hypermobile", "No contract-relax with joints that slip or bend far.")
    if profile.pregnant:
        refusal = _pregnant(step, muscles)
        if refusal:
            return refusal
    if profile.thin_bones and {"spine-flexion", "spine-twist"}.intersection(step.loads):
        return ("profile.thin_bones", "No bending or twisting of the spine with thin bones or a spinal fracture.")
    if profile.numb and step.kind in ("heat", "cold"):
        return ("profile.numb", "No heat and no cold where feeling or blood flow is poor.")
    if profile.cold_reaction and step.kind == "cold":
        return ("profile.cold_reaction", "No cold for somebody who reacts badly to it.")
    if profile.blood_thinners and isinstance(step, Massage) and step.using != "hands":
        return ("profile.blood_thinners", "Massage by hand only with blood thinners.")
    return None


def _pregnant(step: Step, muscles: tuple[str, ...]) -> Refusal | None:
    limit = "profile.pregnant"
    if isinstance(step, ContractRelax):
        return (limit, "No contract-relax in pregnancy and the 6 months after birth.")
    if isinstance(step, Heat) and _LOW_BACK_AND_BELLY.intersection(muscles):
        return (limit, "No heat on belly or low back in pregnancy and the 6 months after birth.")
    if step.position in ("lying-back", "lying-front"):
        return (limit, "Nothing lying flat on back or front in pregnancy and the 6 months after birth.")
    return None


def targets(step: Step) -> tuple[str, ...]:
    """The muscle keys of any step; none for breathing, rest and advice."""
    return expand(step.target) if isinstance(step, Targeted) else ()


def _groups(muscles: tuple[str, ...]) -> set[str]:
    return {GROUP_OF[muscle] for muscle in muscles}
