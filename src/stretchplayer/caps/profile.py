"""What is known about the person: the lasting profile, today's answers, and how long those last."""

from collections.abc import Collection, Iterable, Mapping
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


Answer = Literal["injury", "rub", "pain", "spasm", "fever", "clot", "sedated", "red_flag"]
Part = tuple[Answer, str]
"""One thing that was answered: the question, and a place, a leg, a number, or "yes"."""
YES: Final = "yes"


class Today(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Today's answers as they hold at one instant; places are muscle keys or groups.

    `until` are the wall-clock seconds at which parts of them end by themselves, where that is known.
    """

    injury: tuple[Area, ...] = ()
    rub: tuple[Area, ...] = ()
    pain: Annotated[int, Meta(ge=0, le=10)] | None = None
    spasm: bool = False
    fever: bool = False
    clot: Leg | None = None
    sedated: bool = False
    red_flag: bool = False
    until: tuple[tuple[Part, float], ...] = ()

    def ends(self, answer: Answer, values: tuple[str, ...] = (YES,)) -> float | None:
        """When the last of these parts ends; None where that is not known."""
        known = dict(self.until)
        found = [known.get((answer, value)) for value in values]
        return max((each for each in found if each is not None), default=None) if None not in found else None


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
    high_blood_pressure: bool = False
    glaucoma: bool = False
    recent_surgery: tuple[Place, ...] = ()
    hip_replacement: bool = False
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


_FLAGS: Final[tuple[Answer, ...]] = ("spasm", "fever", "sedated", "red_flag")
_PLACES: Final[tuple[Answer, ...]] = ("injury", "rub")
_LEGS: Final = ("left", "right")

LASTS: Final[Mapping[str, float]] = {
    answer: GROUP_LIMITS[f"today.{answer}"].cap for answer in ("injury", "rub", "spasm", "fever", "sedated")
}
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


def ending(new: Iterable[Part], at: float) -> tuple[tuple[Part, float], ...]:
    """When each of the parts that are answered at the wall-clock second `at` ends by itself."""
    return tuple((part, at + LASTS[part[0]]) for part in new if part[0] in LASTS)


def today_of(found: Iterable[Part], until: Iterable[tuple[Part, float]] = ()) -> Today:
    """The answers made up of these parts, with what is known about when they end; of several pains the worst."""
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
        until=tuple((part, end) for part, end in until if part in there),
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
