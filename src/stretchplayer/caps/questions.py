"""The questions of the profile and of each session, read from `questions.toml`, and what an answer changes."""

from collections.abc import Mapping
from pkgutil import get_data
from typing import Final, Literal

import tomli
from msgspec import Struct, convert

from stretchplayer.translation import to_translate_in


class Question(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question; `key` is the field of Profile or Today that it fills.

    `kind` is how it is answered: yes or no, one of `choices`, a number from 0 to 10, or a list of body areas. Among
    areas, `choices` are the places that can be named besides them. `unsaid` is the choice of none of them.
    `key_hint` says which key helps where the answer is typed, `effect` what the answer changes.
    """

    key: str
    text: str
    kind: Literal["yes", "choice", "scale", "areas"] = "yes"
    choices: tuple[str, ...] = ()
    unsaid: str = to_translate_in("answer", "not said")
    key_hint: str = ""
    effect: str = ""


_TABLE: Final = tomli.loads((get_data(__package__, "questions.toml") or b"").decode())
PROFILE: Final = convert(_TABLE["profile"], tuple[Question, ...])
TODAY: Final = convert(_TABLE["today"], tuple[Question, ...])
NOTHING_NEW: Final[str] = _TABLE["nothing_new"]
NOTHING_YET: Final[str] = _TABLE["nothing_yet"]
"""All of today's questions in one, for the one key that answers them with "nothing new"; and for the first session."""
PROFILE_EFFECTS: Final[Mapping[str, str]] = {each.key: each.effect for each in PROFILE}
TODAY_EFFECTS: Final[Mapping[str, str]] = {each.key: each.effect for each in TODAY}
