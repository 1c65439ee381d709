"""Fits a routine to the length nearest to what was asked for, and describes what changed."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import inf
from typing import Final, NamedTuple

from msgspec import Struct, structs

from stretchplayer.caps import Ledger, Plan, Profile, admit
from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.judgement import Verdict
from stretchplayer.caps.order import WARM_UP
from stretchplayer.catalog.step_names import in_a_row
from stretchplayer.catalog.translated import step_name
from stretchplayer.fitting.adjustments import Fitting, PersonalRanges, applied
from stretchplayer.fitting.draft import Draft, Original, above
from stretchplayer.fitting.ladder import ladder
from stretchplayer.fitting.rules import Rules
from stretchplayer.model.duration import spoken
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import Routine, flat, walk
from stretchplayer.model.short_form import short_form
from stretchplayer.model.steps import AnyStep, Group, Movement, beat
from stretchplayer.text import count_of
from stretchplayer.timeline import HELD, MOVED, unroll
from stretchplayer.translation import gettext, pgettext, to_translate, to_translate_in

NEAR: Final = 20.0
"""About one hold, in seconds: a length this near to what was asked for counts as reached."""
_PIECES: Final = frozenset(
    {"static.hold", "neck.hold", "pnf.contract", "massage.set", "massage.spot", "heat.time", "cold.time"}
    | {"cold.time.lean", "static.discomfort", "pnf.effort", "massage.pressure", "heat.temperature", "breath.hold"}
    | {"exercise.hold"}
)
"""Limits of one hold, set or application, and of numbers that are no time: they do not depend on other steps."""
_OF_ALL: Final = {"static.total": "static", "static.sessions": "static", "exercise.session": "exercise"}
"""Limits of all work of a kind, whichever step it belongs to."""
_EXACT: Final = 0.01


class Fitted(Struct, frozen=True, kw_only=True):
    """A routine fitted to about `length` seconds, as far as possible.

    `written` is the routine as in its file, or its short form, `seconds` how long the fitted one lasts under the caps
    as of now; it can be fitted to anything from `least` to `most` seconds.
    """

    written: Routine
    routine: Routine
    fitting: Fitting
    length: float
    seconds: float
    least: float
    most: float

    @property
    def reached(self) -> bool:
        """Whether it lasts about as long as was asked for."""
        return abs(self.seconds - self.length) <= NEAR


class Fitter:
    """Fits one routine for one person at the wall-clock second `now`, to any number of lengths."""

    def __init__(self, routine: Routine, profile: Profile, ledger: Ledger, now: float) -> None:
        plan = admit(routine, profile, ledger, now)
        person = PersonalRanges(Bounds(routine, profile, new_user=ledger.new_user(now)), profile)
        withheld = frozenset(each.path for each in plan.verdicts if each.action == "withheld" and each.path is not None)
        written = Draft.written(Original(routine, person, withheld))
        fixed = _fixed(routine, plan)
        self.routine = routine
        self._caps = _CapsCheck(plan, profile, ledger, now, written, fixed)
        self._drafts, self._place = ladder(written, Rules(written, person, plan.meter()), fixed)
        self._lengths = [self._caps.expected(draft) for draft in self._drafts]
        self._let: dict[int, bool] = {self._place: True}

    def to(self, asked: float) -> Fitted:
        """The routine that lasts about `asked` seconds; of two that are equally near, the one that changes less."""
        places = range(len(self._drafts))
        nearest = sorted(places, key=lambda each: (abs(self._lengths[each] - asked), abs(each - self._place), each))
        chosen, least, most = (next(filter(self._lets, each)) for each in (nearest, places, reversed(places)))
        fitting = self._drafts[chosen].fitting(asked)
        return Fitted(
            written=self.routine,
            routine=applied(self.routine, fitting),
            fitting=fitting,
            length=asked,
            seconds=self._lengths[chosen],
            least=self._lengths[least],
            most=self._lengths[most],
        )

    def at_most(self, asked: float) -> Fitted:
        """The routine as it is written, made shorter only if it lasts longer than about `asked` seconds."""
        return self.to(min(asked, self._lengths[self._place]))

    def _lets(self, place: int) -> bool:
        if place not in self._let:
            self._let[place] = self._caps.lets(self._drafts[place])
        return self._let[place]


def fit(routine: Routine, profile: Profile, ledger: Ledger, now: float, asked: float) -> Fitted:
    """Make `routine` last about `asked` seconds at the wall-clock second `now`, within what `caps.admit` allows.

    The same arguments give the same routine, and more seconds never a shorter one.
    """
    return Fitter(routine, profile, ledger, now).to(asked)


class _CapsCheck:
    """Checks that the caps take no more from a draft than from the routine as written."""

    def __init__(
        self, plan: Plan, profile: Profile, ledger: Ledger, now: float, written: Draft, fixed: frozenset[str]
    ) -> None:
        self._ready = written.ready
        self._plan, self._profile, self._ledger, self._now = plan, profile, ledger, now
        self._verdicts = {_same(verdict) for verdict in plan.verdicts}
        played: dict[str, float] = defaultdict(float)
        for segment in plan.segments:
            played[segment.path] += segment.seconds
        self._fixed = {path: played[path] for path in fixed}
        # What is taken from a group takes the rests between its rounds as well.
        self._rests = {group: played[group] for path in fixed for group in above(path)}

    def expected(self, draft: Draft) -> float:
        """How long a draft lasts if the caps take nothing new from it."""
        kept = sum(
            self._fixed[path] + (draft.ready[path] - self._ready[path] if self._fixed[path] else 0.0)
            if path in self._fixed
            else draft.times(path) * draft.parts[path].seconds + draft.ready[path]
            for path in draft.kept
        )
        between = sum(self._rests[path] if path in self._rests else draft.between(path) for path in draft.groups)
        idle = draft.original.idle
        last = draft.parts[idle].seconds if idle is not None and draft.idles and idle not in self._fixed else 0.0
        return kept + between - last

    def lets(self, draft: Draft) -> bool:
        """Whether a draft lasts as long as expected, with no verdict that the written routine did not have."""
        routine = applied(self._plan.routine, draft.fitting(0.0))
        plan = admit(routine, self._profile, self._ledger, self._now)
        return abs(plan.seconds - self.expected(draft)) < _EXACT and self._verdicts.issuperset(
            map(_same, plan.verdicts)
        )


def in_short(fitter: Fitter, asked: float | None) -> Fitted:
    """The short form that `fitter` was made for, fitted to `asked` seconds; without them, to what its author set.

    That is for a user who knows it: a newcomer has the same to do, and hears how.
    """
    if asked is None:
        most = fitter.routine.short
        fitted = fitter.at_most(inf if most is None else most + _explaining(fitter.routine))
    else:
        fitted = fitter.to(asked)
    kept = structs.replace(fitted.fitting, short=True, asked=asked or 0.0)
    return structs.replace(fitted, fitting=kept, length=fitted.fitting.asked)


def _explaining(routine: Routine) -> float:
    """By how many seconds a routine is longer because not all of it is known."""
    known = structs.replace(routine, known=tuple({known_as(step) for step in flat(routine.step)}))
    now, later = (sum(each.seconds for each in unroll(one)) for one in (routine, known))
    return now - later


def _same(verdict: Verdict) -> tuple[str | None, str, str]:
    return verdict.path, verdict.action, verdict.limit


def _fixed(routine: Routine, plan: Plan) -> frozenset[str]:
    """The steps from which a used-up budget or an answer takes something, and those that share a budget with them.

    They are played as the caps allow: changing them would only move what is missing from one to another.
    """
    cut = [
        each
        for each in plan.verdicts
        if each.action == "withheld" or (each.action == "trimmed" and each.limit not in _PIECES)
    ]
    hard = {each.path for each in cut if each.path is not None}
    if not hard:
        return frozenset()
    whole = {_OF_ALL[each.limit] for each in cut if each.limit in _OF_ALL}
    segments = unroll(routine)
    # A rest goes with what was left out around it.
    rests = (Counter(each.path for each in some if each.kind == "rest") for some in (segments, plan.segments))
    hard |= set(next(rests) - next(rests))
    shared: set[tuple[MuscleSide, str]] = {
        (where, _budget(segment.load)) for segment in segments if segment.path in hard for where in segment.loads
    }
    for segment in segments:
        if segment.load is None:
            continue
        budget = _budget(segment.load)
        if budget in whole or any((where, budget) in shared for where in segment.loads):
            hard.add(segment.path)
    return frozenset(hard)


def _budget(load: str | None) -> str:
    """The budget that a load counts towards."""
    return {"contract": "static", "gun": "massage"}.get(load or "", load or "")


SHORT_FORM: Final = to_translate("The short form")
"""What is said to be played where the author's short form is."""
PLANNED: Final = to_translate("By the plan of the week")
"""What leads the changes that a plan of the week made."""
_KEYS: Final = {
    "hold": to_translate_in("fitted", "holds {before} → {after}"),
    "reps": to_translate_in("fitted", "repetitions {before} → {after}"),
    "sets": to_translate_in("fitted", "sets {before} → {after}"),
    "rest": to_translate_in("fitted", "rest between {before} → {after}"),
    "repeat": to_translate_in("fitted", "rounds {before} → {after}"),
}
_COUNTED: Final = frozenset({_KEYS["reps"], _KEYS["sets"], _KEYS["repeat"]})
_MINUTE: Final = 60
_FEW: Final = 4
"""So few steps are named where more are left out."""
_KINDS: Final = {
    "dynamic": to_translate_in("fitted", "movement {before} → {after}"),
    "exercise": to_translate_in("fitted", "exercise {before} → {after}"),
    "massage": to_translate_in("fitted", "massage {before} → {after}"),
    "heat": to_translate_in("fitted", "heat {before} → {after}"),
    "cold": to_translate_in("fitted", "cold {before} → {after}"),
    "breathe": to_translate_in("fitted", "breathing {before} → {after}"),
    "rest": to_translate_in("fitted", "rest {before} → {after}"),
    "advice": to_translate_in("fitted", "advice {before} → {after}"),
}


