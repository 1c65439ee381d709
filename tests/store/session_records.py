"""Random records of sessions, as other machines might send them; few ids and numbers, so that they clash often."""

from hypothesis import strategies as st
from stories import WALL, name

from stretchplayer.model.muscles import MuscleSide
from stretchplayer.store.exchange import RunRecord, SessionRecord, StrainRecord, normalized

Draw = st.SearchStrategy

PLACES: tuple[MuscleSide, ...] = (("hamstrings", "left"), ("hamstrings", "right"), ("neck_extensors", "mid"))
INSTANTS = st.sampled_from([0.0, WALL, WALL + 0.1, WALL + 30, WALL + 86_400.5])
REVISIONS = st.integers(0, 3)


def runs() -> Draw[RunRecord]:
    """One run."""
    return st.builds(
        RunRecord,
        number=st.integers(0, 2),
        start=st.sampled_from([WALL, WALL + 5]),
        revision=REVISIONS,
        seconds=st.sampled_from([0.0, 10.0, 30.5, 60.0]),
        end=INSTANTS,
        kind=st.sampled_from(["static", "heat"]),
        loads=st.lists(st.sampled_from(PLACES), min_size=1, unique=True).map(tuple),
    )


def strains() -> Draw[StrainRecord]:
    """One "too much"."""
    return st.builds(
        lambda where, **rest: StrainRecord(muscle=where[0], side=where[1], **rest),
        where=st.sampled_from(PLACES),
        at=INSTANTS,
        revision=REVISIONS,
        word=st.sampled_from(["sharp", "other"]),
    )


def session_records() -> Draw[SessionRecord]:
    """One session."""
    scale = st.none() | st.integers(0, 10)
    return st.builds(
        SessionRecord,
        id=st.integers(1, 3).map(name),
        machine=st.sampled_from([name(101), name(102)]),
        revision=REVISIONS,
        routine=st.sampled_from(["Hips", "Hüften 🦵", 'A "quoted" \\ title']),
        digest=st.sampled_from(["", "ab" * 32]),
        started=INSTANTS,
        ended=st.none() | INSTANTS,
        state=st.sampled_from(["finished", "ended", "unfinished"]),
        seconds=st.sampled_from([0.0, 99.5]),
        worked_seconds=st.sampled_from([0.0, 60.0]),
        before=scale,
        after=scale,
        runs=st.lists(runs(), max_size=4, unique_by=lambda run: (run.number, run.start)).map(tuple),
        strains=st.lists(strains(), max_size=3, unique_by=lambda each: (each.muscle, each.side, each.at)).map(tuple),
        moves=st.lists(st.sampled_from(["march", "calf-wall", "Kniebeuge 🦵"])).map(tuple),
    ).map(normalized)


def worlds() -> Draw[list[SessionRecord]]:
    """What one machine knows: every session once."""
    return st.lists(session_records(), max_size=3, unique_by=lambda record: record.id)
