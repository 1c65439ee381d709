"""What is said once, before a session begins."""

from stretchplayer.caps import Plan
from stretchplayer.catalog.translated import passage, thing, title
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.routine import flat, needs
from stretchplayer.phrases import Phrases
from stretchplayer.phrases.segment_words import sentence, sentences


def introduction(plan: Plan, phrases: Phrases, *, recorded: bool = False) -> tuple[str, ...]:
    """What it is, how long it takes, what to have at hand, how much is enough, and for whom it is not.

    What the routine says of itself is translated into the language that holds, which is that of `phrases`. It is short
    for somebody who knows all of it. With `recorded`, also what a recording is not and cannot do.
    """
    routine = plan.routine
    # What a step can use has words of its own among those that are spoken.
    things = [each if each in phrases.tools else thing(each) for each in needs(routine)]
    parts = [sentence(title(routine.title)), phrases.takes(plan.seconds)]
    if things:
        parts.append(phrases.at_hand(things))
    if any(each.action in ("trimmed", "withheld") for each in plan.verdicts):
        parts.append(phrases.limited)
    if any(segment.load in ("static", "contract") for segment in plan.segments):
        parts.append(phrases.mild_pull)
    if routine.not_for and not _knows(plan):
        parts.append(phrases.not_for(passage(routine.not_for)))
    if recorded:
        thermal = any(segment.thermal for segment in plan.segments)
        parts += [phrases.general, phrases.recorded_start, *([phrases.cannot_stop] if thermal else [])]
    return tuple(each for text in parts for each in sentences(text))


def _knows(plan: Plan) -> bool:
    """Whether all that is played is known."""
    return {known_as(step) for step in flat(plan.routine.step, plan.routine.without)} <= set(plan.routine.known)
