"""What is withheld says until when, obeying that makes it go away, and no early leaving or set clock changes a cap."""

from math import inf
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from core.build import NOBODY, SEASONED, Play, cold, contract_relax, heat, massage, plan, routine, stretch
from strategies import DAY, NOW
from strategies.people import ledgers
from strategies.routines import routines
from stretchplayer.caps import LIMITS, Exposure, Ledger, Profile, Progress, Strain, Verdict, admit
from stretchplayer.caps.limits import MANY_SESSIONS
from stretchplayer.caps.meter import new_run
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Step
from stretchplayer.session import Resume, Session
from stretchplayer.session import events as happened
from stretchplayer.timeline import Load

HOUR: Final = 3600.0


def had(kind: Load, seconds: float, ago: float, *, muscle: str = "hamstrings", session: str = "a") -> Exposure:
    """What the left side of a muscle had, ending so long ago."""
    end = NOW - ago
    return Exposure(
        session=session,
        run=int(ago),
        muscle=muscle,
        side="left",
        kind=kind,
        start=end - seconds,
        end=end,
        seconds=seconds,
    )


def withheld(step: Step, ledger: Ledger, now: float = NOW) -> Verdict | None:
    """The verdict that leaves `step` out, if one does."""
    verdicts = admit(routine(step), NOBODY, ledger, now).verdicts
    return next((each for each in verdicts if each.action == "withheld"), None)


@pytest.mark.parametrize(
    ("step", "past", "strains", "wait"),
    [
        (stretch(), [had("static", 240, HOUR), had("static", 240, 2 * HOUR)], [], DAY - 2 * HOUR),
        (stretch(), [had("static", 240, day * DAY + HOUR) for day in range(7)], [], HOUR * 23),
        (stretch(), [had("cold", 300, 600)], [], 1200),
        (massage(), [had("cold", 300, 600)], [], 1200),
        (cold(), [had("heat", 300, 600)], [], 1200),
        (heat(), [had("heat", 300, HOUR)], [], HOUR),
        (heat("glutes"), [had("heat", 300, HOUR)], [], HOUR),
        (heat(), [had("heat", 300, hours * HOUR) for hours in (3, 8, 20)], [], 4 * HOUR),
        (massage(), [had("massage", 60, hours * HOUR) for hours in (3, 8, 20)], [], 4 * HOUR),
        (contract_relax(), [had("contract", 5, 20 * HOUR)], [], 28 * HOUR),
        (stretch(), [had("static", 60, HOUR), had("static", 210, 2 * HOUR)], [2.5 * HOUR], 21.5 * HOUR),
        (stretch(), [had("static", 240, HOUR + 1), had("static", 238, HOUR)], [], 23 * HOUR - 1),
    ],
)
def test_what_is_withheld_says_until_when(step: Step, past: list[Exposure], strains: list[float], wait: float) -> None:
    said = [Strain(session="a", muscle="hamstrings", side="left", at=NOW - ago, word="sharp") for ago in strains]
    ledger = Ledger(exposures=tuple(past), strains=tuple(said), first_use=-inf)
    verdict = withheld(step, ledger)
    assert verdict is not None
    assert verdict.until is not None
    # A get-ready of 5 s lies between the start of a session and its work.
    assert verdict.until == pytest.approx(NOW + wait, abs=10)
    assert withheld(step, ledger, verdict.until - 60) is not None
    assert withheld(step, ledger, verdict.until) is None


@given(routines(), ledgers())
def test_waiting_as_long_as_a_verdict_says_makes_it_go_away(whole: Routine, ledger: Ledger) -> None:
    for verdict in admit(whole, NOBODY, ledger, NOW).verdicts:
        if verdict.until is None:
            continue
        assert verdict.until > NOW
        later = admit(whole, NOBODY, ledger, verdict.until).verdicts
        again = [each for each in later if each.path == verdict.path and each.action == "withheld"]
        # What the same session does before it may still stand in its way; what others did does not.
        assert all(each.until is None or each.until > verdict.until for each in again)


def test_what_only_this_person_or_this_session_forbids_says_no_time() -> None:
    assert withheld(massage(using="massage gun", target="neck_lateral"), SEASONED) is not None
    made = admit(routine(heat()), Profile(numb=True), SEASONED, NOW)
    assert [(each.action, each.until) for each in made.verdicts] == [("withheld", None)]


@given(st.integers(1, 40), st.floats(0.1, 59.9))
def test_no_number_of_starts_that_were_left_early_locks_anybody_out(starts: int, seconds: float) -> None:
    assume(starts * seconds <= 300)
    left = [had("static", seconds, 10.0 + 60 * number, session=f"{number}") for number in range(starts)]
    other = admit(routine(stretch("quadriceps")), NOBODY, Ledger(exposures=tuple(left), first_use=-inf), NOW)
    assert not [each for each in other.verdicts if each.limit != "order.warmup"]


