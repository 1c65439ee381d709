"""A real session and a real store together: what the one calls open, the other settles."""

import json
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from msgspec import Struct, structs
from stories import WALL, beginning, name, run, snapshot, strain

from examples import examples
from stretchplayer.caps import SEASONED, Profile, admit
from stretchplayer.fitting.adjustments import Change, Fitting
from stretchplayer.model.duration import Count, Held, Seconds, SpanRange, encode
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Stretch, Targets
from stretchplayer.player import _entry
from stretchplayer.session import Advance, Command, Extend, Pause, Resume, Session, Skip, State, TooMuch
from stretchplayer.session.account import Snapshot
from stretchplayer.session.events import Charged, Event, Strained
from stretchplayer.store import MOST_UNREPORTED, Entry, SqliteStore, open_store

Open = Callable[..., SqliteStore]

ROUTINE = Routine(
    title="Hips",
    digest="ab" * 32,
    step=(
        Stretch(
            target=Targets(("hamstrings",)),
            sides="each",
            hold=Held(20),
            reps=Count(2),
            rest=Seconds(10),
            prepare=Seconds(5),
        ),
    ),
)


class Stage:
    """A session that is saved as the player saves it; `now` is the story's second, by both clocks."""

    def __init__(self, store: SqliteStore, session: Session, now: float) -> None:
        self.store, self.session, self.now = store, session, now

    def do(self, command: Command, after: float = 0.0) -> None:
        """Let time pass, a heartbeat at a time, then say something."""
        end = self.now + after
        while self.now < end:
            self.now = min(self.now + MOST_UNREPORTED, end)
            self._save(self.session.apply(Advance(), self.now))
        self._save(self.session.apply(command, self.now))

    def state(self) -> State:
        """What the session is doing."""
        return self.session.state

    def _save(self, events: tuple[Event, ...]) -> None:
        runs = [event.run for event in events if isinstance(event, Charged)]
        strains = [strain for event in events if isinstance(event, Strained) for strain in event.strains]
        entries = [Entry(kind=type(event).__name__.lower(), at=event.at) for event in events]
        snapshot = self.session.snapshot(self.now)
        if entries:
            self.store.record(name(1), entries, runs, strains, snapshot, WALL + self.now, self.now)
        else:
            self.store.beat(name(1), snapshot, WALL + self.now, self.now)


def begun(store: SqliteStore) -> Stage:
    """A session at its first second."""
    store.begin(beginning())
    plan = admit(ROUTINE, Profile(), SEASONED, WALL)
    return Stage(store, Session.start(plan, 0.0), 0.0)


def resumed(store: SqliteStore, now: float) -> Stage:
    """The session as the next process takes it up."""
    left = store.unfinished()
    assert left is not None
    assert left.text == beginning().text
    store.settle()
    plan = admit(
        ROUTINE, left.profile, store.ledger(WALL + now, but=left.id), WALL + now, progress=left.snapshot.progress
    )
    return Stage(store, Session.restore(left.snapshot, plan, now), now)


def charged(store: SqliteStore) -> float:
    """Seconds in the ledger."""
    return sum(each.seconds for each in store.ledger(WALL).exposures)


def test_a_whole_session_leaves_what_it_did(real: SqliteStore) -> None:
    stage = begun(real)
    stage.do(Advance(), 200)
    assert stage.state() == "finished"
    assert charged(real) == 80.0
    assert charged(real) == sum(stage.session.exposure.values())


@pytest.mark.parametrize("boot", ["first", "second"])
def test_killed_in_a_hold_and_resumed(opened: Open, boot: str) -> None:
    stage = begun(opened(boot="first"))
    stage.do(Advance(), 5 + 12)
    assert charged(stage.store) == 20.0, "the whole hold, before it is held"
    again = resumed(opened(boot=boot), 500)
    assert again.state() == "paused"
    assert charged(again.store) == (13.0 if boot == "first" else 20.0)
    again.do(Resume())
    again.do(Advance(), 5 + 3)
    # Going on with the hold, the charge is again for the whole of it; played anew, it is a second one.
    assert charged(again.store) == (20.0 if boot == "first" else 40.0)
    again.do(Advance(), 200)
    assert again.state() == "finished"
    assert charged(again.store) == (80.0 if boot == "first" else 100.0)


