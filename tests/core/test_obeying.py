"""Obeying a message makes it go away: for each limit a routine that passes it, and the same one changed as it says."""

from typing import Any, Final

from msgspec import structs

from core.build import NOBODY, SEASONED, cold, contract_relax, dynamic, exercise, heat, massage, routine, stretch
from every import every
from strategies import DAY, NOW
from stretchplayer.app.checking import verdict_lines
from stretchplayer.caps import LIMITS, Exposure, Ledger, Profile, Verdict, admit
from stretchplayer.catalog import moves
from stretchplayer.model.duration import BreathHold, Count, Held, Seconds, SpanRange, Tempo
from stretchplayer.model.muscles import GROUP_OF
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Breathe, Group, Step
from stretchplayer.timeline import Load

WARM: Final = exercise(None, reps=60)


def breath(hold: float, out: float = 0) -> Routine:
    return routine(Breathe(duration=SpanRange(60), hold=BreathHold(hold), hold_out=BreathHold(out)))


def moved(**more: Any) -> Routine:
    return routine(dynamic(**more))


def _muscles(count: int) -> list[str]:
    return [muscle for muscle, group in GROUP_OF.items() if group != "neck"][:count]


def _all_over(reps: int) -> Routine:
    return routine(*(stretch(muscle, hold=60, reps=reps, sides="both") for muscle in _muscles(16)))


LOWER: Final = {"limits": {"static.reps": 2.0}}
OBEYED: Final[dict[str, tuple[Routine, str, Routine]]] = {
    "static.hold": (routine(stretch(hold=90)), "hold = 90: 60 s are played", routine(stretch(hold=60))),
    "static.gap": (
        routine(stretch(reps=2, rest=2)),
        "rest = 2: 5 s are played",
        routine(stretch(reps=2, rest=5)),
    ),
    "static.session": (
        routine(stretch(hold=60, reps=5)),
        "hold = 60, reps = 5: 4 of 5 holds are played",
        routine(stretch(hold=60, reps=4)),
    ),
    "static.reps": (
        routine(stretch(reps=3), **LOWER),
        "reps = 3: 2 of 3 holds are played",
        routine(stretch(reps=2), **LOWER),
    ),
    "static.total": (_all_over(2), "not played", _all_over(1)),
    "static.discomfort": (
        routine(stretch(discomfort=8)),
        "discomfort = 8: 5 is played",
        routine(stretch(discomfort=5)),
    ),
    "presport": (
        routine(stretch(hold=30, reps=3), before="sport"),
        "hold = 30, reps = 3: 2 of 3 holds are played",
        routine(stretch(hold=30, reps=2), before="sport"),
    ),
    "pnf.contract": (
        routine(contract_relax(contract=15)),
        "contract = 15: 10 s are played",
        routine(contract_relax(contract=10)),
    ),
    "pnf.effort": (
        routine(contract_relax(effort=90)),
        "effort = 90: 75 % is played",
        routine(contract_relax(effort=75)),
    ),
    "pnf.cycles": (
        routine(contract_relax(reps=6)),
        "reps = 6: 4 of 6 holds are played",
        routine(contract_relax(reps=4)),
    ),
    "dynamic.session": (
        moved(duration=None, reps=100, tempo=3),
        "reps = 100, tempo = 3: 40 repetitions are played",
        moved(duration=None, reps=40, tempo=3),
    ),
    "exercise.time": (
        routine(exercise(reps=500)),
        "reps = 500, tempo = 3: 400 repetitions are played",
        routine(exercise(reps=400)),
    ),
    "exercise.session": (
        routine(Group(repeat=5, step=(exercise("glutes", reps=79), exercise(None, reps=79), WARM, WARM, WARM))),
        "reps = 60, tempo = 3",
        routine(Group(repeat=5, step=(exercise("glutes", reps=79), exercise(None, reps=79)))),
    ),
    "exercise.hold": (routine(exercise(hold=90)), "hold = 90: 60 s are played", routine(exercise(hold=60))),
    "heat.time": (routine(heat(duration=1800)), "duration = 30 min: 20 min are played", routine(heat(duration=1200))),
    "heat.gap": (routine(heat(), heat("quadriceps")), "not played", routine(heat(), heat("biceps"))),
    "heat.temperature": (
        routine(heat(temperature=50.0)),
        "temperature = 50: 43 °C is played",
        routine(heat(temperature=43.0)),
    ),
    "cold.time": (
        routine(cold("biceps", duration=1500)),
        "duration = 25 min: 20 min are played",
        routine(cold("biceps", duration=1200)),
    ),
    "cold.time.lean": (
        routine(cold(duration=720)),
        "duration = 12 min: 10 min are played",
        routine(cold(duration=600)),
    ),
    "cold.gap": (routine(cold(), cold("quadriceps")), "not played", routine(cold(), cold("biceps"))),
    "massage.set": (routine(massage(duration=150)), "duration = 150: 2 min are played", routine(massage(duration=120))),
    "massage.sets": (routine(massage(sets=5)), "sets = 5: 3 of 5 sets are played", routine(massage(sets=3))),
    "massage.spot": (
        routine(massage(duration=100, spot=True)),
        "duration = 100: 90 s are played",
        routine(massage(duration=90, spot=True)),
    ),
    "massage.pressure": (
        routine(massage(pressure=9)),
        "pressure = 9: 6 is played",
        routine(massage(pressure=6)),
    ),
    "massage.gun": (
        routine(massage(duration=100, sets=3, using="massage gun")),
        "duration = 100, sets = 3: 3 sets of 60 s are played",
        routine(massage(duration=60, sets=3, using="massage gun")),
    ),
    "breath.hold": (breath(hold=12), "hold = 12: 10 s are played", breath(hold=10)),
    "neck.hold": (
        routine(stretch("neck_lateral", hold=30)),
        "hold = 30: 20 s are played",
        routine(stretch("neck_lateral", hold=20)),
    ),
    "neck.session": (
        routine(stretch("neck_lateral", hold=20, reps=4)),
        "hold = 20, reps = 4: 3 of 4 holds are played",
        routine(stretch("neck_lateral", hold=20, reps=3)),
    ),
    "order.warmup": (routine(stretch()), "3 min of movement, such as walking", routine(WARM, stretch())),
    "order.usual": (
        routine(cold("biceps"), contract_relax("soleus"), stretch("glutes"), massage("lats"), heat()),
        "warm-up or heat, massage, movement, holds, contract-relax, cold last",
        routine(
            *(heat(), massage("lats"), dynamic("triceps"), stretch("glutes"), contract_relax("soleus")),
            cold("biceps"),
        ),
    ),
    "order.cold": (routine(cold(), stretch("quadriceps")), "not played", routine(stretch("quadriceps"), cold())),
    "order.contrast": (routine(heat(), cold()), "not played", routine(heat(), cold("biceps"))),
}
"""The limit, what breaks it, what is said, and the same as the message asks for it."""

