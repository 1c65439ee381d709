"""Unrolls groups, sides and repetitions of a routine into contiguous segments."""

from stretchplayer.model.muscles import MID, expand, muscle_sides
from stretchplayer.model.routine import Defaults, Routine
from stretchplayer.model.steps import (
    Advice,
    AnyStep,
    Breathe,
    Cold,
    ContractRelax,
    Dynamic,
    Group,
    Heat,
    Massage,
    Rest,
    Step,
    Stretch,
    Targeted,
)
from stretchplayer.timeline.segment import Load, Phase, Segment, SegmentSide


def unroll(routine: Routine) -> tuple[Segment, ...]:
    """All segments of `routine` as its author wrote it, before any cap has been asked."""
    reel = _Reel(routine.defaults)
    for number, step in enumerate(routine.step, 1):
        reel.add(step, number, str(number))
    return tuple(reel.segments)


def size(routine: Routine) -> tuple[int, float]:
    """How many segments and seconds `routine` unrolls to, by arithmetic: `repeat = 1000` costs nothing."""
    sums = [_size(step, routine.defaults) for step in routine.step]
    return sum(count for count, _ in sums), sum(length for _, length in sums)


class _Reel:
    """The segments made so far, and where the next one starts."""

    def __init__(self, defaults: Defaults) -> None:
        self.segments: list[Segment] = []
        self._defaults = defaults
        self._at = 0.0

    def add(self, step: AnyStep, number: int, path: str) -> None:
        if isinstance(step, Group):
            for _ in range(step.repeat):
                for inner, child in enumerate(step.step, 1):
                    self.add(child, number, f"{path}.{inner}")
        elif isinstance(step, Targeted):
            self._targeted(step, number, path)
        else:
            self._plain(step, number, path)

    def _plain(self, step: Advice | Breathe | Rest, number: int, path: str) -> None:
        if step.prepare:
            self._put("prepare", step.prepare, step, number, path)
        phase: Phase = "advice" if isinstance(step, Advice) else "rest" if isinstance(step, Rest) else "work"
        length = step.duration or 0.0
        self._put(phase, length, step, number, path, waits=not length)
        self._until(step, number, path)

    def _targeted(self, step: Targeted, number: int, path: str) -> None:
        defaults = self._defaults
        muscles = expand(step.target)
        thermal = isinstance(step, Heat | Cold)
        ready = 0.0 if thermal and step.prepare is None else defaults.prepare if step.prepare is None else step.prepare
        reps, rest = _reps(step), _rest(step, defaults)
        for turn, side in enumerate(_sides(step, muscles)):
            loads = muscle_sides(muscles, side)
            if turn and defaults.switch:
                self._put("switch", defaults.switch, step, number, path, side, muscles)
            if ready:
                self._put("prepare", ready, step, number, path, side, muscles)
            if thermal:
                self._put("confirm", 0.0, step, number, path, side, muscles, waits=True)
            for rep in range(1, reps + 1):
                if rep > 1 and rest:
                    self._put("rest", rest, step, number, path, None, muscles)
                for phase, length, load in _work(step):
                    self._put(phase, length, step, number, path, side, muscles, rep, reps, load, loads)
        self._until(step, number, path)

    def _until(self, step: Step, number: int, path: str) -> None:
        if step.until == "key":
            self._put("confirm", 0.0, step, number, path, waits=True)

    def _put(
        self,
        phase: Phase,
        length: float,
        step: Step,
        number: int,
        path: str,
        side: SegmentSide | None = None,
        targets: tuple[str, ...] = (),
        rep: int | None = None,
        reps: int | None = None,
        load: Load | None = None,
        loads: tuple[tuple[str, str], ...] = (),
        *,
        waits: bool = False,
    ) -> None:
        index = len(self.segments)
        self.segments.append(
            Segment(
                index=index,
                origin=2 * index,
                start=self._at,
                seconds=float(length),
                phase=phase,
                kind=step.kind,
                step=number,
                path=path,
                name=step.name or step.kind,
                what=step,
                side=side,
                rep=rep,
                reps=reps,
                targets=targets,
                load=load,
                loads=loads,  # type: ignore[arg-type]
                waits=waits,
            )
        )
        self._at += length


def _sides(step: Targeted, muscles: tuple[str, ...]) -> tuple[SegmentSide | None, ...]:
    if step.sides == "each":
        return ("left", "right") if step.first == "left" else ("right", "left")
    if step.sides == "both":
        return (None,) if MID.issuperset(muscles) else ("both",)
    return (step.sides,)


def _work(step: Targeted) -> tuple[tuple[Phase, float, Load], ...]:
    match step:
        case Stretch():
            return (("work", step.hold, "static"),)
        case ContractRelax():
            return (("contract", step.contract, "contract"), ("work", step.hold, "static"))
        case Dynamic():
            return (("work", set_seconds(step), "dynamic"),)
        case Massage():
            return (("work", step.duration, "gun" if step.using == "massage gun" else "massage"),)
        case Heat():
            return (("work", step.duration, "heat"),)
        case Cold():
            return (("work", step.duration, "cold"),)
        case _:
            message = f"no work is known for {step.kind}"
            raise TypeError(message)


def set_seconds(step: Dynamic) -> float:
    """Length of one set: as written, or repetitions times tempo."""
    return step.duration if step.duration is not None else (step.reps or 1) * (step.tempo or 0.0)


def _reps(step: Targeted) -> int:
    if isinstance(step, Stretch | ContractRelax):
        return step.reps
    return step.sets if isinstance(step, Dynamic | Massage) else 1


def _rest(step: Targeted, defaults: Defaults) -> float:
    rest = step.rest if isinstance(step, Stretch | ContractRelax | Dynamic | Massage) else None
    return defaults.rest if rest is None else rest


def _size(step: AnyStep, defaults: Defaults) -> tuple[int, float]:
    if isinstance(step, Group):
        sums = [_size(child, defaults) for child in step.step]
        return step.repeat * sum(n for n, _ in sums), step.repeat * sum(s for _, s in sums)
    waits = 1 if step.until == "key" else 0
    if not isinstance(step, Targeted):
        return 1 + bool(step.prepare) + waits, (step.prepare or 0.0) + (getattr(step, "duration", None) or 0.0)
    thermal = isinstance(step, Heat | Cold)
    ready = 0.0 if thermal and step.prepare is None else defaults.prepare if step.prepare is None else step.prepare
    work, reps, rest = _work(step), _reps(step), _rest(step, defaults)
    sides = 2 if step.sides == "each" else 1
    count = reps * len(work) + bool(ready) + thermal + (reps - 1) * bool(rest)
    length = reps * sum(seconds for _, seconds, _ in work) + ready + (reps - 1) * rest
    between = sides - 1
    return sides * count + between * bool(defaults.switch) + waits, sides * length + between * defaults.switch
