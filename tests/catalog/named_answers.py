"""How words say that an answer of the profile keeps somebody from a step, and which answers a step names by key."""

from collections.abc import Mapping
from typing import Any, Final

NAMED: Final[Mapping[str, str]] = {
    "surgery": r"replacement|operation",
    "hip-replacement": r"hip (or knee )?replacement|hip operation",
    "pregnant": r"\bpregnan",
    "gave-birth": r"after a birth",
    "thin-bones": r"thin bones|osteoporosis",
    "heart": r"pacemaker|heart|angina",
    "skin": r"inflamed skin|cancer",
    "numb": r"numb skin|numb, broken|cannot feel|diabetes|poor circulation",
    "cold-reaction": r"raynaud|hives",
    "blood-thinners": r"blood thinner",
    "high-blood-pressure": r"high blood pressure",
    "glaucoma": r"glaucoma|(eye|eyes) pressure|pressure in the eyes",
    "hypermobile": r"slipped out, leave|hypermobil",
    "65-over": r"from 65 on",
}
"""One who only has to go less far is not kept from it."""
HOW_FAR: Final = frozenset({"pregnant", "surgery", "hip-replacement"})
"""Answers with which a move may go too far although its caution, which has little room, does not name them."""
ON_A_CARD: Final[Mapping[str, str]] = {
    **NAMED,
    "hip-replacement": r"hip (or knee )?replacement",
    "surgery": r"replacement|operation|a broken bone",
    "numb": rf"{NAMED['numb']}|numb feet|numb or ill skin",
    "skin": rf"{NAMED['skin']}|ill skin",
    "cold-reaction": rf"{NAMED['cold-reaction']}|bad reaction to cold",
    "hypermobile": r"slip out|hypermobil",
    "fever": r"\bfever",
}
"""The same for what a routine says of the people it is not for, where today's fever may be named as well."""


def bound(step: Mapping[str, Any]) -> tuple[str, ...]:
    """The answers with which a step as a file has it is not done."""
    keys = step.get("not_with", ())
    return (keys,) if isinstance(keys, str) else tuple(keys)