def fit_summary(fitted: Fitted) -> str:
    """What was asked for, what that changed, how long it takes; and the range, where it was out of reach."""
    asked = spoken(fitted.length)
    changed = _changed(fitted.written, fitted.fitting)
    words = changed or gettext("as written")
    takes = gettext("It takes {length}.").format(length=spoken(fitted.seconds))
    if _is_gentle(fitted):
        takes = f"{takes} {gettext('The warm-up is short too: stretch gently.')}"
    if fitted.reached:
        lead = gettext("Fitted to {length}").format(length=asked)
        if fitted.fitting.short:
            own = not changed or not fitted.fitting.asked
            lead = gettext(SHORT_FORM) if own else gettext("The short form, fitted to {length}").format(length=asked)
        return f"{lead}: {words}. {takes}"
    return f"{_why(fitted, asked)} {gettext('Nearest: {changes}.').format(changes=words)} {takes}"


def _is_gentle(fitted: Fitted) -> bool:
    """Whether a word of care is due: less warms up than usual, and less than its author wrote."""
    before, now = (_warming_up(each) for each in (fitted.written, fitted.routine))
    return now < min(before, WARM_UP)


def _warming_up(routine: Routine) -> float:
    """Seconds of movement before the first hold; more than any warm-up where nothing is held, or heat comes first."""
    total = 0.0
    for segment in unroll(routine):
        if segment.load in HELD:
            return total
        total += inf if segment.load == "heat" else segment.seconds if segment.load in MOVED else 0.0
    return inf


