"""The signs that need help rather than stretching, by what to do about them."""

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from stretchplayer.phrases.languages import load


class Signs(NamedTuple):
    """Signs, and what to do about any one of them."""

    action: str
    signs: tuple[str, ...]


@cache
def warning_signs() -> Mapping[str, Signs]:
    """All signs in English, the most urgent first; those that are spoken come from the file of their language."""
    said = load("en")
    return {
        "emergency": Signs("Call the emergency services now", said.red_flags),
        "same day": Signs("See a doctor today", (*_SAME_DAY, said.skin_sign)),
        "appointment": Signs("Book an appointment", _APPOINTMENT),
    }


def warning_lines() -> list[str]:
    """All signs, with what to do, one per line."""
    return [line for action, signs in warning_signs().values() for line in (f"{action}:", *(f"  {x}" for x in signs))]


_SAME_DAY: Final = (
    "One calf or thigh swollen, warm and throbbing.",
    "Fever with back or neck pain.",
    "After 50: new pain at the temple, a jaw that tires in chewing, or trouble seeing.",
    "Pain that is worse at night and not eased by rest, a new lump, or weight loss without a cause.",
    "Dark urine with severe muscle pain.",
    "A cramp that lasts more than 10 minutes.",
    "Spasm of the jaw or of the whole body after a wound.",
)
_APPOINTMENT: Final = (
    "No better after 2 to 3 weeks.",
    "Cramps that wreck your sleep.",
    "Numbness or swelling that comes back.",
)
