"""Signs that need help rather than stretching, in the project's own words."""

from types import MappingProxyType
from typing import Final

RED_FLAGS: Final = MappingProxyType(
    {
        "emergency": (
            "New numbness around the genitals, the back passage or the inner thighs.",
            "You cannot start, feel or control urine or bowels.",
            "Weakness or numbness in both legs, or leg weakness that gets worse fast.",
            "Chest pain, breathlessness, or coughing up blood.",
            "Pain after a serious accident.",
            "A drooping face, slurred speech, double vision, or a sudden fall without fainting.",
            "A sudden unusual neck pain or headache.",
            "Fever with a stiff neck and headache, a rash, or confusion.",
        ),
        "same day": (
            "One calf or thigh swollen, warm and throbbing.",
            "Fever with back or neck pain.",
            "After 50: new pain at the temple, a jaw that tires in chewing, or trouble seeing.",
            "Pain that is worse at night and not eased by rest, a new lump, or weight loss without a cause.",
            "Dark urine with severe muscle pain.",
            "A cramp that lasts more than 10 minutes.",
            "Spasm of the jaw or of the whole body after a wound.",
            "A blister, or white, blue or numb skin, after heat or cold.",
        ),
        "appointment": (
            "No better after 2 to 3 weeks.",
            "Cramps that wreck your sleep.",
            "Numbness or swelling that comes back.",
        ),
    }
)
"""When to get help: at once, on the same day, by appointment."""

WHEN: Final = MappingProxyType(
    {
        "emergency": "Call the emergency services now",
        "same day": "See a doctor today",
        "appointment": "Book an appointment",
    }
)


def skin_sign() -> str:
    """What to look for on the skin after heat or cold."""
    return next(sign for sign in RED_FLAGS["same day"] if "blister" in sign)


def red_flag_lines() -> list[str]:
    """All signs, with what to do, one per line."""
    return [
        line for group, signs in RED_FLAGS.items() for line in (f"{WHEN[group]}:", *(f"  {sign}" for sign in signs))
    ]