def _why(fitted: Fitted, asked: str) -> str:
    """Why it does not last as long as asked for."""
    least, most = spoken(fitted.least), spoken(fitted.most)
    if least == most:
        return gettext("It cannot be fitted to {asked}: nothing in it may be made shorter or longer.").format(
            asked=asked
        )
    reach = gettext("It can last from {least} to {most}.").format(least=least, most=most)
    if fitted.length < fitted.least:
        return gettext("{asked} is too short for what has to stay. {reach}").format(asked=asked, reach=reach)
    if fitted.length > fitted.most:
        return gettext("{asked} is more than is usual. {reach}").format(asked=asked, reach=reach)
    return gettext("Nothing comes closer to {asked}. {reach}").format(asked=asked, reach=reach)


def resumed_fit_summary(routine: Routine, fitting: Fitting | None) -> str:
    """What was changed in a session that is resumed; "" where nothing was."""
    if fitting is None:
        return ""
    words = _changed(short_form(routine) if fitting.short else routine, fitting)
    length = spoken(fitting.asked) if fitting.asked else ""
    lead = gettext("Fitted to {length}").format(length=length) if length else gettext(PLANNED)
    if fitting.short:
        lead = gettext("The short form, fitted to {length}").format(length=length) if length else gettext(SHORT_FORM)
        return f"{lead}: {words}." if words else f"{lead}."
    return f"{lead}: {words}." if words else ""


