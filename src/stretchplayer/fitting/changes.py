"""What fitting changed in a routine, as a value that can be written down and carried out again."""

from typing import cast

from msgspec import Struct, structs

from stretchplayer.model.duration import Seconds, Span
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import AnyStep, Group, Step


class Change(Struct, frozen=True, kw_only=True):
    """One number of the step or group at `path`: `key` becomes `value`, in the key's own unit."""

    path: str
    key: str
    value: float


class Fitting(Struct, frozen=True, kw_only=True):
    """A routine made to last about `asked` seconds: numbers that changed, and the places of what is left out.

    Together with the file as it was read, this is all that is needed to have the same routine again.
    """

    asked: float
    changes: tuple[Change, ...] = ()
    left_out: tuple[str, ...] = ()


def applied(routine: Routine, fitting: Fitting | None) -> Routine:
    """`routine` as it is played with `fitting`; as it is written where there is none."""
    if fitting is None or not (fitting.changes or fitting.left_out):
        return routine
    numbers: dict[str, dict[str, float]] = {}
    for change in fitting.changes:
        numbers.setdefault(change.path, {})[change.key] = change.value
    return structs.replace(routine, step=_steps(routine.step, "", numbers), without=fitting.left_out)


def turned(step: Step, key: str, value: float) -> Step:
    """`step` with another number; seconds stay seconds, and what is counted stays whole."""
    new = int(value) if key in ("reps", "sets") else Seconds(value) if key == "rest" else Span(value)
    return structs.replace(step, **{key: new})


def _steps(steps: tuple[AnyStep, ...], before: str, numbers: dict[str, dict[str, float]]) -> tuple[AnyStep, ...]:
    made: list[AnyStep] = []
    for number, step in enumerate(steps, 1):
        path = f"{before}{number}"
        new: AnyStep = step
        for key, value in numbers.get(path, {}).items():
            new = structs.replace(new, repeat=int(value)) if isinstance(new, Group) else turned(new, key, value)
        if isinstance(new, Group):
            new = structs.replace(new, step=_steps(new.step, f"{path}.", numbers))
        made.append(new)
    return cast("tuple[AnyStep, ...]", tuple(made))
