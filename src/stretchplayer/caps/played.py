"""Brings a step's own numbers into line with what is played of it, so that what is said is what is done."""

from collections import Counter
from itertools import groupby

from msgspec import structs

from stretchplayer.model.duration import Span
from stretchplayer.model.steps import Cold, ContractRelax, Dynamic, Heat, Massage, Step, Stretch, set_seconds
from stretchplayer.timeline import Segment


def as_played(step: Step, contract: float, work: float) -> Step:
    """`step` with the seconds that its contraction and its work really last."""
    match step:
        case Stretch() if step.hold != work:
            return structs.replace(step, hold=Span(work))
        case ContractRelax() if step.hold != work or step.contract != contract:
            return structs.replace(step, hold=Span(work), contract=Span(contract or step.contract))
        case Dynamic() if set_seconds(step) != work:
            return structs.replace(step, duration=Span(work), reps=None, tempo=None)
        case Heat() | Cold() | Massage() if step.duration != work:
            return structs.replace(step, duration=Span(work))
        case _:
            return step


def recounted(segments: list[Segment]) -> tuple[Segment, ...]:
    """The segments with "rep n of m" counted anew, where some repetitions were left out."""
    counted: list[Segment] = []
    for _, visit in groupby(segments, key=lambda segment: (segment.path, segment.kind)):
        pieces = list(visit)
        reps = Counter(each.side for each in pieces if each.phase == "work" and each.rep)
        for each in pieces:
            total = reps[each.side] or max(reps.values(), default=0)
            counted.append(each if not total else _of(each, total))
    return tuple(counted)


def _of(segment: Segment, total: int) -> Segment:
    what = segment.what
    if isinstance(what, Stretch | ContractRelax) and what.reps != total:
        what = structs.replace(what, reps=total)
    elif isinstance(what, Dynamic | Massage) and what.sets != total:
        what = structs.replace(what, sets=total)
    if segment.reps in (None, total) and what is segment.what:
        return segment
    return structs.replace(segment, reps=None if segment.reps is None else total, what=what)
