"""How many segments and seconds a step takes, by arithmetic."""

from typing import Final

from stretchplayer.model.getting_ready import in_turn, prepare_time, second_side
from stretchplayer.model.steps import (
    Advice,
    AnyStep,
    Breathe,
    Cold,
    ContractRelax,
    Defaults,
    Group,
    Heat,
    Massage,
    Movement,
    Rest,
    Stretch,
    TargetedStep,
    own_pace,
    reps_of,
    set_seconds,
)

_BOTH: Final = ("left", "right")


def rest_between(step: TargetedStep, defaults: Defaults) -> float:
    """Seconds of rest between the repetitions or sets of a step."""
    rest = step.rest if isinstance(step, Stretch | ContractRelax | Movement | Massage) else None
    return defaults.rest if rest is None else rest


def step_size(step: AnyStep, defaults: Defaults) -> tuple[int, float]:
    """How many segments and seconds one step unrolls to."""
    if not step.enabled:
        return 0, 0.0
    if isinstance(step, Group):
        sums = [step_size(child, step.defaults or defaults) for child in step.step]
        count, length = sum([n for n, _ in sums]), sum([s for _, s in sums])
        rest, between = step.rest or 0.0, step.repeat - 1 if count else 0
        return step.repeat * count + between * (rest > 0), step.repeat * length + between * rest
    waits = step.until == "key" and not (isinstance(step, Movement) and own_pace(step))
    if isinstance(step, Advice | Breathe | Rest):
        return 1 + bool(step.prepare) + waits, (step.prepare or 0.0) + (step.duration or 0.0)
    ready, reps, rest = prepare_time(step, defaults), reps_of(step), rest_between(step, defaults)
    pieces, left, right = _work_size(step, reps)
    asks, switch = isinstance(step, Heat | Cold), defaults.switch
    if step.sides == "alternate" and not isinstance(step, Movement):
        own = getattr(step, "rest", None) or 0.0
        turns = 2 * reps - 1
        rests = reps - 1 if own else 0
        switches = turns - rests if switch else 0
        return 2 * reps * pieces + (ready > 0) + rests + switches + waits, (
            left + right + ready + rests * in_turn(step, own) + (turns - rests) * in_turn(step, switch)
        )
    count = reps * pieces + (ready > 0) + asks + (reps - 1) * (rest > 0)
    spare = ready + (reps - 1) * rest
    if step.sides == "each":
        changing, second = (switch, ready) if asks else second_side(step, ready, switch)
        more = max(0.0, changing - switch) + max(0.0, second - ready)
        return 2 * count + (switch > 0) + waits, left + right + 2 * spare + switch + more
    return count + waits, (right if step.sides == "right" else left) + spare


def _work_size(step: TargetedStep, reps: int) -> tuple[int, float, float]:
    """Pieces of work in one repetition, and the seconds of all of them on the left and on the right."""
    if isinstance(step, Stretch | ContractRelax):
        contract, pieces = (step.contract, 2) if isinstance(step, ContractRelax) else (0.0, 1)
        if not step.hold.varies:
            return pieces, reps * (contract + step.hold), reps * (contract + step.hold)
        left, right = (sum(contract + step.hold.of(side, rep) for rep in range(1, reps + 1)) for side in _BOTH)
        return pieces, left, right
    one = set_seconds(step) if isinstance(step, Movement) else step.duration
    return 1, reps * one, reps * one
