"""What is known about the person: the lasting profile and today's answers."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

AgeBand = Literal["under-16", "16-64", "65-over"]
TooMuchWord = Literal["sharp", "tingling", "cramp", "dizzy", "skin", "other"]


class Today(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answers that hold for one session; `injury` and `rub` name muscle keys or groups."""

    injury: tuple[str, ...] = ()
    rub: tuple[str, ...] = ()
    pain: Annotated[int, Meta(ge=0, le=10)] | None = None
    spasm: bool = False
    fever: bool = False
    clot: bool = False
    sedated: bool = False
    red_flag: bool = False


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answers that are kept; every one may be left out, which means the careful default of a new user."""

    age: AgeBand | None = None
    pregnant: bool = False
    hypermobile: bool = False
    thin_bones: bool = False
    numb: bool = False
    cold_reaction: bool = False
    blood_thinners: bool = False
    recent_surgery: bool = False
    supervised: bool = False
    today: Today = Today()