COMMANDS = st.sampled_from([Advance(), Pause(), Resume(), Skip(), Extend(5.0), TooMuch("sharp")])


@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    story=st.lists(st.tuples(COMMANDS, st.floats(0, 40)), max_size=8),
    silent=st.floats(0, 0.99),
    same=st.booleans(),
)
def test_killed_anywhere_at_least_what_was_done_is_charged(
    tmp_path_factory: pytest.TempPathFactory, story: list[tuple[Command, float]], silent: float, *, same: bool
) -> None:
    folder = tmp_path_factory.mktemp("story")
    stage = begun(open_store(folder, boot="first"))
    for command, after in story:
        stage.do(command, after)
    reported = sum(stage.session.exposure.values())
    deadline = stage.session.next_deadline(stage.now)
    end = stage.now + silent if deadline is None else min(stage.now + silent, deadline - 1e-3)
    stage.session.apply(Advance(), max(end, stage.now))
    done = sum(stage.session.exposure.values())
    found = open_store(folder, boot="first" if same else "second")
    found.settle()
    assert charged(found) >= done - 1e-5
    if same:
        assert charged(found) <= reported + MOST_UNREPORTED + 1e-5
    found.close()
    stage.store.close()


def with_number(value: object, number: float) -> object:
    """`value` with `number` in the place of every length and instant, all the way down."""
    if isinstance(value, Struct):
        numbers = [each for each, hint in get_type_hints(type(value)).items() if hint in (float, float | None)]
        others = {each: with_number(getattr(value, each), number) for each in value.__struct_fields__}
        return structs.replace(value, **(others | dict.fromkeys(numbers, number)))
    if type(value) is tuple:
        return tuple(with_number(each, number) for each in value)
    return value


def happenings() -> Iterator[Event]:
    """One event of each kind."""
    segment = admit(ROUTINE, Profile(), SEASONED, WALL).segments[0]
    known: dict[str, Any] = {
        "segment": segment,
        "run": run(1, 0, 20),
        "strains": (strain(1),),
        "cue": "go",
        "exposed": True,
        "gap": True,
        "ended": True,
    }
    for kind in Event.__subclasses__():
        hints = get_type_hints(kind)
        yield kind(**{name: known.get(name, 0.0 if hints[name] is float else "x") for name in hints})


@pytest.mark.parametrize("number", [7.5, 7, Seconds(7.5), SpanRange(7), Seconds(0)])
def test_whatever_happens_can_be_written_down_with_any_number_that_a_file_can_give(
    real: SqliteStore, number: float
) -> None:
    now = with_number(snapshot(run(1, 0, 20), strains=(strain(1),)), number)
    assert isinstance(now, Snapshot)
    fitting = with_number(Fitting(asked=1.0, changes=(Change(path="1", key="hold", value=1.0),)), number)
    real.begin(beginning(snapshot=now, fitting=fitting))
    happened = [event for each in happenings() if isinstance(event := with_number(each, number), Event)]
    entries = [entry for each in happened if (entry := _entry(each)) is not None]
    runs = [each.run for each in happened if isinstance(each, Charged)]
    strains = [each for event in happened if isinstance(event, Strained) for each in event.strains]
    real.record(name(1), entries, runs, strains, now, WALL, 0.0)
    left = real.unfinished()
    assert left is not None
    assert (left.snapshot, left.fitting) == (now, fitting)
    assert len(entries) == len(Event.__subclasses__()) - 2
    assert json.loads(encode([*happened, now]))[0]["at"] == number
