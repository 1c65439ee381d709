"""Getting ready: as long as the file says for what is new, 5 to 8 seconds for what is known.

A second side gets 5 seconds, and 12 to 15 where the body has to be moved for it; what is known in another place, 12.
"""

from typing import Any, Final

import pytest
from msgspec import structs

from core.build import dynamic, massage, routine, stretch
from strategies import NOW
from stretchplayer.caps import SEASONED, Ledger, Profile, admit
from stretchplayer.caps.ledger import Exposure
from stretchplayer.catalog.telling_time import telling_time
from stretchplayer.model.duration import Seconds, Span, SpanRange
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.places import place_of, way_to
from stretchplayer.model.routine import Routine, flat
from stretchplayer.model.speaking_time import speaking_time
from stretchplayer.model.steps import Advice, AnyStep, Breathe, Defaults, Group, Rest, Step
from stretchplayer.phrases import screen_words
from stretchplayer.plain.narrator import Narrator
from stretchplayer.session import Advance, Resume, Session, TooMuch
from stretchplayer.timeline import Segment, unroll

LONG: Final = Defaults(prepare=Seconds(20))


def leading(*steps: AnyStep, known: tuple[str, ...] = (), **more: Any) -> list[tuple[str, float]]:
    """Phase and seconds of everything that leads into work."""
    made = structs.replace(routine(*steps), known=known, **{"defaults": LONG, **more})
    return [(each.phase, each.seconds) for each in unroll(made) if each.phase in ("prepare", "switch")]


def placed(name: str, position: Any = None, needs: Any = (), **more: Any) -> Step:
    return structs.replace(stretch(**more), name=name, position=position, needs=needs)


def test_what_is_known_is_announced_briefly_and_what_is_new_in_full() -> None:
    steps = (placed("A"), placed("B"))
    assert leading(*steps) == [("prepare", 20), ("prepare", 20)]
    assert leading(*steps, known=(known_as(steps[1]),)) == [("prepare", 20), ("prepare", 5)]
    moves = tuple(structs.replace(each, move="m") for each in steps)
    assert leading(*moves, known=(known_as(moves[0]),)) == [("prepare", 7), ("prepare", 5)]


def test_a_move_in_other_words_is_another_one() -> None:
    plain = structs.replace(placed("A"), move="m", how="Sit.")
    for other in (structs.replace(plain, how="Stand."), structs.replace(plain, caution="Slowly.")):
        assert leading(plain, other, known=(known_as(plain),)) == [("prepare", 7), ("prepare", 20)]


def test_a_file_s_own_time_is_the_longest() -> None:
    short = Defaults(prepare=Seconds(2), switch=Seconds(1))
    step = placed("A", sides="each")
    assert leading(step, known=(known_as(step),), defaults=short) == [
        ("prepare", 2),
        ("switch", 1),
        ("prepare", 2),
    ]
    none = Defaults(prepare=Seconds(0), switch=Seconds(0))
    assert leading(step, known=(known_as(step),), defaults=none) == []


def test_another_position_and_a_new_thing_take_longer() -> None:
    steps = (
        placed("stand", "standing"),
        placed("floor", "lying-back"),
        placed("same", "lying-back"),
        placed("towel", "lying-back", needs=("mat", "towel")),
        placed("towel again", "lying-back", needs=("towel",)),
    )
    assert [seconds for _, seconds in leading(*steps, known=tuple(map(known_as, steps)))] == [7, 12, 5, 8, 5]
    assert leading(steps[1], known=(known_as(steps[1]),)) == [("prepare", 8)]


@pytest.mark.parametrize(
    ("switch", "whole"),
    [(5, [("switch", 3), ("prepare", 2)]), (0, [("prepare", 5)]), (15, [("switch", 11), ("prepare", 4)])],
)
def test_a_second_side_is_never_explained_again(switch: float, whole: list[tuple[str, float]]) -> None:
    own = Defaults(prepare=Seconds(20), switch=Seconds(switch))
    assert leading(placed("A", sides="each", target="triceps"), defaults=own) == [("prepare", 20), *whole]


