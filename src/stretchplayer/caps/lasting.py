"""How long today's answers last, from the instant at which each was given."""

from collections.abc import Collection, Iterable
from types import MappingProxyType
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct, structs

from stretchplayer.caps.group_limits import GROUP_LIMITS, PAIN_TOO_STRONG
from stretchplayer.caps.profile import Leg, Today
from stretchplayer.model.muscles import GROUP_OF, GROUPS

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
    """One thing that was answered, and when: `at` is a wall-clock second."""

    answer: Answer
    value: str
    at: Annotated[float, Meta(ge=-1e12, le=1e12)]

    def __post_init__(self) -> None:
        """Refuse what is no answer to the question."""
        if not _fits(self.answer, self.value):
            message = f"`{self.value[:20]}` is no answer about {self.answer}"
            raise ValueError(message)

    @property
    def part(self) -> Part:
        """What was answered, whenever it was."""
        return self.answer, self.value

    @property
    def until(self) -> float | None:
        """The wall-clock second at which it ends by itself; None where it does not."""
        return self.at + LASTS[self.answer] if self.answer in LASTS else None


def dated(said: Iterable[Said], now: float) -> tuple[Said, ...]:
    """`said` with what lies ahead of the clock dated to `now`: a clock that was set back makes nothing last longer."""
    return tuple(structs.replace(each, at=now) if each.at > now else each for each in said)


def holding(said: Iterable[Said], now: float) -> tuple[Said, ...]:
    """What still holds at `now`. What lies ahead of the clock counts as given now."""
    return tuple(each for each in said if each.until is None or now - min(each.at, now) < LASTS[each.answer])


def parts(today: Today) -> tuple[Part, ...]:
    """Everything that was answered with something."""
    found: list[Part] = [(answer, place) for answer in _PLACES for place in getattr(today, answer)]
    found += [(answer, YES) for answer in _FLAGS if getattr(today, answer)]
    if today.pain is not None:
        found.append(("pain", str(today.pain)))
    if today.clot is not None:
        found += [("clot", leg) for leg in _LEGS if today.clot in (leg, "both")]
    return tuple(found)


def today_of(found: Iterable[Part]) -> Today:
    """The answers that these parts make up; of several pains the worst."""
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
    """What is `new` holds from `now` on, what is `over` no longer.

    What has run out stays: the clock may be ahead just now. There is one pain, the last that was given.
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
