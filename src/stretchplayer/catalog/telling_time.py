"""How long it takes to explain a step to a user who is new to it, in the language in which it is spoken."""

from functools import lru_cache
from math import ceil
from typing import Final

from stretchplayer.catalog.translated import step as translated_step
from stretchplayer.model.getting_ready import explained
from stretchplayer.model.speaking_time import speaking_time
from stretchplayer.model.steps import Breathe, ContractRelax, Movement, Step, own_pace

_AROUND: Final = 5.3
"""Seconds of getting ready in which nothing is explained: the release and the cue before it, the countdown after it."""
_SIDE: Final = 1.5
_PLACE: Final = 1.5
"""Seconds to say the side, and how to be placed."""
_ON_THIS_SIDE: Final = 1.3
"""Seconds to say that what is counted is for this side."""
_DOSE: Final = 2.2
_RHYTHM: Final = 3.0
"""Seconds to say how long and how often; and what more there is to say of a push, a pace or a breath."""


def telling_time(step: Step, *, language: str, briefly: bool = False) -> float:
    """Whole seconds to get ready in which all that a newcomer has to hear of a step is said; 0.0 where it is nothing.

    Its texts are translated here. Where it is told `briefly`, that is what to take care of, and how to be placed.
    """
    if not explained(step):
        return 0.0
    heard = translated_step(step, language)
    total = _AROUND + speaking_time(heard.say or heard.name or "", language)
    total += _SIDE * (getattr(step, "sides", "both") != "both") + _PLACE * (step.position is not None)
    texts = [heard.caution or ""]
    if not briefly:
        texts.append(heard.how or "")
        total += _DOSE + _RHYTHM * _has_rhythm(step) + _ON_THIS_SIDE * (getattr(step, "sides", "both") != "both")
    return float(ceil(total + sum(_reading_time(text, language) for text in texts)))


@lru_cache(maxsize=2048)
def _reading_time(text: str, language: str) -> float:
    """Seconds for a text as it stands in a file; kept, because fitting asks for the same ones thousands of times."""
    return speaking_time(" ".join(text.split()), language)


def _has_rhythm(step: Step) -> bool:
    if isinstance(step, Movement):
        return step.reps is not None and (own_pace(step) or bool(step.hold) or bool(step.tempo and step.tempo.phases))
    return isinstance(step, ContractRelax | Breathe)
