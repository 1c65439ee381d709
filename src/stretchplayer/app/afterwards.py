"""What a session did, for the page after it: how much each muscle had, the week so far, and one true sentence."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from stretchplayer.catalog import target_name
from stretchplayer.model.duration import spoken
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.session import Snapshot
from stretchplayer.store import Past
from stretchplayer.text import capitalised, count_of
from stretchplayer.translation import gettext

WEEK: Final = 7 * 86_400.0
_MOST: Final = 3
_LEAST: Final = 0.15
"""The share with which what was worked on at all is seen on the map."""


def worked_on(snapshot: Snapshot) -> dict[MuscleSide, float]:
    """How much of the session each muscle-side had, from 0 to 1: the one that had most has 1."""
    sums: defaultdict[MuscleSide, float] = defaultdict(float)
    for run in snapshot.progress.runs:
        for where in run.loads:
            sums[where] += run.seconds
    most = max(sums.values(), default=0.0)
    return {where: max(_LEAST, seconds / most) for where, seconds in sums.items() if seconds and most}


def week_so_far(history: Iterable[Past], now: float) -> str:
    """Sessions and minutes of the last 7 days, as of the wall-clock second `now`; "" where there are none."""
    found = [each for each in history if now - WEEK < each.started <= now and each.seconds]
    if not found:
        return ""
    sessions = count_of("{count} session", "{count} sessions", len(found))
    text = gettext("The last 7 days: {sessions}, {length}.")
    return text.format(sessions=sessions, length=spoken(round(sum(each.seconds for each in found))))


def sentence(snapshot: Snapshot, before: int | None, after: int | None) -> str:
    """One sentence on what was recorded: stiffness where it was said both times, else what had most of the work."""
    if before is not None and after is not None:
        if after < before:
            return gettext("You said {before} for stiffness before, and {after} now.").format(
                before=before, after=after
            )
        if after == before:
            return gettext("You said {before} for stiffness, before and now.").format(before=before)
        return gettext("You said {before} for stiffness before, and {after} now: go gently today.").format(
            before=before, after=after
        )
    moved = {muscle for run in snapshot.progress.runs if run.load != "static" for muscle, _ in run.loads}
    return _most_worked(worked_seconds(snapshot), moved)


def worked_seconds(snapshot: Snapshot) -> Mapping[str, float]:
    """Seconds by muscle: those of both sides together, but what loads both at once counts once."""
    sums: Counter[str] = Counter()
    for run in snapshot.progress.runs:
        for muscle in {muscle for muscle, _ in run.loads}:
            sums[muscle] += run.seconds  # type: ignore[assignment]
    return sums


def _most_worked(seconds: Mapping[str, float], moved: Collection[str]) -> str:
    """What had most of the work; of one that was `moved` it says so: lists of stretching have less of it."""
    found = sorted((muscle for muscle in seconds if round(seconds[muscle])), key=lambda each: -seconds[each])[:_MOST]
    if not found:
        return ""
    length = spoken(round(seconds[found[0]]))
    alike = [target_name(each) for each in found if round(seconds[each]) == round(seconds[found[0]])]
    if len(alike) > 1:
        return gettext("Most time went to {muscles}: {length} each.").format(muscles=", ".join(alike), length=length)
    first, *others = (target_name(muscle) for muscle in found)
    if not others:
        return gettext("Most of it went to one place, {muscle}: {length}.").format(muscle=first, length=length)
    text = (
        gettext("{muscle} had {length} with all that moves it, the most of all; then came {others}.")
        if found[0] in moved
        else gettext("{muscle} had {length}, the most of all; then came {others}.")
    )
    return text.format(muscle=capitalised(first), length=length, others=", ".join(others))
