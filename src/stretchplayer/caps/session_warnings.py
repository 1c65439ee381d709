"""Warnings about a whole session: what the user has had, what has hurt, what the profile says."""

from collections.abc import Iterator

from stretchplayer.caps.limits import MANY_SESSIONS
from stretchplayer.caps.profile import ELSEWHERE, Profile
from stretchplayer.catalog import target_name
from stretchplayer.translation import SOURCE, gettext, language


def warnings(profile: Profile, sore: tuple[str, ...], sessions: int) -> Iterator[tuple[str, str]]:
    """Warnings about the whole session: the limit, and the reason."""
    if sessions >= MANY_SESSIONS:
        yield (
            "static.sessions",
            gettext("This is session {number} with static stretching in 24 hours: 1 or 2 are usual.").format(
                number=sessions
            ),
        )
    if sore:
        muscles = ", ".join(map(_place_name, sore))
        text = gettext("Too much for the second time in 7 days ({muscles}): see a professional about it.")
        yield "too-much", text.format(muscles=muscles)
    if profile.age == "under-16":
        yield "profile.age", gettext("Under 16: do this together with an adult.")
    if profile.pregnant and profile.gave_birth:
        reason = gettext(
            "Your profile says both pregnant and after a birth, once one question: answer both in the profile."
        )
        yield "profile.pregnant", reason
    if profile.recent_surgery:
        where = ", ".join(_place_name(place) for place in profile.recent_surgery if place != ELSEWHERE)
        if where:
            text = gettext(
                "After surgery, a fracture or a new joint ({places}): ask who treats you before you stretch there."
            )
            reason = text.format(places=where)
        else:
            reason = gettext("After surgery, a fracture or a new joint: ask who treats you before you stretch there.")
        yield "profile.recent_surgery", reason
    if profile.supervised:
        reason = gettext(
            "You were told to exercise only under supervision: do this with the person who supervises you."
        )
        yield "profile.supervised", reason


def _place_name(place: str) -> str:
    """A muscle or a group in words: in English its key, as it always was; elsewhere its everyday name."""
    return place.replace("_", " ") if language() == SOURCE else target_name(place)
