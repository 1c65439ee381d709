"""What is said once, before a session begins."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from stretchplayer.caps import Plan
from stretchplayer.catalog.translated import passage, thing, title
from stretchplayer.model.getting_ready import STANDS_THERE, known_as
from stretchplayer.model.routine import Routine, flat, needs
from stretchplayer.phrases import Phrases
from stretchplayer.phrases.segment_words import followed, sentence, sentences

FETCHING: Final = 6.0
"""Seconds to lay ready one thing, where more is needed than what stands in the room."""
FETCHING_MORE: Final = 4.0
"""Seconds for each thing more."""
_STAYS_THERE: Final = STANDS_THERE - {"mat", "chair"}
"""What nobody lays ready."""


class Opening(NamedTuple):
    """One sentence, and the seconds of quiet after it in which something is done."""

    text: str
    pause: float = 0.0


def introduction(plan: Plan, phrases: Phrases, *, recorded: bool = False) -> tuple[Opening, ...]:
    """What it is, how long it takes, how much is enough, for whom it is not, how to follow it, what to lay ready.

    What the routine says of itself is translated into the language that holds, which is that of `phrases`. It is short
    for somebody who knows all of it. With `recorded`, also what a recording is not and cannot do.
    """
    routine, known = plan.routine, _knows(plan)
    parts = [sentence(title(routine.title)), phrases.takes(plan.seconds)]
    if any(each.action in ("trimmed", "withheld") for each in plan.verdicts):
        parts.append(phrases.limited)
    if any(segment.load in ("static", "contract") for segment in plan.segments):
        parts.append(phrases.mild_pull)
    if routine.not_for and not known:
        parts.append(phrases.not_for(passage(routine.not_for)))
    if recorded:
        thermal = any(segment.thermal for segment in plan.segments)
        parts += [phrases.general, phrases.recorded_start, *([phrases.cannot_stop] if thermal else [])]
    if not known:
        parts += [phrases.get_placed, phrases.sit_out]
        if any(segment.works and segment.what.position == "standing" for segment in plan.segments):
            parts.append(phrases.eyes_open)
    said = [Opening(each) for text in parts for each in sentences(text)]
    said += _laying_ready(routine, phrases, recorded=recorded, known=known)
    first = next((segment.what.position for segment in plan.segments if followed(segment)), None)
    return (*said, *([Opening(phrases.begin_in[first])] if first and not known else []))


def _laying_ready(routine: Routine, phrases: Phrases, *, recorded: bool, known: bool) -> Iterator[Opening]:
    """What is needed, and time to lay it ready; last, so that who pauses there has heard all but where to begin."""
    needed = needs(routine)
    if needed:
        # What a step can use has words of its own among those that are spoken.
        yield Opening(phrases.at_hand([each if each in phrases.tools else thing(each) for each in needed]))
    fetched = not known and not STANDS_THERE.issuperset(needed)
    if fetched:
        yield Opening(phrases.lay_ready_mat if "mat" in needed else phrases.lay_ready)
    pause = FETCHING + FETCHING_MORE * (len(set(needed) - _STAYS_THERE) - 1) if fetched else 0.0
    if recorded or fetched:
        yield Opening(phrases.recorded_pause if recorded else phrases.lay_ready_longer, pause)


def _knows(plan: Plan) -> bool:
    """Whether all that is played is known."""
    return {known_as(step) for step in flat(plan.routine.step, plan.routine.without)} <= set(plan.routine.known)
