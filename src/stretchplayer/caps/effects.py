"""What an answer changes, in a sentence for each question; what is done about it stands in `bounds` and `refusals`."""

from types import MappingProxyType
from typing import Final

PROFILE_EFFECTS: Final = MappingProxyType(
    {
        "age": "Under 16: with an adult, a pull of at most 2 of 10. 65 and over: longer holds (30 to 60 s) are usual.",
        "pregnant": "Yes: a pull of at most 3 of 10, nothing flat on back or front, no heat on belly or low back, "
        "10 min in a bath, no contract-relax.",
        "gave_birth": "Yes: a pull of at most 3 of 10, no exercise for the belly, no contract-relax.",
        "heart": "Yes: no heat, ask first; the breath is held for 5 s at most.",
        "skin": "No heat, cold or massage there.",
        "hypermobile": "Yes: at most 30 s for a muscle-side in a session, a pull of at most 2 of 10, "
        "no contract-relax.",
        "thin_bones": "Yes: nothing that bends or twists the spine.",
        "numb": "Yes: no heat and no cold.",
        "cold_reaction": "Yes: no cold.",
        "blood_thinners": "Yes: massage by hand only, with a pressure of at most 3 of 10.",
        "recent_surgery": "Every session says to ask the person who treats you first.",
        "supervised": "Yes: every session says to do it with the person who supervises you.",
    }
)
TODAY_EFFECTS: Final = MappingProxyType(
    {
        "red_flag": "Yes: nothing is played; get help first.",
        "pain": "7 or more: nothing is played; see someone about it.",
        "injury": "For 72 hours no heat, massage or stretching there; cold and easy movement stay.",
        "spasm": "Yes: for a day holds of at most 20 s, 60 s for a muscle-side, a pull of at most 2 of 10; "
        "no contract-relax, no massage gun.",
        "fever": "Yes: no heat and no massage for a day.",
        "clot": "Nothing on that leg, and no heat or massage anywhere, until a doctor has looked at it.",
        "rub": "No heat there for a day.",
        "sedated": "Yes: no heat and no cold for 12 hours.",
    }
)
