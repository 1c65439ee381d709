"""What must hold at every instant of a session, whatever was said to it."""

import copy
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from core.world import World
from stretchplayer.session import Session

CLOSE: Final = 1e-5
MINUTE: Final = 60.0
"""What is still worn when its time is up is charged up to the next alarm, a minute ahead at most, in seconds."""

Sums = dict[tuple[str, str, str], float]


def twin(session: Session) -> Session:
    """A copy that can be tried out, of the same plan."""
    return copy.deepcopy(session, {id(session.plan): session.plan})


def faults(world: World) -> list[str]:
    """Everything that is wrong with the session just now."""
    world.tape.until(world.now)
    return [*_account(world), *_view(world), *_sums(world)]


def _done(world: World) -> Sums:
    sums: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    for piece in world.tape.pieces:
        for muscle, side in piece.loads:
            sums[muscle, side, piece.load] += piece.worn
    return dict(sums)


def _charged(world: World) -> Sums:
    sums: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    for seconds, load, loads in world.tape.charged.values():
        for muscle, side in loads:
            sums[muscle, side, load] += seconds
    return dict(sums)


def _shown(world: World) -> Sums:
    return {(muscle, side, load): seconds for (muscle, side, load), seconds in world.session.exposure.items()}


def _account(world: World) -> Iterator[str]:
    """Shown is what was done; charged is that, or at most the whole of what runs; after a crash a heartbeat more."""
    done, charged, shown = _done(world), _charged(world), _shown(world)
    stint, lost = world.tape.worn or world.tape.now_on, world.tape.lost + CLOSE
    for key in done.keys() | charged.keys() | shown.keys():
        muscle, side, load = key
        real, seen, booked = done.get(key, 0.0), shown.get(key, 0.0), charged.get(key, 0.0)
        runs = stint is not None and stint.load == load and (muscle, side) in stint.segment.loads
        ahead = stint.due - stint.began - stint.seconds if stint is not None and runs else 0.0
        ahead = MINUTE if stint is not None and runs and stint.overtime else ahead
        if not real - CLOSE <= seen <= real + lost:
            yield f"{key}: {seen} s shown, {real} s done"
        if not real - CLOSE <= booked <= real + ahead + lost:
            yield f"{key}: {booked} s charged, {real} s done, {ahead} s ahead"
        if not runs and booked > real + lost:
            yield f"{key}: {booked} s charged, {real} s done, and nothing runs"


def _view(world: World) -> Iterator[str]:
    view = world.session.view(world.mono)
    if view.state != world.state:
        yield f"the view says {view.state}"
    if min(view.remaining, view.elapsed, view.session_remaining, view.stopped_for, view.breath_left) < 0:
        yield f"less than nothing: {view}"
    if not 0.0 <= view.progress <= 1.0 + CLOSE:
        yield f"progress {view.progress}"
    if abs(view.elapsed + view.remaining - view.total) > CLOSE and not world.over:
        yield f"{view.elapsed} + {view.remaining} is not {view.total}"
    if view.session_remaining > view.session_total + CLOSE:
        yield f"{view.session_remaining} left of {view.session_total}"


def _sums(world: World) -> Iterator[str]:
    snapshot, tape = world.session.snapshot(world.mono), world.tape
    played = tape.seconds + tape.running(world.now)
    worked = tape.worked + (tape.running(world.now) if tape.working else 0.0)
    if abs(snapshot.seconds - played) > CLOSE + tape.lost + tape.unheard:
        yield f"{snapshot.seconds} s played by its own word, {played} s seen"
    if abs(snapshot.worked - worked) > CLOSE + tape.lost + tape.unheard:
        yield f"{snapshot.worked} s worked by its own word, {worked} s seen"
