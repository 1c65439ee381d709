"""What a session of the history shows when it is opened: its steps, what was trimmed and why, what was noted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from stretchplayer.caps.limits import DAY
from stretchplayer.catalog import side_name
from stretchplayer.catalog.translated import name as translated_name
from stretchplayer.catalog.translated import title
from stretchplayer.model.duration import spoken
from stretchplayer.store import Entry, StoreFailed
from stretchplayer.translation import gettext, pgettext, to_translate

if TYPE_CHECKING:
    from stretchplayer.caps import Plan
    from stretchplayer.store import JournalRow, PastSession, Store

LAST: Final = "last"
"""What stands for the id of the newest session."""
SHORT_ID: Final = 8
"""Characters of an id that are shown, and that are enough to name a session."""
KEPT_CHARGES: Final = to_translate("It leaves the history for good. What it charged to the limits still counts.")
UNREADABLE: Final = to_translate("The record of this session cannot be read.")
_LOADS: Final = ("work", "contract")
_WORDS: Final = {
    "sharp": to_translate("a sharp pain"),
    "tingling": to_translate("tingling or numb"),
    "cramp": to_translate("a cramp"),
    "dizzy": to_translate("dizzy"),
    "skin": to_translate("a blister or numb skin"),
    "other": to_translate("something else"),
}
_MINUTE: Final = 60.0
_LONGEST: Final = DAY
"""A session that began longer before the last 24 hours than this has nothing in them."""
_STATES: Final = {
    "finished": to_translate("finished"),
    "ended": to_translate("ended early"),
    "unfinished": to_translate("unfinished"),
}


class DoneStep(NamedTuple):
    """One step with the seconds of work that were done of it, by side."""

    path: str
    name: str
    seconds: dict[str, float]


class Report(NamedTuple):
    """A "too much" at a wall-clock second: its word, the name of the step, and how many muscle-sides it was about."""

    at: float
    word: str
    name: str
    muscles: int

    @property
    def said(self) -> str:
        """The word as people read it."""
        return gettext(_WORDS.get(self.word, self.word))


class Section(NamedTuple):
    """A heading, and the lines below it."""

    heading: str
    lines: tuple[str, ...]


def moment(wall: float, zone: tzinfo | None = None, *, exact: bool = False) -> str:
    """The day and the time of day of a wall-clock second, in `zone` or the machine's own; `exact` to the second."""
    try:
        said = datetime.fromtimestamp(wall, UTC).astimezone(zone)
        return said.replace(tzinfo=None).isoformat(" ", "seconds" if exact else "minutes")
    except (OverflowError, ValueError, OSError):
        # The clock may have been set to a year that no calendar has.
        return f"{wall:.0f}"


def verdict_entries(plan: "Plan", at: float) -> list[Entry]:
    """The journal's rows for what the limits changed in a plan; `at` is a monotonic second."""
    names = {each.path: each.name for each in plan.segments if each.works}
    return [
        Entry(
            kind="verdict",
            at=at,
            detail={
                "path": each.path,
                "name": names.get(each.path or "", ""),
                "action": each.action,
                "limit": each.limit,
                "asked": each.asked,
                "allowed": each.allowed,
                "reason": each.reason,
            },
        )
        for each in plan.verdicts
        if each.action in ("trimmed", "withheld")
    ]


def find_session(store: "Store", given: str) -> str:
    """The id that begins with `given`, or that of the newest session for "last". Raises StoreFailed."""
    ids = [each.id for each in store.history()]
    if not ids:
        raise StoreFailed(gettext("No sessions yet."))
    if given.casefold() == LAST:
        return ids[-1]
    found = [each for each in ids if each.startswith(given.casefold())] if given else []
    if len(found) == 1:
        return found[0]
    if found:
        raise StoreFailed(
            gettext("More than one session begins with {given}: write more of its id.").format(given=given)
        )
    message = gettext("There is no session {given}; `stretchplayer history` lists them with their ids.")
    raise StoreFailed(message.format(given=given))


def done_steps(journal: "Iterable[JournalRow]") -> tuple[DoneStep, ...]:
    """The steps of a session in the order in which they were first begun, with what was done of each."""
    sums: dict[str, defaultdict[str, float]] = {}
    names: dict[str, str] = {}
    begun: dict[int, float] = {}
    for row in journal:
        detail = row.detail
        path, origin = str(detail.get("path", "")), detail.get("origin")
        if row.kind not in ("entered", "left") or detail.get("phase") not in _LOADS or not isinstance(origin, int):
            continue
        sides, side = sums.setdefault(path, defaultdict(float)), str(detail.get("side") or "")
        if name := str(detail.get("name") or ""):
            names[path] = name
        at = _number(detail.get("done"))
        if row.kind == "left":
            sides[side] += max(0.0, at - begun.pop(origin, 0.0))
        else:
            if origin in begun:
                # It was not left properly: what was done until the program ended is where it goes on.
                sides[side] += max(0.0, at - begun[origin])
            begun[origin] = at
    return tuple(DoneStep(path, names.get(path, ""), dict(sides)) for path, sides in sums.items())


