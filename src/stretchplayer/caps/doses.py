"""Numbers of a step that are not time: pull, effort, pressure, temperature, held breath. They are lowered in place."""

from typing import NamedTuple

from msgspec import structs

from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.group_limits import BATH_TEMPERATURE
from stretchplayer.model.duration import Seconds
from stretchplayer.model.steps import Breathe, ContractRelax, Heat, Massage, Step, Stretch, is_bath


class Lowered(NamedTuple):
    """One number of a step that was above its limit."""

    key: str
    limit: str
    asked: float
    allowed: float


def soften(step: Step, bounds: Bounds) -> tuple[Step, tuple[Lowered, ...]]:
    """`step` with every such number brought down to what `bounds` allow, and the list of what was lowered."""
    lowered = tuple(
        Lowered(key, limit, asked, allowed) for key, limit, asked, allowed in _doses(step, bounds) if asked > allowed
    )
    if not lowered:
        return step, ()
    changes = {each.key: _like(getattr(step, each.key), each.allowed) for each in lowered}
    return structs.replace(step, **changes), lowered


def _doses(step: Step, bounds: Bounds) -> tuple[tuple[str, str, float, float], ...]:
    match step:
        case Stretch():
            return (("discomfort", "static.discomfort", step.discomfort, bounds["static.discomfort"]),)
        case ContractRelax():
            return (
                ("discomfort", "static.discomfort", step.discomfort, bounds["static.discomfort"]),
                ("effort", "pnf.effort", step.effort, bounds["pnf.effort"]),
            )
        case Massage():
            return (("pressure", "massage.pressure", step.pressure, bounds["massage.pressure"]),)
        case Heat() if step.temperature is not None:
            cap = bounds["heat.temperature"]
            return (
                (
                    "temperature",
                    "heat.temperature",
                    step.temperature,
                    min(cap, BATH_TEMPERATURE) if is_bath(step) else cap,
                ),
            )
        case Breathe():
            return (("hold", "breath.hold", step.hold, bounds["breath.hold"]),)
        case _:
            return ()


def _like(written: object, allowed: float) -> object:
    return Seconds(allowed) if isinstance(written, Seconds) else int(allowed) if isinstance(written, int) else allowed
