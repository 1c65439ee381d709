"""What there is to know of a bundled move before it is chosen, in everyday words; and what it would use of today."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, Literal, get_args

from msgspec import Struct

from stretchplayer.app.checking import words
from stretchplayer.app.context import AppContext
from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.budgets import Budget, before_and_after
from stretchplayer.caps.plan import Plan
from stretchplayer.caps.profile import Profile
from stretchplayer.caps.refusals import not_done
from stretchplayer.catalog import group_name, moves, muscle_name, side_name, translated
from stretchplayer.fitting.adjustments import PersonalRanges
from stretchplayer.model.duration import spoken
from stretchplayer.model.muscles import GROUP_OF, GROUPS, Side, expand
from stretchplayer.model.routine import Routine, flat, needs
from stretchplayer.model.steps import (
    Cold,
    ContractRelax,
    Dynamic,
    Exercise,
    Heat,
    Massage,
    Movement,
    Position,
    Step,
    Stretch,
    Targeted,
)
from stretchplayer.phrases.screen_words import dose, joined
from stretchplayer.routine.reader import read
from stretchplayer.timeline import unroll
from stretchplayer.translation import by_language, gettext, pgettext, to_translate, to_translate_in

Place = Literal["bed", "chair", "floor", "standing"]
PLACES: Final[tuple[Place, ...]] = get_args(Place)
_PLACE_NAMES: Final = (
    to_translate_in("place", "bed"),
    to_translate_in("place", "chair"),
    to_translate_in("place", "floor"),
    to_translate_in("place", "standing"),
)
NOTHING: Final = to_translate_in("thing", "nothing")
"""Stands for no things at hand."""
_KINDS: Final[Mapping[str, str]] = {
    "stretch": to_translate_in("kind", "stretch"),
    "contract-relax": to_translate_in("kind", "contract and relax"),
    "dynamic": to_translate_in("kind", "easy movement"),
    "exercise": to_translate_in("kind", "exercise"),
    "massage": to_translate_in("kind", "massage"),
    "heat": to_translate_in("kind", "heat"),
    "cold": to_translate_in("kind", "cold"),
    "breathe": to_translate_in("kind", "breathing"),
    "rest": to_translate_in("kind", "rest"),
}
_POSITIONS: Final[Mapping[Position, str]] = {
    "standing": to_translate_in("position", "standing"),
    "sitting": to_translate_in("position", "sitting"),
    "kneeling": to_translate_in("position", "kneeling"),
    "lying-back": to_translate_in("position", "lying on your back"),
    "lying-front": to_translate_in("position", "lying on your front"),
    "lying-side": to_translate_in("position", "lying on your side"),
}
_MAT: Final = "mat"
_NOT_IN_BED: Final = frozenset({"foam roller", "ball", "chair", "table", "wall"})
"""What needs a firm floor under it, or stands where a bed is not."""


class MoveFacts(Struct, frozen=True, kw_only=True):
    """One move; empty texts where there is nothing to say.

    `purpose` names what it works on, `not_for` ends a sentence: when or by whom it is not done. `muscles` are keys,
    `places` where it can be done, `needs` what it takes. `step` is the move as the catalogue has it, `routine` has
    that alone.
    """

    name: str
    title: str
    region: str
    kind: str
    purpose: str
    dose: str
    position: str
    how: str
    caution: str
    feel: str
    easier: str
    mistake: str
    not_for: str
    sources: tuple[str, ...]
    needs: tuple[str, ...]
    places: frozenset[Place]
    muscles: tuple[str, ...]
    step: Step
    routine: Routine

    def fits(self, muscles: Collection[str], place: Place | None, at_hand: Collection[str]) -> bool:
        """Whether it is for any of the muscles, in the place, with nothing but what is at hand; empty asks nothing."""
        if muscles and not set(muscles) & set(self.muscles):
            return False
        if place is not None and place not in self.places:
            return False
        # A bed is soft enough.
        needed = set(self.needs) - ({_MAT} if place == "bed" else set())
        return not at_hand or needed <= set(at_hand)


@by_language()
def facts(name: str) -> MoveFacts:
    """What there is to know of the bundled move of this name, in words; KeyError where there is none."""
    move = moves()[name]
    # Names of moves are plain words: nothing in them has to be quoted.
    routine = read(f'format = 1\ntitle = "{name}"\n[[step]]\nmove = "{name}"\n'.encode(), identified=False).routine
    if routine is None:
        message = f"the move {name} of the catalogue cannot be read"
        raise ValueError(message)
    (step,) = flat(routine.step)
    targets = tuple(step.target) if isinstance(step, Targeted) else ()
    who = "; ".join(not_done(step))
    things = needs(routine)
    return MoveFacts(
        name=name,
        title=translated.step_name(step) or name,
        region=move.region,
        kind=pgettext("kind", _KINDS[step.kind]),
        purpose=everyday(expand(targets)),
        dose=dose("1", unroll(routine)),
        position="" if step.position is None else pgettext("position", _POSITIONS[step.position]),
        how=joined(translated.passage(step.how or "")),
        caution=joined(translated.passage(step.caution or "")),
        feel=joined(translated.passage(move.feel)),
        easier=joined(translated.passage(move.easier)),
        mistake=joined(translated.passage(move.mistake)),
        not_for=f"{who}." if who else "",
        sources=step.source,
        needs=things,
        places=_places(step.position, things),
        muscles=expand(targets),
        step=step,
        routine=routine,
    )


def everyday(muscles: Collection[str]) -> str:
    """Muscle keys in everyday words, in their order; of a whole group its name: "calf, neck"."""
    whole = {group for group, keys in GROUPS.items() if len(keys) > 1 and set(keys) <= set(muscles)}
    groups = ((key, GROUP_OF[key]) for key in muscles)
    return ", ".join(dict.fromkeys(group_name(of) if of in whole else muscle_name(key) for key, of in groups))


def things(names: Iterable[str]) -> tuple[str, ...]:
    """Everything that any of these moves needs, in alphabetical order."""
    return tuple(sorted({thing for name in names for thing in facts(name).needs}))


def _places(position: Position | None, needed: tuple[str, ...]) -> frozenset[Place]:
    if position == "standing":
        return frozenset({"standing"})
    if position == "sitting" and _MAT not in needed:
        return frozenset({"chair"})
    # Knees sink into a bed, and the back follows them.
    soft = position != "kneeling" and _NOT_IN_BED.isdisjoint(needed)
    return frozenset({"floor", "bed"}) if soft else frozenset({"floor"})


def ranges(step: Step, bounds: Bounds, profile: Profile) -> tuple[str, ...]:
    """The usual range of what a step lasts or is held, and what is never exceeded, for one person."""
    person = PersonalRanges(bounds, profile)
    muscles = expand(step.target) if isinstance(step, Targeted) else ()
    match step:
        case Stretch():
            return (_range(gettext("A hold"), *person.hold(muscles)),)
        case ContractRelax():
            push = (*person.usual("pnf.contract"), bounds["pnf.contract"])
            return (_range(gettext("A push"), *push), _range(gettext("A hold"), *person.hold(muscles)))
        case Movement() if step.hold:
            neck = (bounds["neck.hold"] for each in muscles if GROUP_OF[each] == "neck")
            return (_range(gettext("A hold"), *person.usual("exercise.hold"), min((bounds["exercise.hold"], *neck))),)
        case Exercise() if step.duration:
            # Walking takes minutes; several short ones make a warm-up together.
            usual = (person.usual("dynamic.session")[0], person.usual("exercise.time")[1])
            return (_range(gettext("One go"), *usual, bounds["exercise.time"]),)
        case Dynamic() if step.duration:
            return (_range(gettext("One go"), *person.usual("dynamic.session"), bounds["dynamic.session"]),)
        case Massage():
            return (_range(gettext("One go"), *person.massage(step)),)
        case Heat() | Cold():
            return (_range(gettext("One go"), *person.application(step)),)
        case _:
            return ()


def _range(what: str, least: float, most: float, cap: float) -> str:
    within = spoken(most)
    if not least:
        within = gettext("up to {most}").format(most=within)
    elif least < most:
        within = gettext("{least} to {most}").format(least=spoken(least), most=within)
    return gettext("{what}: usually {within}, never more than {cap}.").format(what=what, within=within, cap=spoken(cap))


class Use(Struct, frozen=True, kw_only=True):
    """What a move would use of today's budgets, a line for each; and why less of it or nothing may be done now."""

    budgets: tuple[str, ...]
    cut: tuple[str, ...]
    plan: Plan


