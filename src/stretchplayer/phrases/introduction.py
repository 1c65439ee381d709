"""What is said once, before a session begins."""

from typing import Final, NamedTuple

from stretchplayer.caps import Plan
from stretchplayer.catalog.translated import passage, thing, title
from stretchplayer.model.getting_ready import STANDS_THERE, known_as
from stretchplayer.model.routine import flat, needs
from stretchplayer.phrases import Phrases
from stretchplayer.phrases.segment_words import followed, sentence, sentences

FETCHING: Final = 8.0
"""Seconds to lay ready what is needed, where that is more than what stands in the room."""


class Opening(NamedTuple):
    """One sentence, and the seconds of quiet after it in which something is done."""

    text: str
    pause: float = 0.0


def introduction(plan: Plan, phrases: Phrases, *, recorded: bool = False) -> tuple[Opening, ...]:
    """What it is, how long it takes, what to have at hand, how much is enough, for whom it is not, how to follow it.

    What the routine says of itself is translated into the language that holds, which is that of `phrases`. It is short
    for somebody who knows all of it. With `recorded`, also what a recording is not and cannot do.
    """
    routine, known = plan.routine, _knows(plan)
    # What a step can use has words of its own among those that are spoken.
    things = [each if each in phrases.tools else thing(each) for each in needs(routine)]
    parts = [sentence(title(routine.title)), phrases.takes(plan.seconds)]
    if things:
        parts.append(phrases.at_hand(things))
    fetched = not known and not STANDS_THERE.issuperset(needs(routine))
    if fetched:
        parts.append(phrases.lay_ready)
    if any(each.action in ("trimmed", "withheld") for each in plan.verdicts):
        parts.append(phrases.limited)
    if any(segment.load in ("static", "contract") for segment in plan.segments):
        parts.append(phrases.mild_pull)
    if routine.not_for and not known:
        parts.append(phrases.not_for(passage(routine.not_for)))
    if recorded:
        thermal = any(segment.thermal for segment in plan.segments)
        parts += [phrases.general, phrases.recorded_start, *([phrases.cannot_stop] if thermal else [])]
    first = next((segment.what.position for segment in plan.segments if followed(segment)), None)
    if not known:
        parts += [phrases.get_placed, phrases.sit_out, *([phrases.begin_in[first]] if first else [])]
        if any(segment.works and segment.what.position == "standing" for segment in plan.segments):
            parts.append(phrases.eyes_open)
    told = [each for text in parts for each in sentences(text)]
    return tuple(Opening(text, FETCHING if fetched and text == phrases.lay_ready else 0.0) for text in told)


def _knows(plan: Plan) -> bool:
    """Whether all that is played is known."""
    return {known_as(step) for step in flat(plan.routine.step, plan.routine.without)} <= set(plan.routine.known)
