"""What is known about the person: the lasting profile, today's answers and how long those last, and the questions."""

from collections.abc import Collection, Iterable
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct, structs

from stretchplayer.caps.limits import GROUP_LIMITS, PAIN_TOO_STRONG
from stretchplayer.model.muscles import GROUP_OF, GROUPS

AgeBand = Literal["under-16", "16-64", "65-over"]
Leg = Literal["left", "right", "both"]
TooMuchWord = Literal["sharp", "tingling", "cramp", "dizzy", "skin", "other"]

ELSEWHERE: Final = "elsewhere"
"""A place that is none of the body areas, or was not said."""
_AREAS: Final = "|".join((*GROUPS, *GROUP_OF))
Area = Annotated[str, Meta(pattern=rf"^(?:{_AREAS})(?![\s\S])")]
Place = Annotated[str, Meta(pattern=rf"^(?:{_AREAS}|{ELSEWHERE})(?![\s\S])")]


class Today(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Today's answers as they hold at one instant; places are muscle keys or groups."""

    injury: tuple[Area, ...] = ()
    rub: tuple[Area, ...] = ()
    pain: Annotated[int, Meta(ge=0, le=10)] | None = None
    spasm: bool = False
    fever: bool = False
    clot: Leg | None = None
    sedated: bool = False
    red_flag: bool = False


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lasting answers; each may be left out, which means the careful default."""

    age: AgeBand | None = None
    pregnant: bool = False
    gave_birth: bool = False
    heart: bool = False
    skin: tuple[Area, ...] = ()
    hypermobile: bool = False
    thin_bones: bool = False
    numb: bool = False
    cold_reaction: bool = False
    blood_thinners: bool = False
    recent_surgery: tuple[Place, ...] = ()
    supervised: bool = False
    today: Today = Today()


def read_profile(text: str | bytes) -> Profile:
    """A profile as any version wrote it. Raises DecodeError or UnicodeDecodeError.

    Earlier versions asked about pregnancy and birth in one question, and not where surgery or a clot was. An old yes
    means all that it may have meant.
    """
    try:
        raw: Any = msgspec.json.decode(text)
    except RecursionError as error:
        message = "nested too deeply"
        raise msgspec.DecodeError(message) from error
    if isinstance(raw, dict):
        if raw.get("pregnant") is True:
            raw.setdefault("gave_birth", True)
        if isinstance(raw.get("recent_surgery"), bool):
            raw["recent_surgery"] = [ELSEWHERE] if raw["recent_surgery"] else []
        today = raw.get("today")
        if isinstance(today, dict) and isinstance(today.get("clot"), bool):
            today["clot"] = "both" if today["clot"] else None
    return msgspec.convert(raw, Profile)


Answer = Literal["injury", "rub", "pain", "spasm", "fever", "clot", "sedated", "red_flag"]
Part = tuple[Answer, str]
"""One thing that was answered: the question, and a place, a leg, a number, or "yes"."""

YES: Final = "yes"
_FLAGS: Final[tuple[Answer, ...]] = ("spasm", "fever", "sedated", "red_flag")
_PLACES: Final[tuple[Answer, ...]] = ("injury", "rub")
_LEGS: Final = ("left", "right")

LASTS: Final = MappingProxyType(
    {answer: GROUP_LIMITS[f"today.{answer}"].cap for answer in ("injury", "rub", "spasm", "fever", "sedated")}
)
"""Seconds for which an answer holds; pain and warning signs hold until asked again, a clot until it is over."""
ASKED_AGAIN: Final[frozenset[Answer]] = frozenset({"pain", "red_flag"})


class Said(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer, and the wall-clock second at which it was given."""

    answer: Answer
    value: str
    at: Annotated[float, Meta(ge=-1e12, le=1e12)]

    def __post_init__(self) -> None:
        """Refuse a value that does not answer the question."""
        if not _fits(self.answer, self.value):
            message = f"`{self.value[:20]}` is no answer about {self.answer}"
            raise ValueError(message)

    @property
    def part(self) -> Part:
        """The answer without its time."""
        return self.answer, self.value

    @property
    def until(self) -> float | None:
        """The wall-clock second at which it ends by itself; None where it does not."""
        return self.at + LASTS[self.answer] if self.answer in LASTS else None


def dated(said: Iterable[Said], now: float) -> tuple[Said, ...]:
    """`said` with answers from ahead of the clock dated to `now`, so that none lasts longer for a clock set back."""
    return tuple(structs.replace(each, at=now) if each.at > now else each for each in said)


def holding(said: Iterable[Said], now: float) -> tuple[Said, ...]:
    """What still holds at `now`; an answer from ahead of the clock counts as given now."""
    return tuple(each for each in said if each.until is None or now - min(each.at, now) < LASTS[each.answer])


def parts(today: Today) -> tuple[Part, ...]:
    """Every answer that is not a no."""
    found: list[Part] = [(answer, place) for answer in _PLACES for place in getattr(today, answer)]
    found += [(answer, YES) for answer in _FLAGS if getattr(today, answer)]
    if today.pain is not None:
        found.append(("pain", str(today.pain)))
    if today.clot is not None:
        found += [("clot", leg) for leg in _LEGS if today.clot in (leg, "both")]
    return tuple(found)


def today_of(found: Iterable[Part]) -> Today:
    """The answers made up of these parts; of several pains the worst."""
    there = tuple(dict.fromkeys(found))
    legs = [leg for leg in _LEGS if ("clot", leg) in there]
    clot: Leg | None = None if not legs else "both" if len(legs) > 1 else "left" if legs == ["left"] else "right"
    return Today(
        injury=tuple(value for answer, value in there if answer == "injury"),
        rub=tuple(value for answer, value in there if answer == "rub"),
        pain=max((int(value) for answer, value in there if answer == "pain"), default=None),
        clot=clot,
        spasm=("spasm", YES) in there,
        fever=("fever", YES) in there,
        sedated=("sedated", YES) in there,
        red_flag=("red_flag", YES) in there,
    )


def recorded(
    said: Iterable[Said], now: float, *, new: Collection[Part] = (), over: Collection[Part] = ()
) -> tuple[Said, ...]:
    """`said` with what is `new` from `now` on, and without what is `over`.

    Expired answers stay, as the clock may be wrong just now. There is one pain, the last that was given.
    """
    pain = any(answer == "pain" for answer, _ in new)
    kept = [
        each for each in said if each.part not in over and each.part not in new and not (pain and each.answer == "pain")
    ]
    return (*kept, *(Said(answer=answer, value=value, at=now) for answer, value in parts(today_of(new))))


def binds(part: Part) -> bool:
    """Whether an answer takes anything away: pain below the limit does not."""
    answer, value = part
    return answer != "pain" or int(value) >= PAIN_TOO_STRONG


def _fits(answer: Answer, value: str) -> bool:
    if answer in _PLACES:
        return value in GROUPS or value in GROUP_OF
    if answer == "clot":
        return value in _LEGS
    if answer == "pain":
        return value in {str(number) for number in range(11)}
    return value == YES


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