def use_now(context: AppContext, move: MoveFacts) -> Use:
    """What the move would use now, as its catalogue has it. UserError where the answers or the history fail."""
    plan = context.plan(move.routine, context.profile())
    # That nothing warms up before it, of one move by itself, is known.
    cut = (
        f"{each.played}. {each.reason}" if each.action == "trimmed" else words(each)
        for each in plan.verdicts
        if each.action != "warn"
    )
    return Use(budgets=tuple(budget_lines(before_and_after(plan))), cut=tuple(dict.fromkeys(cut)), plan=plan)


_NUMBERED: Final[Mapping[str, str]] = {
    "massage": to_translate("{count} of {cap} sets of massage today; this adds {more}"),
    "heat": to_translate("{count} of {cap} times of heat today; this adds {more}"),
    "cold": to_translate("{count} of {cap} times of cold today; this adds {more}"),
}


def budget_lines(pairs: Iterable[tuple[Budget, Budget]]) -> Iterator[str]:
    """Budgets as they are and as they would be: "left calf: 40 of 480 s today; this adds 60".

    Sides and muscles that have had the same are one line; what no limit counts has none.
    """
    found: dict[str, dict[str, list[Side]]] = {}
    for now, then in pairs:
        if text := _used(now, then):
            found.setdefault(text, {}).setdefault(now.muscle, []).append(now.side)
    for text, sides in found.items():
        if all(len(on) > 1 for on in sides.values()):
            yield gettext("{muscles}, each side: {text}").format(muscles=everyday(sides), text=text)
        elif all(len(on) > 1 or on == ["mid"] for on in sides.values()):
            # The same for both sides, and for what has none.
            yield f"{everyday(sides)}: {text}"
        else:
            yield f"{', '.join(side_name(key, on[0] if len(on) == 1 else None) for key, on in sides.items())}: {text}"