def left_out_names(routine: Routine, fitting: Fitting) -> tuple[str, ...]:
    """The names of the steps and groups that are left out."""
    steps = dict(walk(routine.step))
    return tuple(_name(steps[path]) for path in fitting.left_out)


def announced_briefly(routine: Routine, fitting: Fitting) -> tuple[tuple[str, str], ...]:
    """The place and the name of each step that is announced as if it were known."""
    return tuple(
        (path, _name(step))
        for path, step in _played(routine, fitting)
        if not isinstance(step, Group) and known_as(step) in fitting.brief
    )


def _played(routine: Routine, fitting: Fitting) -> Iterator[tuple[str, AnyStep]]:
    return walk(routine.step, without=(*routine.without, *fitting.left_out))


def _names(routine: Routine, paths: tuple[str, ...]) -> str:
    """The names of steps and groups, each once; what is in a group that is named is not named again."""
    steps, groups = dict(walk(routine.step)), frozenset(paths)
    return in_a_row(dict.fromkeys(_name(steps[path]) for path in paths if groups.isdisjoint(above(path))))


class ChangedNumber(NamedTuple):
    """One number that was changed, as in the file and as it is played; `step` is the step or group it belongs to."""

    path: str
    name: str
    key: str
    before: float
    after: float
    step: AnyStep


def changed_numbers(routine: Routine, fitting: Fitting) -> tuple[ChangedNumber, ...]:
    """Every number that was changed, in the unit of its key."""
    found, steps = [], dict(walk(routine.step))
    for change in fitting.changes:
        step = steps[change.path]
        written = getattr(step, change.key)
        before = float(routine.defaults.rest if written is None else written)
        found.append(ChangedNumber(change.path, _name(step), change.key, before, change.value, step))
    return tuple(found)


def _changed(routine: Routine, fitting: Fitting) -> str:
    rows: dict[str, list[tuple[float, float]]] = {}
    for each in changed_numbers(routine, fitting):
        unit, kind = 1.0, _KEYS.get(each.key) or _KINDS[getattr(each.step, "kind", "")]
        if isinstance(each.step, Movement) and each.key == "reps":
            # Movement that is counted in repetitions is shown in seconds, like other movement.
            unit, kind = beat(each.step), _KINDS[each.step.kind]
        rows.setdefault(kind, []).append((each.before * unit, each.after * unit))
    order = [*_KEYS.values(), *_KINDS.values()]
    brief = len(announced_briefly(routine, fitting))
    parts = [count_of("{count} step announced in short", "{count} steps announced in short", brief)] if brief else []
    parts += [_span(kind, rows[kind]) for kind in sorted(rows, key=order.index)]
    if fitting.left_out:
        kept = tuple(path for path, step in _played(routine, fitting) if not isinstance(step, Group))
        if len(kept) <= min(_FEW, len(fitting.left_out)):
            parts.append(gettext("what stays: {names}").format(names=_names(routine, kept)))
        parts.append(gettext("left out: {names}").format(names=_names(routine, fitting.left_out)))
    return "; ".join(parts)


def _span(kind: str, rows: list[tuple[float, float]]) -> str:
    before, after = (_from_to(numbers, counted=kind in _COUNTED) for numbers in zip(*rows, strict=True))
    return pgettext("fitted", kind).format(before=before, after=after)


def _from_to(numbers: tuple[float, ...], *, counted: bool) -> str:
    least, most = min(numbers), max(numbers)
    words = [f"{number:g}" if counted else spoken(number) for number in (least, most)]
    if words[0] == words[1]:
        return words[0]
    # Where both are seconds, the unit is said once: "20–30 s".
    return f"{f'{least:.3g}' if most < _MINUTE else words[0]}–{words[1]}"


def _name(step: AnyStep) -> str:
    if isinstance(step, Group) and step.name:
        return step_name(step)
    return ", ".join(step_name(each) or each.kind for each in flat((step,)))