@pytest.mark.parametrize(("earlier", "warned"), [(MANY_SESSIONS - 2, False), (MANY_SESSIONS - 1, True), (9, True)])
def test_from_the_fourth_session_with_a_minute_of_stretching_on_there_is_a_warning(
    earlier: int, *, warned: bool
) -> None:
    past = [had("static", 60, HOUR * number, muscle="glutes", session=f"{number}") for number in range(1, earlier + 1)]
    made = plan(stretch(), ledger=Ledger(exposures=tuple(past), first_use=-inf))
    found = [each for each in made.verdicts if each.limit == "static.sessions"]
    assert [each.action for each in found] == (["warn"] if warned else [])
    assert [each.load for each in made.segments if each.load] == ["static"], "a warning takes nothing away"


def test_holds_of_one_step_are_not_counted_but_a_file_may_count_them() -> None:
    ten = stretch(hold=5, reps=10)
    assert not [each for each in plan(ten).verdicts if each.action != "warn"]
    counted = admit(routine(ten, limits={"static.reps": 3.0}), NOBODY, SEASONED, NOW)
    assert [(each.limit, each.asked, each.allowed) for each in counted.verdicts if each.action == "trimmed"] == [
        ("static.reps", 10, 3)
    ]


@pytest.mark.parametrize("ahead", [600.0, HOUR, 10 * DAY])
def test_a_session_begun_by_a_clock_ahead_and_resumed_by_a_right_one_sees_what_was_done_between(ahead: float) -> None:
    """Begun an hour ahead, left; the clock is set right, the thigh is cooled; the chilled thigh is not stretched."""
    whole = routine(stretch(hold=60), stretch(hold=60))
    play = Play(admit(whole, NOBODY, SEASONED, NOW + ahead))
    play.until("work")
    play.wait(5)
    snapshot = play.session.snapshot(play.now)
    ledger = Ledger(exposures=(had("cold", 300, -300, session="b"),), first_use=-inf)
    now = NOW + 360
    again = admit(whole, NOBODY, ledger, now, progress=snapshot.progress)
    assert {each.limit for each in again.verdicts if each.action == "withheld"} == {"order.cold"}
    session = Session.restore(snapshot, again, 0.0)
    events = session.apply(Resume(), 0.0)
    assert not [each for each in events if isinstance(each, happened.Entered) and each.segment.load]
    assert all(run.end <= now for run in session.snapshot(0.0).progress.runs)


def test_strains_of_a_session_begun_by_a_clock_ahead_are_dated_with_it() -> None:
    play = Play(admit(routine(stretch(hold=60), stretch("glutes")), NOBODY, SEASONED, NOW + HOUR))
    snapshot = play.session.snapshot(play.now)
    strain = Strain(session="", muscle="hamstrings", side="left", at=NOW + HOUR, word="sharp")
    dated = structs.replace(snapshot, strains=(strain,)).dated(NOW)
    assert [each.at for each in dated.strains] == [NOW]
    assert dated.progress.wall == NOW


@pytest.mark.parametrize(
    ("pushed", "now", "allowed"),
    [
        ((0,), 11, True),
        ((0,), 13, False),
        ((0, 11), 22, False),
        ((0, 11), 11 + 48, True),
        ((0, 50), 61, True),
        ((0, 50), 63, False),
    ],
)
def test_contract_relax_of_one_session_stays_within_half_a_day_of_its_first(
    pushed: tuple[float, ...], now: float, *, allowed: bool
) -> None:
    """However often the session is left and resumed; instants in hours."""
    whole = routine(*(contract_relax(reps=1) for _ in range(4)))
    contracted = [segment for segment in plan(*whole.step).segments if segment.phase == "contract"]
    runs = tuple(
        new_run(segment, number, NOW + hours * HOUR, 5)
        for number, (segment, hours) in enumerate(zip(contracted, pushed, strict=False), 1)
    )
    progress = Progress(origin=contracted[len(pushed)].origin - 2, runs=runs)
    made = admit(whole, NOBODY, SEASONED, NOW + now * HOUR, progress=progress)
    assert ("order.pnf" not in {each.limit for each in made.verdicts}) == allowed


def test_every_number_of_a_rule_stands_in_the_table() -> None:
    for name in ("order.cold", "order.contrast", "order.pnf", "order.warmup", "work.least"):
        assert LIMITS[name].cap > 0
        assert LIMITS[name].source
        assert LIMITS[name].grade
    stricter = routine(stretch(), limits={"order.cold": 2 * HOUR})
    made = admit(stricter, NOBODY, Ledger(exposures=(had("cold", 300, HOUR),), first_use=-inf), NOW)
    (verdict,) = (each for each in made.verdicts if each.action == "withheld")
    assert (
        verdict.reason
        == "After cold, no stretching and no massage on that part of the body for 2 h: feeling is dulled."
    )


def test_skin_that_was_reported_is_not_rubbed_for_a_day() -> None:
    reported = Strain(session="a", muscle="hamstrings", side="left", at=NOW - HOUR, word="skin")
    ledger = Ledger(strains=(reported,), first_use=-inf)
    verdict = withheld(massage(), ledger)
    assert verdict is not None
    assert verdict.limit == "skin.massage"
    assert verdict.until == pytest.approx(NOW + 23 * HOUR, abs=10)
    assert withheld(massage("quadriceps"), ledger) is None
    assert withheld(heat("neck_lateral"), ledger) is not None, "heat and cold nowhere"
    assert withheld(massage(), ledger, NOW + DAY) is None