@pytest.mark.parametrize(
    ("seconds", "step"),
    [
        (12, placed("stand on the other leg", "standing", sides="each")),
        (15, placed("kneel on the other knee", "kneeling", sides="each", target="hip_flexors")),
        (12, placed("turn round", "standing", ("doorway",), sides="each", target="pectorals")),
        (12, placed("turn over", "lying-side", sides="each", target="rotator_cuff")),
        (15, placed("round the other foot", "lying-back", ("mat", "towel"), sides="each")),
        (12, massage(sides="each", using="foam roller")),
        (8, placed("the other leg", "lying-back", ("mat",), sides="each")),
        (15, placed("off the other edge", "sitting", ("chair",), sides="each", target="hip_flexors")),
        (12, placed("a cushion to the other side", "lying-back", ("mat", "cushion"), sides="each", target="triceps")),
        (13, placed("the other ankle on the knee", "lying-back", ("mat",), sides="each", target="piriformis")),
        (13, placed("the other foot in the hands", "sitting", ("chair",), sides="each", target="plantar_foot")),
        (13, massage(sides="each", using="hands", target="gastrocnemius")),
        (8, placed("pass it over", "sitting", ("towel",), sides="each", target="hand")),
        (5, placed("the other arm", "sitting", ("table",), sides="each", target="triceps")),
        (5, placed("the other arm", "kneeling", ("mat",), sides="each", target="rhomboids")),
        (5, placed("the other side of the neck", "standing", sides="each", target="neck_lateral")),
    ],
    ids=lambda each: getattr(each, "name", None),
)
def test_a_second_side_for_which_the_body_is_moved_gets_the_time_for_it(seconds: float, step: Step) -> None:
    for known in ((), (known_as(step),)):
        for own in (LONG, Defaults(), Defaults(prepare=Seconds(20), switch=Seconds(0))):
            assert sum(seconds for _, seconds in leading(step, known=known, defaults=own)[1:]) == seconds
    hurried = Defaults(prepare=Seconds(1), switch=Seconds(1))
    assert sum(each for _, each in leading(step, defaults=hurried)[1:]) == (seconds if seconds >= 12 else 2)


def test_where_sides_take_turns_each_change_gets_that_time() -> None:
    step = placed("stand on the other leg", "standing", sides="alternate", reps=2, rest=5)
    assert leading(step)[1:] == [("switch", 12), ("switch", 12)]
    assert [each.seconds for each in unroll(routine(step)) if each.phase == "rest"] == [12]


def test_what_was_met_in_this_session_is_known_from_then_on() -> None:
    step = structs.replace(dynamic(), name="A")
    assert leading(Group(repeat=3, step=(step,)), step) == [("prepare", 20), *[("prepare", 5)] * 3]


def test_breathing_is_known_by_its_name() -> None:
    step = Breathe(duration=SpanRange(60), name="Slow", prepare=Seconds(18))
    assert leading(step) == [("prepare", 18)]
    assert leading(step, known=(known_as(step),)) == [("prepare", 7)]


def test_somebody_new_has_time_to_get_down_to_the_floor_and_up_again() -> None:
    told = {"how": "Do it.", "sides": "both"}
    steps = [
        placed("up", "standing", **told),
        placed("down", "kneeling", ("mat",), **told),
        placed("over", "lying-back", ("mat",), **told),
        placed("up again", "sitting", **told),
    ]
    hurried = Defaults(prepare=Seconds(1))
    told_in = [seconds for _, seconds in leading(*steps, defaults=hurried)]
    assert [seconds - told_in[0] for seconds in told_in] == [0, 12, 9 + 3, 12 + 2], (
        "and that the eyes may close, and open"
    )
    assert leading(*steps, defaults=Defaults(prepare=Seconds(30))) == [("prepare", 30)] * 4
    known = tuple(known_as(each) for each in steps)
    led = [("prepare", 12), ("prepare", 12), ("prepare", 14)]
    assert leading(*steps, known=known)[1:] == led
    assert leading(*steps, known=known, defaults=hurried)[1:] == led, "whatever its file gives"
    bare = placed("nothing is explained", "lying-back", ("mat",))
    assert leading(steps[0], bare, defaults=hurried)[1:] == [("prepare", 1)], "its file's own time holds"
    assert leading(steps[0], Rest(duration=SpanRange(20)), steps[2], known=known)[1:] == [("prepare", 14)]


def test_where_it_takes_to_get_to() -> None:
    mat, chair = ("mat",), ("chair",)
    on_the_floor, on_a_chair = placed("A", "sitting", mat), placed("B", "sitting", ("mat", "chair"))
    assert (place_of(on_the_floor), place_of(on_a_chair), place_of(placed("C"))) == ("floor", "sitting", None)
    assert way_to("standing", on_a_chair) is None
    assert way_to("standing", placed("C")) is None
    assert way_to(None, on_the_floor) is None
    assert way_to("sitting", on_the_floor) == ("upright", "floor")
    assert way_to("floor", placed("D", "sitting", chair)) == ("floor", "sitting")
    assert way_to("sitting", placed("E", "lying-back", mat)) == ("upright", "lying-back")
    assert way_to("sitting", placed("in bed", "lying-back")) == ("floor", "lying-back")
    assert way_to("lying-back", placed("F", "kneeling", mat)) == ("lying-back", "kneeling")