def _used(now: Budget, then: Budget) -> str:
    if now.day_times_cap is not None:
        pattern = gettext(_NUMBERED[now.kind])
        more = then.day_times - now.day_times
        return pattern.format(count=now.day_times, cap=f"{now.day_times_cap:.0f}", more=more)
    if now.day_cap is None:
        return ""
    more_seconds = f"{then.day_seconds - now.day_seconds:.0f}"
    day = {"seconds": f"{now.day_seconds:.0f}", "cap": f"{now.day_cap:.0f}", "more": more_seconds}
    if now.week_cap is not None and then.week_seconds / now.week_cap > then.day_seconds / now.day_cap:
        pattern = (
            gettext("{seconds} of {cap} s of massage gun today, {week} of {week_cap} s in 7 days; this adds {more}")
            if now.kind == "gun"
            else gettext("{seconds} of {cap} s today, {week} of {week_cap} s in 7 days; this adds {more}")
        )
        return pattern.format(**day, week=f"{now.week_seconds:.0f}", week_cap=f"{now.week_cap:.0f}")
    pattern = (
        gettext("{seconds} of {cap} s of massage gun today; this adds {more}")
        if now.kind == "gun"
        else gettext("{seconds} of {cap} s today; this adds {more}")
    )
    return pattern.format(**day)