def reports(journal: "Iterable[JournalRow]") -> tuple[Report, ...]:
    """Every "too much" of a session that was not taken back."""
    found: list[Report] = []
    named = False
    for row in journal:
        detail = row.detail
        if row.kind == "strained":
            named = bool(detail.get("word"))
            if named:
                word, name = str(detail["word"]), str(detail.get("name") or "")
                found.append(Report(row.at, word, name, int(_number(detail.get("muscles")))))
        elif row.kind == "tookback" and named:
            found.pop()
            named = False
    return tuple(found)


def sections(session: "PastSession") -> tuple[Section, ...]:
    """All that there is to say of a session, but for its title; a section without lines is left out."""
    past = session.past
    steps = done_steps(session.journal)
    said = [gettext(_STATES[past.state]), gettext("{length} played").format(length=spoken(round(past.seconds)))]
    if past.worked_seconds:
        said.append(gettext("{worked} of it work").format(worked=spoken(round(past.worked_seconds))))
    head = [f"{', '.join(said)}."]
    before, after = (gettext("not said") if each is None else str(each) for each in (past.before, past.after))
    if past.before is not None or past.after is not None:
        head.append(gettext("Stiffness: {before} before, {after} after.").format(before=before, after=after))
    found = (
        Section("", tuple(head)),
        Section(gettext("Steps"), tuple(map(_step_line, steps))),
        Section(gettext("What each muscle had"), () if steps else tuple(_charged(session))),
        Section(gettext("Trimmed or left out"), tuple(dict.fromkeys(_cuts(session.journal)))),
        Section(gettext("Notes"), tuple(_notes(session))),
    )
    return tuple(each for each in found if each.lines)


def heading(session: "PastSession", when: str) -> str:
    """The title of a session, and `when` it was begun."""
    return f"{title(session.past.routine)}, {when}"


def _number(value: Any) -> float:  # noqa: ANN401 - from JSON
    return float(value) if isinstance(value, int | float) else 0.0


def _step_line(step: DoneStep) -> str:
    parts = [_sided(side, spoken(round(seconds))) for side, seconds in step.seconds.items() if round(seconds)]
    what = translated_name(step.name) if step.name else gettext("a step")
    return f"{step.path}  {what}: {', '.join(parts) or gettext('not done')}"


def _sided(side: str, length: str) -> str:
    if side == "left":
        return pgettext("side", "{length} left").format(length=length)
    return pgettext("side", "{length} right").format(length=length) if side == "right" else length


def _charged(session: "PastSession") -> Iterable[str]:
    """What each muscle-side had, where the steps themselves were not recorded here."""
    sums: defaultdict[tuple[str, str], float] = defaultdict(float)
    for each in session.exposures:
        sums[each.muscle, each.side] += each.seconds
    for (muscle, side), seconds in sums.items():
        if round(seconds):
            yield f"{side_name(muscle, side)}: {spoken(round(seconds))}"


def _cuts(journal: "Sequence[JournalRow]") -> Iterable[str]:
    for row in journal:
        detail, kind = row.detail, row.kind
        action = detail.get("action") if kind == "verdict" else kind
        if kind not in ("verdict", "trimmed", "withheld") or action not in ("trimmed", "withheld"):
            continue
        name, path = str(detail.get("name") or ""), str(detail.get("path") or "")
        what = translated_name(name) if name else gettext("step {path}").format(path=path)
        reason = str(detail.get("reason") or "")
        if action == "withheld":
            yield gettext("{what}: left out. {reason}").format(what=what, reason=reason)
        else:
            asked, allowed = _number(detail.get("asked")), _number(detail.get("allowed"))
            text = gettext("{what}: {asked:g} asked, {allowed:g} allowed. {reason}")
            yield text.format(what=what, asked=asked, allowed=allowed, reason=reason)


def _notes(session: "PastSession") -> Iterable[str]:
    if session.note:
        yield session.note
    for each in session.strains:
        where, word = side_name(each.muscle, each.side), gettext(_WORDS.get(each.word, each.word))
        yield gettext("“Too much”: {where}, {word}.").format(where=where, word=word)
    for report in reports(session.journal):
        # What was said where nothing was loaded is about no muscle.
        if not report.muscles:
            where = translated_name(report.name) if report.name else gettext("a step")
            yield gettext("“Too much”: {where}, {word}.").format(where=where, word=report.said)
    gaps = sum(1 for row in session.journal if row.kind == "paused" and row.detail.get("gap"))
    if gaps:
        yield gettext("Time was lost while the machine slept; it was not counted.")


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
