"""The questions of the profile and of each session, and what an answer changes."""

from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

from stretchplayer.caps.profile import ELSEWHERE


class Question(Struct, frozen=True, kw_only=True):
    """One question; `key` is the field of Profile or Today that it fills.

    `kind` is how it is answered: yes or no, one of `choices`, a number from 0 to 10, or a list of body areas. Among
    areas, `choices` are the places that can be named besides them. `unsaid` is the choice of none of them.
    `key_hint` says which key helps where the answer is typed.
    """

    key: str
    text: str
    kind: Literal["yes", "choice", "scale", "areas"] = "yes"
    choices: tuple[str, ...] = ()
    unsaid: str = "not said"
    key_hint: str = ""


PROFILE: Final = (
    Question(key="age", text="How old are you?", kind="choice", choices=("under-16", "16-64", "65-over")),
    Question(key="pregnant", text="Pregnant?"),
    Question(key="gave_birth", text="Did you give birth in the last 6 weeks?"),
    Question(key="heart", text="Heart trouble, or pain in the chest under effort (angina)?"),
    Question(key="skin", text="A skin condition, or cancer that is treated now? Where?", kind="areas"),
    Question(key="hypermobile", text="Joints that slip out, or diagnosed hypermobility?"),
    Question(key="thin_bones", text="Thin bones (osteoporosis), or a fracture of the spine?"),
    Question(key="numb", text="Numbness, poor circulation, or diabetes with loss of feeling?"),
    Question(key="cold_reaction", text="Raynaud's, cold urticaria, or another bad reaction to cold?"),
    Question(key="blood_thinners", text="Do you take blood thinners?"),
    Question(
        key="recent_surgery",
        text="A joint replacement, surgery or a fracture within the last 12 weeks? Where?",
        kind="areas",
        choices=(ELSEWHERE,),
    ),
    Question(key="supervised", text="Were you told to exercise only under supervision?"),
)

TODAY: Final = (
    Question(key="red_flag", text="Any of the warning signs?", key_hint="w shows them"),
    Question(key="pain", text="Pain now, 0 to 10?", kind="scale"),
    Question(key="injury", text="A new injury in the last 72 hours? Where?", kind="areas"),
    Question(key="spasm", text="Is a muscle in spasm right now?"),
    Question(key="fever", text="Fever?"),
    Question(
        key="clot",
        text="Could it be a blood clot: one calf or thigh swollen, warm, throbbing? Which leg?",
        kind="choice",
        choices=("left", "right", "both"),
        unsaid="no",
    ),
    Question(key="rub", text="A rub on the skin (menthol, salicylate, capsaicin)? Where?", kind="areas"),
    Question(key="sedated", text="Alcohol, or anything that makes you drowsy?"),
)

NOTHING_NEW: Final = (
    "Since last time: a new injury, pain of 7 or more, a muscle in spasm, fever, a swollen warm calf, a rub on the "
    "skin, alcohol or anything that makes drowsy, or a warning sign?"
)
"""All of today's questions in one, for the one key that answers them with "nothing new"."""


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
