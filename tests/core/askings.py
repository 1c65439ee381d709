"""Minutes that somebody asks for, and what is measured in the routine that is fitted to them."""

from collections import defaultdict
from typing import Final, Literal, cast

from hypothesis import strategies as st
from msgspec import structs

from strategies import NOW, Draw
from strategies.people import profiles, stories
from stretchplayer.caps import Ledger, Profile, admit
from stretchplayer.caps.judgement import Verdict
from stretchplayer.fitting.fit import Fitted
from stretchplayer.model.muscles import GROUP_OF, expand
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import AnyStep, Group, Step, Targeted
from stretchplayer.timeline import Load, Segment, unroll

EPS: Final = 1e-6
SIDES: Final[tuple[Literal["left", "right"], ...]] = ("left", "right")


@st.composite
def marked(draw: st.DrawFn, steps: tuple[AnyStep, ...]) -> tuple[AnyStep, ...]:
    """The same steps, some of them optional."""
    made: list[AnyStep] = []
    for step in steps:
        new: AnyStep = structs.replace(step, optional=draw(st.sampled_from((False, False, True))))
        if isinstance(new, Group):
            new = structs.replace(new, step=draw(marked(new.step)))
        made.append(new)
    return cast("tuple[AnyStep, ...]", tuple(made))


@st.composite
def askings(draw: st.DrawFn) -> tuple[Routine, Profile, Ledger, float]:
    """A routine, a person, a past, and the seconds that there are."""
    routine, ledger = draw(stories())
    routine = structs.replace(routine, step=draw(marked(routine.step)))
    return routine, draw(profiles()), ledger, draw(lengths(admit(routine, Profile(), ledger, NOW).seconds))


def lengths(own: float) -> Draw[float]:
    """Seconds to ask for: any, and often about as many as there are."""
    return st.one_of(
        st.integers(1, 240).map(lambda minutes: 60.0 * minutes), st.floats(0.4, 1.6).map(lambda x: x * own + 1)
    )


def steps_of(routine: Routine) -> dict[str, AnyStep]:
    """Every step and group by its place, those that fitting leaves out too."""
    found: dict[str, AnyStep] = {}

    def walk(steps: tuple[AnyStep, ...], before: str) -> None:
        for number, step in enumerate(steps, 1):
            if not step.enabled:
                continue
            found[f"{before}{number}"] = step
            if isinstance(step, Group):
                walk(step.step, f"{before}{number}.")

    walk(routine.step, "")
    return found


def same(verdict: Verdict) -> tuple[str | None, str, str]:
    return verdict.path, verdict.action, verdict.limit


def kept(fitted: Fitted) -> Routine:
    """The routine as written, without what was left out."""
    return structs.replace(fitted.written, without=fitted.fitting.left_out)


def sums(segments: tuple[Segment, ...]) -> dict[tuple[str, str, Load], float]:
    """Seconds of each load on each muscle-side."""
    found: dict[tuple[str, str, Load], float] = defaultdict(float)
    for each in segments:
        if each.load is not None:
            for muscle, side in each.loads:
                found[muscle, side, each.load] += each.seconds
    return found


def muscles(segments: tuple[Segment, ...]) -> tuple[set[str], set[str]]:
    """The muscles that are held or pushed with, and all that are worked on."""
    return (
        {muscle for each in segments if each.load in ("static", "contract") for muscle, _ in each.loads},
        {muscle for each in segments for muscle, _ in each.loads},
    )


def in_neck(step: Step) -> bool:
    return isinstance(step, Targeted) and any(GROUP_OF[muscle] == "neck" for muscle in expand(step.target))


def warming(routine: Routine) -> float:
    """Seconds of movement before the first hold or push."""
    total = 0.0
    for each in unroll(routine):
        if each.load in ("static", "contract"):
            return total
        total += each.seconds if each.load in ("dynamic", "exercise") else 0.0
    return total
