"""What the page after a session says is what was recorded, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from core.build import Play, exercise, plan, stretch
from stretchplayer.app.afterwards import sentence, week_so_far, worked_on
from stretchplayer.store import Past

SCALE = st.one_of(st.none(), st.integers(0, 10))


@given(SCALE, SCALE)
def test_the_sentence_is_true(before: int | None, after: int | None) -> None:
    play = Play(plan(stretch(hold=30, reps=2), stretch("adductors", hold=10)))
    play.until_over()
    snapshot = play.session.snapshot(play.now)
    said = sentence(snapshot, before, after)
    if before is None or after is None:
        assert said.startswith("Back of the thigh had 1 min, the most of all; then came inside of the thigh")
    else:
        assert f"You said {before} for stiffness" in said
        assert before == after or str(after) in said
        assert ("go gently" in said) == (after > before)
    marks = worked_on(snapshot)
    assert marks["hamstrings", "left"] == 1
    assert 0 < marks["adductors", "left"] < 1


def test_movement_counts_in_the_sentence_and_is_named() -> None:
    play = Play(plan(exercise(duration=60), stretch(hold=30), stretch("adductors", hold=10)))
    play.until_over()
    said = sentence(play.session.snapshot(play.now), None, None)
    assert said.startswith("Back of the thigh had 1 min 30 s with all that moves it, the most of all;")


def test_nothing_done_says_nothing() -> None:
    play = Play(plan(stretch(hold=30)))
    snapshot = play.session.snapshot(play.now)
    assert (sentence(snapshot, 3, None), worked_on(snapshot), week_so_far((), 0.0)) == ("", {}, "")


def test_the_week_counts_seven_days() -> None:
    def past(started: float) -> Past:
        facts = {"id": "a", "routine": "Hips", "ended": None, "before": None, "after": None}
        return Past(**facts, started=started, state="finished", seconds=600.0, worked_seconds=300.0)  # type: ignore[arg-type]

    day = 86_400.0
    found = [past(-8 * day), past(-6 * day), past(-1.0)]
    assert week_so_far(found, 0.0) == "The last 7 days: 2 sessions, 20 min."
