"""The one door: a routine, a person, a ledger and an instant in; a plan that can be played out."""

from typing import Final

from stretchplayer.caps.admission import Admission
from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.ledger import Ledger
from stretchplayer.caps.meter import Meter
from stretchplayer.caps.order import Order
from stretchplayer.caps.plan import SEAL, Plan, Progress
from stretchplayer.caps.played import recounted
from stretchplayer.caps.profile import Profile
from stretchplayer.caps.units import units
from stretchplayer.model.routine import Routine
from stretchplayer.timeline import unroll

_NOTHING_DONE: Final = Progress()


def admit(
    routine: Routine, profile: Profile, ledger: Ledger, now: float, *, progress: Progress = _NOTHING_DONE
) -> Plan:
    """Make the plan that may be played at `now` (wall-clock seconds).

    Every step comes out as written, trimmed or withheld, with a verdict for each thing taken away. With
    `progress`, what is already done is kept as it stands and only the rest is judged.
    """
    written, progress = progress, progress.dated(now)
    bounds = Bounds(routine, profile, new_user=ledger.new_user(now))
    meter = Meter(bounds, profile, ledger, now)
    for run in progress.runs:
        meter.put(run)
    meter.strike(progress.struck)
    if progress.skin is not None:
        meter.spare_skin(progress.skin)
    admission = Admission(bounds, profile, meter, Order(bounds, ledger, now, progress.runs), progress)
    for unit in units(unroll(routine)):
        admission.take(unit)
    segments, judgement = admission.strip.segments, admission.judgement
    return Plan(
        routine=routine,
        profile=profile,
        ledger=ledger,
        now=now,
        begins=progress.origin,
        ahead=None if progress is written else written,
        bounds=bounds,
        segments=recounted(segments) if judgement.shortened else tuple(segments),
        verdicts=judgement.verdicts(profile, admission.order, ledger.sore(now), meter),
        seal=SEAL,
    )
