"""What was too much in the last 24 hours: said again before the next session, which asks whether it is over."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from stretchplayer.app.past_session import Report, reports
from stretchplayer.caps.limits import DAY
from stretchplayer.catalog import side_name
from stretchplayer.catalog.translated import name as translated_name
from stretchplayer.model.duration import spoken
from stretchplayer.translation import gettext

if TYPE_CHECKING:
    from stretchplayer.store import PastSession, Store

_MINUTE: Final = 60.0
_LONGEST: Final = DAY
"""A session that began longer before the last 24 hours than this has nothing in them."""


def reported(store: "Store", now: float) -> tuple[str, ...]:
    """A sentence for each "too much" in the 24 hours before the wall-clock second `now`, the latest first."""
    lately = [each.id for each in store.history() if each.started > now - DAY - _LONGEST]
    sessions = [session for each in lately if (session := store.session(each)) is not None]
    found = {report for session in sessions for report in _of(session) if report.at > now - DAY}
    return tuple(_sentence(each, now) for each in sorted(found, reverse=True))


def _of(session: "PastSession") -> Iterable[Report]:
    """By its steps; by its muscles where the journal stayed on another machine, or does not name steps."""
    if found := reports(session.journal):
        return found
    return {Report(each.at, each.word, side_name(each.muscle, each.side), 1) for each in session.strains}


def _sentence(report: Report, now: float) -> str:
    ago = spoken(max(_MINUTE, _MINUTE * round((now - report.at) / _MINUTE)))
    if not report.name:
        text = gettext("“Too much” {ago} ago ({word}): begin only if that is over.")
        return text.format(ago=ago, word=report.said)
    text = gettext("“Too much” at {step}, {ago} ago ({word}): begin only if that is over.")
    return text.format(step=translated_name(report.name), ago=ago, word=report.said)