BEYOND: Final = {
    "ballistic": "an error of the file",
    "work.least": "says nothing by itself",
    **dict.fromkeys(("static.day", "static.week", "static.sessions"), "what earlier sessions used up"),
    **dict.fromkeys(("heat.day", "cold.day", "order.pnf"), "what earlier sessions used up"),
}
"""Limits that no file breaks by itself."""


def _said(broken: Routine, limit: str, profile: Profile = NOBODY) -> list[Verdict]:
    return [each for each in admit(broken, profile, SEASONED, NOW).verdicts if each.limit == limit]


@every("limit", tuple(OBEYED))
def test_what_a_message_asks_for_makes_it_go_away(limit: str) -> None:
    broken, words, obeyed = OBEYED[limit]
    said = verdict_lines(_said(broken, limit))
    assert [line for line in said if words in line], said
    assert not _said(obeyed, limit)


def test_every_limit_is_obeyed_here() -> None:
    assert sorted({*OBEYED, *BEYOND} - {"order.usual"}) == sorted(LIMITS)


def test_a_hold_of_a_breath_that_is_out_counts_too() -> None:
    assert verdict_lines(_said(breath(0, out=12), "breath.hold"))[0].startswith("step 1: hold_out = 12: 10 s are")


def test_a_warm_up_that_a_cap_makes_shorter_is_one_all_the_same() -> None:
    asked = routine(dynamic(duration=180), stretch())
    assert _said(asked, "dynamic.session")
    assert not _said(asked, "order.warmup")
    rounds = routine(Group(repeat=3, step=(dynamic(duration=60),)), stretch())
    assert not _said(rounds, "order.warmup")
    assert _said(routine(dynamic(duration=170), stretch()), "order.warmup")


def test_an_exercise_of_an_earlier_session_warms_up() -> None:
    walked = Exposure(
        session="a", run=1, muscle="soleus", side="left", kind="exercise", start=NOW - 400, end=NOW - 200, seconds=200
    )
    assert _said(routine(stretch()), "order.warmup")
    ledger = Ledger(exposures=(walked,), first_use=float("-inf"))
    assert not [each for each in admit(routine(stretch()), NOBODY, ledger, NOW).verdicts if each.step]


def _left(kind: Load, seconds: float, count: int) -> Ledger:
    """Sessions that were left after some seconds, one after the other."""
    done = (
        Exposure(
            session=f"{number}",
            run=1,
            muscle="hamstrings",
            side="left",
            kind=kind,
            start=NOW - seconds - 60 * (number + 1),
            end=NOW - 60 * (number + 1),
            seconds=seconds,
        )
        for number in range(count)
    )
    return Ledger(exposures=tuple(done), first_use=float("-inf"))