def test_what_was_not_used_lately_is_taken_up_and_takes_its_time() -> None:
    towel = placed("A", "lying-back", ("mat", "towel"))
    others = [placed(f"{number}", "lying-back", ("mat",)) for number in range(5)]
    named = structs.replace(towel, name="With a Towel")

    def taken(*steps: AnyStep) -> list[tuple[str, ...]]:
        return [each.take for each in unroll(routine(*steps)) if each.phase == "prepare"]

    assert taken(towel) == [()], "it was just said what to lay ready"
    assert taken(*others[:3], towel) == [()] * 4
    assert taken(*others[:4], towel, others[4], towel) == [()] * 4 + [("towel",), (), ()]
    assert taken(towel, *others, towel)[-1] == ("towel",)
    assert taken(*others, named)[-1] == ()
    told = structs.replace(towel, how="Do it.")
    hurried = Defaults(prepare=Seconds(1))
    assert leading(*others, told, defaults=hurried)[-1][1] == leading(told, defaults=hurried)[-1][1] - 8 + 3
    assert (
        leading(*others, told, known=(known_as(told),))[-1][1]
        == leading(others[0], told, known=(known_as(told),))[-1][1] + 2
    )


def test_eyes_may_close_again_once_one_sits_or_lies_still() -> None:
    stand, sit, kneel = placed("A", "standing"), placed("B", "sitting"), placed("C", "kneeling")
    moving = structs.replace(dynamic(), position="sitting")

    def eyes(*steps: AnyStep, known: tuple[str, ...] = (), said: str = "close") -> list[str]:
        made = structs.replace(routine(*steps), known=known)
        return [each.name for each in unroll(made) if each.eyes == said]

    assert eyes(sit) == eyes(stand, kneel) == eyes(stand, moving) == []
    assert eyes(stand, moving, sit, sit) == ["B"]
    assert eyes(stand, sit, stand, structs.replace(sit, name="again")) == ["B", "again"]
    assert eyes(stand, sit, known=(known_as(sit),)) == []
    lie, over = placed("L", "lying-back", ("mat",)), placed("S", "lying-side", ("mat",))
    again = structs.replace(sit, name="again")
    assert eyes(stand, sit, lie, kneel, again) == ["B", "again"], "who kneels has eyes open"
    assert eyes(stand, sit, lie, kneel, said="open") == ["C"]
    assert eyes(stand, sit, lie, over, stand, said="open briefly") == ["L", "S"]
    assert eyes(lie, stand, said="open") == ["A"], "who lies still may have closed them"
    assert eyes(stand, sit, sit, said="open") == eyes(sit, stand, said="open") == []
    assert leading(lie, over, known=(known_as(lie), known_as(over)))[1] == ("prepare", 14)


TOLD: Final = {
    "how": "Sit on a chair with both feet flat. Lay one ankle on the other knee. Lean forward slowly with a long back.",
    "caution": "Leave it out after a hip replacement. Stop at pain in the knee.",
}


@pytest.mark.parametrize(
    "step",
    [
        stretch(sides="each"),
        dynamic(),
        massage(),
        Breathe(name="Slow", duration=SpanRange(60)),
        Rest(name="Look far", duration=SpanRange(20)),
    ],
    ids=lambda each: each.kind,
)
def test_what_does_not_fit_into_the_time_to_get_ready_lengthens_it_for_who_is_new(step: Step) -> None:
    step = structs.replace(step, **TOLD)
    short = Defaults(prepare=Seconds(5))
    (_, new), *_ = leading(step, defaults=short)
    assert new == telling_time(step, language="en") > sum(speaking_time(text, "en") for text in TOLD.values())
    assert telling_time(step, language="de") > telling_time(step, language="en")
    (_, known), *_ = leading(step, defaults=short, known=(known_as(step),))
    assert known <= 7
    (_, brief), *_ = leading(step, defaults=short, brief=(known_as(step),))
    assert known < brief < new
    assert brief > speaking_time(TOLD["caution"], "en"), "what to take care of is said even so"
    long = Defaults(prepare=Seconds(90))
    assert leading(structs.replace(step, prepare=Seconds(90)), defaults=long)[0] == ("prepare", 90)


