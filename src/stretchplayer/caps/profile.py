"""What is known about the person: the lasting profile and today's answers."""

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

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
    """Answers that are kept; every one may be left out, which means the careful default of a new user."""

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
    keeps everything that it may have meant.
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
