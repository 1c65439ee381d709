"""The signs that need help rather than stretching, by what to do about them."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from stretchplayer.caps import Plan
from stretchplayer.phrases.languages import in_words
from stretchplayer.translation import gettext, to_translate


class Signs(NamedTuple):
    """Signs, and what to do about any one of them."""

    action: str
    signs: tuple[str, ...]


def warning_signs() -> Mapping[str, Signs]:
    """All signs, the most urgent first; those that are spoken come from the file of their language."""
    said = in_words()
    return {
        "emergency": Signs(gettext("Call the emergency services now"), said.red_flags),
        "same day": Signs(gettext("See a doctor today"), (*map(gettext, _SAME_DAY), said.skin_sign)),
        "appointment": Signs(gettext("Book an appointment"), tuple(map(gettext, _APPOINTMENT))),
    }


def warning_lines() -> list[str]:
    """All signs, with what to do, one per line."""
    return [line for action, signs in warning_signs().values() for line in (f"{action}:", *(f"  {x}" for x in signs))]


def why_help(plan: Plan) -> tuple[str, ...]:
    """Which of today's answers leave nothing of a plan, where help comes first; each is a sentence."""
    if plan.playable:
        return ()
    limits = {each.limit: each.reason for each in plan.verdicts if each.action == "withheld" and each.limit in _STOPS}
    signs = [gettext(_FEVER)] if "today.fever" in limits else []
    return (*limits.values(), *(f"{gettext('See a doctor today')}: {sign}" for sign in signs))


_STOPS: Final = frozenset({"today.red_flag", "today.pain", "today.fever", "today.clot"})
_FEVER: Final = to_translate("Fever with back or neck pain.")
_SAME_DAY: Final = (
    to_translate("One calf or thigh swollen, warm and throbbing."),
    _FEVER,
    to_translate("After 50: new pain at the temple, a jaw that tires in chewing, or trouble seeing."),
    to_translate("Pain that is worse at night and not eased by rest, a new lump, or weight loss without a cause."),
    to_translate("Dark urine with severe muscle pain."),
    to_translate("A cramp that lasts more than 10 minutes."),
    to_translate("Spasm of the jaw or of the whole body after a wound."),
)
_APPOINTMENT: Final = (
    to_translate("No better after 2 to 3 weeks."),
    to_translate("Cramps that wreck your sleep."),
    to_translate("Numbness or swelling that comes back."),
)