def test_a_session_that_was_saved_finds_its_place_whatever_is_explained_now() -> None:
    plain = (Breathe(name="Slow", duration=SpanRange(60)), Rest(name="Look", duration=SpanRange(20)), stretch(hold=20))
    told = tuple(structs.replace(each, **TOLD) for each in plain)
    none = Defaults(prepare=Seconds(0))
    before, after = (unroll(structs.replace(routine(*steps), defaults=none)) for steps in (plain, told))
    assert [each.origin for each in before] == [0, 2, 4]
    assert [each.phase for each in after] == ["prepare", "work", "prepare", "rest", "prepare", "work"]
    assert [each.origin for each in after if each.phase != "prepare"] == [0, 2, 4]
    assert [each.origin for each in after] == sorted({each.origin for each in after})
    plan = admit(structs.replace(routine(*told), defaults=none), Profile(), SEASONED, NOW)
    left = Session.start(plan, 0.0)
    left.apply(Advance(), plan.segments[3].start + 5.0)
    again = Session.restore(left.snapshot(plan.segments[3].start + 5.0), plan, 0.0)
    assert (again.view(0.0).name, again.view(0.0).remaining) == ("Look", 15.0)


def sided(**more: Any) -> Routine:
    return structs.replace(routine(placed("A", sides="each", hold=20)), defaults=LONG, **more)


def leads(segments: tuple[Segment, ...]) -> list[tuple[str, str | None, float]]:
    return [(each.phase, each.side, each.seconds) for each in segments if each.phase in ("prepare", "switch")]


def used_up() -> Ledger:
    """The left hamstrings have had all that they may have."""
    done = Exposure(
        session="x",
        run=1,
        muscle="hamstrings",
        side="left",
        kind="static",
        start=NOW - 7200,
        end=NOW - 3600,
        seconds=480,
    )
    return structs.replace(SEASONED, exposures=(done,))


def test_a_second_side_alone_is_explained_after_all() -> None:
    assert leads(admit(sided(), Profile(), used_up(), NOW).segments) == [("prepare", "right", 20)]
    known = (known_as(flat(sided().step)[0]),)
    assert leads(admit(sided(known=known), Profile(), used_up(), NOW).segments) == [("prepare", "right", 8)]


def test_a_second_side_is_explained_where_the_first_was_withheld_in_the_session() -> None:
    two = structs.replace(
        routine(placed("A", sides="left", hold=20), placed("B", sides="each", hold=20)), defaults=LONG
    )
    plan = admit(two, Profile(), SEASONED, NOW)
    session = Session.start(plan, 0.0)
    session.apply(Advance(), 25.0)
    session.apply(TooMuch(), 25.0)
    session.apply(TooMuch(word="other"), 26.0)
    events = session.apply(Resume(), 30.0)
    entered = [each.segment for each in events if hasattr(each, "segment") and each.segment.phase == "prepare"]
    assert [(each.name, each.side) for each in entered][-1:] == [("B", "right")]
    running = session.running
    assert running is not None
    assert running.segment.phase == "prepare"
    assert running.ends - running.begins == 20


def test_lines_leave_out_how_a_known_step_is_done_and_not_how_much_pull_is_enough() -> None:
    step = structs.replace(placed("A"), how="Reach up.", caution="Slowly.")

    def lines(*known: str) -> list[str]:
        made = structs.replace(routine(step, structs.replace(step, sides="left")), known=known)
        session = Session.start(admit(made, Profile(), SEASONED, NOW), 0.0)
        return Narrator(known).lines(session.apply(Advance(), 500.0))

    new, known = lines(), lines(known_as(step))
    assert (new.count("Reach up."), new.count("Take care: Slowly.")) == (1, 1)
    assert "Reach up." not in known
    assert "Take care: Slowly." not in known
    pull = screen_words.mild_pull(3)
    assert new.count(pull) == known.count(pull) == 1


def test_lines_beware_of_a_position_before_it_is_taken_and_tell_the_last_advice_once() -> None:
    told = {"how": "Lie on your front.", "caution": "Not in pregnancy."}
    floor = structs.replace(placed("A", "lying-front"), **told)
    chair = structs.replace(placed("B", "sitting"), how="Sit down.", caution="Slowly.")
    last = Advice(topic="rest", how="Drink some water.", duration=Span(10))
    session = Session.start(admit(routine(floor, chair, last), Profile(), SEASONED, NOW), 0.0)
    lines = Narrator().lines(session.apply(Advance(), 500.0))
    assert lines.index("Take care: Not in pregnancy.") < lines.index("Lie on your front.")
    assert lines.index("Sit down.") < lines.index("Take care: Slowly.")
    assert lines.count("Drink some water.") == 1
