"""A past for the tests of the app: sessions that were played long before they begin."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

import msgspec

from stretchplayer.model.muscles import MuscleSide
from stretchplayer.store import open_store
from stretchplayer.store.exchange import RunRecord, SessionRecord
from stretchplayer.timeline import Load
from tui.stage import NOON, Stage

DAY: Final = 86_400.0
SORE: Final[tuple[MuscleSide, ...]] = (("hamstrings", "left"), ("hamstrings", "right"))


def session_record(number: int, ago: float, **changes: Any) -> SessionRecord:
    """Session `number`, begun `ago` days before the clock stands, with 120 s of stretching on both thighs."""
    start = NOON - ago * DAY
    run = RunRecord(number=0, start=start, revision=1, seconds=120.0, end=start + 120.0, kind="static", loads=SORE)
    made = SessionRecord(
        id=f"{number:032x}",
        machine="here",
        revision=1,
        routine="Neck and shoulders at the desk",
        digest="",
        started=start,
        ended=start + 900.0,
        state="finished",
        seconds=900.0,
        worked_seconds=600.0,
        before=None,
        after=None,
        runs=(run,),
        strains=(),
    )
    return msgspec.structs.replace(made, **changes)


def live(stage: Stage, sessions: Iterable[SessionRecord]) -> None:
    """Let all of it have happened."""
    sessions = list(sessions)
    lines = [msgspec.json.encode(each) for each in sessions]
    heading = msgspec.json.encode({"format": 1, "sessions": len(lines)})
    store = open_store(stage.folders.data)
    store.import_(BytesIO(b"\n".join((heading, *lines))))
    # What is imported ends nobody's first days, and this was played here.
    with store._connection.durable() as db:
        db.execute("UPDATE machine SET first_use = ?", (min((each.started for each in sessions), default=None),))
    store.close()


def year() -> list[SessionRecord]:
    """A whole year with its habits: more in autumn, a pause in summer, a few left early."""
    found = []
    for number in range(330):
        ago = 0.3 + number * 1.1 + (number * 7 % 5) * 0.2
        if 150 < ago < 185 or number % 6 == 4:
            continue
        length = 240.0 + (number * 37 % 11) * 260.0
        before = 3 + number * 5 % 6
        state = "ended" if number % 17 == 3 else "unfinished" if number == 1 else "finished"
        found.append(
            session_record(
                number,
                ago,
                seconds=length,
                worked_seconds=length * 0.7,
                state=state,
                ended=None if state == "unfinished" else NOON - ago * DAY + length,
                before=before if number % 3 else None,
                after=max(0, before - number % 4) if number % 3 and state == "finished" else None,
                routine=("Neck and shoulders at the desk", "Hips [b]and[/b] back", "Calm evening, long and slow")[
                    number % 3
                ],
                runs=tuple(_runs(number, NOON - ago * DAY)),
            )
        )
    return found


def _runs(number: int, start: float) -> Iterable[RunRecord]:
    kinds: tuple[tuple[Load, float, tuple[MuscleSide, ...]], ...] = (
        ("static", 110.0, SORE),
        ("static", 60.0, (("rhomboids", "left"), ("rhomboids", "right"))),
        ("massage", 60.0, (("plantar_foot", "right"),)),
        ("heat", 900.0, (("lumbar_extensors", "mid"),)),
        ("static", 240.0, (("hip_flexors", "left"),)),
    )
    for each in range(1 + number % len(kinds)):
        kind, seconds, loads = kinds[each]
        yield RunRecord(
            number=each,
            start=start + each * 200.0,
            revision=1,
            seconds=seconds,
            end=start + each * 200.0 + seconds,
            kind=kind,
            loads=loads,
        )