@every("kind", ("static", "contract", "dynamic", "exercise", "massage", "gun", "heat", "cold"))
def test_starts_that_are_left_at_once_lock_nobody_out(kind: Load) -> None:
    steps: dict[str, Step] = {
        "static": stretch(),
        "contract": contract_relax(),
        "dynamic": dynamic(),
        "exercise": exercise(),
        "massage": massage(),
        "gun": massage(using="massage gun"),
        "heat": heat(),
        "cold": cold(),
    }
    left = _left(kind, 0.9, 3)
    for step in steps.values():
        admitted = admit(routine(step), NOBODY, left, NOW)
        assert not [each for each in admitted.verdicts if each.action == "withheld"], step.kind
    # Many of them count by what they add up to: two minutes of massage are a few sets.
    many = admit(routine(massage(sets=3)), NOBODY, _left("massage", 10, 12), NOW)
    assert [(each.limit, each.until) for each in many.verdicts if each.action == "withheld"] == [
        ("massage.sets", many.verdicts[-1].until)
    ]
    assert NOW < (many.verdicts[-1].until or 0) <= NOW + DAY


def test_what_is_withheld_is_played_at_the_time_that_it_says() -> None:
    cases: tuple[tuple[Load, Step, str], ...] = (("heat", heat(), "heat.gap"), ("cold", stretch(), "order.cold"))
    for kind, step, limit in cases:
        before = _left(kind, 600, 1)
        (verdict,) = [each for each in admit(routine(step), NOBODY, before, NOW).verdicts if each.action == "withheld"]
        assert verdict.limit == limit
        assert verdict.until is not None
        assert "Again from" in verdict_lines([verdict])[0]
        assert admit(routine(step), NOBODY, before, verdict.until).playable


def test_a_release_between_two_steps_is_asked_of_getting_ready() -> None:
    broken = routine(stretch(), stretch("quadriceps", prepare=0), stretch(prepare=Seconds(2)))
    assert not _said(broken, "static.gap")
    close = routine(stretch(prepare=2), stretch(prepare=2))
    assert verdict_lines(_said(close, "static.gap"))[0].startswith("step 2: prepare = 2: 5 s are played")
    assert not _said(routine(stretch(prepare=2), stretch(prepare=5)), "static.gap")


def test_numbers_are_quoted_as_a_file_writes_them() -> None:
    for step, quoted in (
        (stretch(hold=90), "hold = 90"),
        (stretch(hold=600), "hold = 10 min"),
        (structs.replace(stretch(reps=3), hold=Held(0, ramp=(30, 60, 90))), "hold = [30, 60, 90]"),
        (structs.replace(stretch(sides="each"), hold=Held(90, right=30)), "hold = { left = 90, right = 30 }"),
        (structs.replace(stretch(), hold=Held(90, 120)), "hold = 90-120"),
        (
            structs.replace(dynamic(duration=None, reps=20), reps=Count(20, 30), tempo=Tempo(9, (2, 2, 5, 0))),
            "reps = 20-30, tempo = 2-2-5-0",
        ),
    ):
        cut = [each for each in admit(routine(step), NOBODY, SEASONED, NOW).verdicts if each.action == "trimmed"]
        assert verdict_lines(cut)[0].startswith(f"step 1: {quoted}: "), verdict_lines(cut)


def test_what_comes_from_a_move_or_is_usual_says_so() -> None:
    (line,) = verdict_lines(
        each
        for each in admit(routine(stretch(discomfort=3)), Profile(hypermobile=True), SEASONED, NOW).verdicts
        if each.action == "trimmed"
    )
    assert line.startswith("step 1: discomfort = 3 (what is usual): 2 is played. ")
    held = stretch("pectorals", hold=20, reps=13, move="arm-across-chest")
    (line,) = verdict_lines(_said(routine(held), "static.session"))
    assert moves()["arm-across-chest"].step["hold"] == 20
    assert line.startswith("step 1: hold = 20 (as in Arm across the chest), reps = 13: 12 of 13 holds are played. ")


def test_steps_that_are_cut_alike_are_one_line() -> None:
    steps = [stretch(muscle, hold=120 + 20 * number) for number, muscle in enumerate(_muscles(7))]
    verdicts = _said(routine(*steps), "static.hold")
    assert len(verdicts) == 7
    assert verdict_lines(verdicts) == [
        "7 holds of 2–4 min are played for 60 s: steps 1–7. At most 1 min for one static hold."
    ]
    assert verdict_lines(verdicts[1:4]) == [
        "3 holds of 2 min 20 s to 3 min are played for 60 s: steps 2–4. At most 1 min for one static hold."
    ]
    two = _said(routine(stretch(hold=90), stretch("soleus"), stretch("glutes", hold=100)), "static.hold")
    assert verdict_lines(two, limits=True) == [
        "2 holds of 90–100 s are played for 60 s: steps 1 and 3. At most 1 min for one static hold. [static.hold]"
    ]


def test_a_pass_that_is_cut_unevenly_is_told_hold_by_hold() -> None:
    (line,) = verdict_lines(_said(routine(Group(repeat=3, step=(stretch(hold=60, reps=2),))), "static.session"))
    assert "hold = 60, reps = 2: 1 hold of 60 s and 1 of 20 s are played in each of 3 rounds." in line
