"""The signs that need help rather than stretching, by what to do about them."""

from collections.abc import Mapping
from typing import Final, NamedTuple

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


_SAME_DAY: Final = (
    to_translate("One calf or thigh swollen, warm and throbbing."),
    to_translate("Fever with back or neck pain."),
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
