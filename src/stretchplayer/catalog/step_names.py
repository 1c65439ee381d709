"""What a step is called that has no name of its own: "Stretch: calf and shin"; in every language."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from stretchplayer.catalog import advice_title, target_name
from stretchplayer.model.steps import Step, Topic
from stretchplayer.translation import SOURCE, pgettext, to_translate_in

_TARGETED: Final[Mapping[str, str]] = {
    "stretch": to_translate_in("step", "Stretch: {places}"),
    "contract-relax": to_translate_in("step", "Contract and relax: {places}"),
    "dynamic": to_translate_in("step", "Move: {places}"),
    "exercise": to_translate_in("step", "Exercise: {places}"),
    "massage": to_translate_in("step", "Massage: {places}"),
    "heat": to_translate_in("step", "Heat: {places}"),
    "cold": to_translate_in("step", "Cold: {places}"),
}
_PLAIN: Final[Mapping[str, str]] = {
    "exercise": to_translate_in("step", "Exercise"),
    "breathe": to_translate_in("step", "Breathe"),
    "rest": to_translate_in("step", "Rest"),
}
_WORDS: Final[Mapping[str, str]] = {
    "stretch": to_translate_in("kind of step", "stretch"),
    "contract-relax": to_translate_in("kind of step", "contract-relax"),
    "dynamic": to_translate_in("kind of step", "dynamic"),
    "exercise": to_translate_in("kind of step", "exercise"),
    "massage": to_translate_in("kind of step", "massage"),
    "heat": to_translate_in("kind of step", "heat"),
    "cold": to_translate_in("kind of step", "cold"),
    "breathe": to_translate_in("kind of step", "breathe"),
    "rest": to_translate_in("kind of step", "rest"),
    "advice": to_translate_in("kind of step", "advice"),
}
_LONGEST: Final = 60


def kind_word(step: Step) -> str:
    """What kind of step it is, in a word; in English as files write it."""
    return pgettext("kind of step", _WORDS[step.kind])


def topic_name(topic: Topic, code: str = SOURCE) -> str:
    """The name of a step that gives advice."""
    return pgettext("step", "Advice: {title}", code).format(title=advice_title(topic, code))


def plain_name(kind: str, code: str = SOURCE) -> str | None:
    """The name of a step that works on no muscle; None where there is none for its kind."""
    return pgettext("step", _PLAIN[kind], code) if kind in _PLAIN else None


@lru_cache(maxsize=256)
def targeted_name(kind: str, targets: tuple[str, ...], code: str = SOURCE) -> str | None:
    """The name of a step that works on these muscles and groups; None where there is none for its kind."""
    if kind not in _TARGETED or not targets:
        return None
    pattern = pgettext("step", _TARGETED[kind], code)
    places = [target_name(target, code) for target in dict.fromkeys(targets)]
    name = pattern.format(places=listed(places, code))
    while len(name) > _LONGEST and len(places) > 1:
        places.pop()
        more = pgettext("step", "{places} and more", code).format(places=", ".join(places))
        name = pattern.format(places=more)
    return name[:_LONGEST]


def listed(words: Sequence[str], code: str | None = None) -> str:
    """Words as people list them: "a, b and c"."""
    if len(words) < 2:  # noqa: PLR2004 - one word is no list
        return "".join(words)
    return pgettext("list", "{words} and {last}", code).format(words=", ".join(words[:-1]), last=words[-1])


def in_a_row(names: Iterable[str]) -> str:
    """Names of steps, one after the other: those that have a comma of their own are parted by more than that."""
    found = [*names]
    return ("; " if any("," in name for name in found) else ", ").join(found)
