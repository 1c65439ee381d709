"""Every answer, both ways: what it takes from the smallest routine, and how long it does so."""

from typing import Any, Final

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.build import NOBODY, cold, contract_relax, dynamic, exercise, heat, massage, plan, stretch
from every import every
from strategies import DAY, NOW
from strategies.people import profiles
from stretchplayer.caps import LIMITS, Profile, Today
from stretchplayer.caps.limits import ALL_LIMITS, BINDING, GROUP_LIMITS
from stretchplayer.caps.profile import (
    LASTS,
    Part,
    Said,
    binds,
    dated,
    ending,
    holding,
    parts,
    read_profile,
    recorded,
    today_of,
)
from stretchplayer.caps.refusals import needs_help
from stretchplayer.model.duration import BreathHold, Count, SpanRange, Tempo
from stretchplayer.model.steps import Breathe, NotWith, Rest, Step
from stretchplayer.routine.fields import ANSWERS

HOUR: Final = 3600.0


def now(**answers: Any) -> Profile:
    """Somebody with only these of today's answers."""
    return Profile(today=Today(**answers))


def bath() -> Step:
    return heat("glutes", using="warm bath", duration=1200)


def gun(target: str = "hamstrings") -> Step:
    return massage(target, using="massage gun")


def breath(hold: float) -> Step:
    return Breathe(duration=SpanRange(60), hold=BreathHold(hold))


BACK, BELLY, CALF = "lumbar_extensors", "abdominals", "gastrocnemius"
MINUTE: Final = stretch(hold=60, discomfort=5)
WITHHELD: Final = (
    (now(spasm=True), (contract_relax(), gun()), (dynamic(), heat(), massage())),
    (now(injury=("hamstrings",)), (stretch(), contract_relax(), heat(), massage()), (dynamic(), cold(), stretch(CALF))),
    # The quadriceps lie in the same region.
    (now(injury=("hamstrings",)), (stretch("quadriceps"), heat("quadriceps")), (dynamic("quadriceps"),)),
    (now(fever=True), (heat(), massage()), (stretch(), cold())),
    (now(rub=("quadriceps",)), (heat(), heat("quadriceps")), (heat(CALF), cold(), massage())),
    (now(sedated=True), (heat(), cold()), (stretch(), massage())),
    (now(pain=7), (stretch(), breath(0)), ()),
    (now(pain=6), (), (stretch(), heat())),
    (now(red_flag=True), (stretch(), breath(0)), ()),
    (
        now(clot="left"),
        (
            stretch(),
            stretch(CALF, sides="both"),
            dynamic("glutes"),
            cold("plantar_foot"),
            heat("biceps"),
            massage("lats"),
        ),
        (stretch(sides="right"), dynamic(CALF, sides="right"), stretch("biceps"), cold("biceps")),
    ),
    (now(clot="both"), (stretch(sides="right"), stretch()), (stretch("biceps"),)),
    (Profile(hypermobile=True), (contract_relax(),), (stretch(),)),
    (
        Profile(pregnant=True),
        (contract_relax(), heat(BACK), heat(BELLY), stretch(position="lying-back"), dynamic(position="lying-front")),
        (stretch(), heat("biceps"), stretch(position="lying-side"), dynamic(BELLY)),
    ),
    (
        Profile(gave_birth=True),
        (contract_relax(), dynamic(BELLY)),
        (stretch(position="lying-back"), stretch(BELLY), heat(BACK), dynamic()),
    ),
    (Profile(heart=True), (heat(), bath()), (cold(), stretch(), massage())),
    (Profile(skin=("thigh",)), (heat(), cold(), massage()), (stretch(), dynamic(), heat("biceps"), cold(CALF))),
    (Profile(skin=("quadriceps",)), (heat(),), (heat(CALF),)),
    (
        Profile(thin_bones=True),
        (stretch(BACK, loads=("spine-flexion",)), dynamic(BACK, loads=("spine-twist",))),
        (dynamic("neck_rotators"), stretch(BACK)),
    ),
    (Profile(numb=True), (heat(), cold()), (stretch(), massage())),
    (Profile(cold_reaction=True), (cold(),), (heat(),)),
    (Profile(blood_thinners=True), (gun(), massage(using="ball")), (massage(), heat())),
    (Profile(numb=True), (massage("plantar_foot", using="ball"),), (massage(using="ball"), massage("plantar_foot"))),
    (
        Profile(gave_birth=True),
        (exercise(BELLY),),
        (exercise("glutes"), exercise(None)),
    ),
    (now(clot="left"), (exercise("soleus"), exercise(None)), (exercise("biceps"),)),
    (now(injury=("hamstrings",)), (), (exercise(),)),
    (Profile(recent_surgery=("thigh",), supervised=True, age="under-16"), (), (stretch(), heat(), contract_relax())),
    (Profile(age="65-over"), (), (stretch(), heat(), contract_relax())),
)


def played(step: Step, profile: Profile) -> bool:
    return any(each.phase == "work" for each in plan(step, profile=profile).segments)


# Each answer of `not_with`, with somebody who gives it.
GIVEN: Final[dict[str, Profile]] = {
    "pregnant": Profile(pregnant=True),
    "gave-birth": Profile(gave_birth=True),
    "heart": Profile(heart=True),
    "skin": Profile(skin=("hamstrings",)),
    "hypermobile": Profile(hypermobile=True),
    "thin-bones": Profile(thin_bones=True),
    "numb": Profile(numb=True),
    "cold-reaction": Profile(cold_reaction=True),
    "blood-thinners": Profile(blood_thinners=True),
    "high-blood-pressure": Profile(high_blood_pressure=True),
    "glaucoma": Profile(glaucoma=True),
    "surgery": Profile(recent_surgery=("thigh",)),
    "hip-replacement": Profile(hip_replacement=True),
    "supervised": Profile(supervised=True),
    "65-over": Profile(age="65-over"),
    "under-16": Profile(age="under-16"),
    "spasm": now(spasm=True),
    "fever": now(fever=True),
}


@every("answer", ANSWERS)
def test_a_step_is_not_for_whom_it_says(answer: str) -> None:
    about = NotWith((answer,))  # type: ignore[arg-type]  # from the list of answers itself
    for step in (stretch(not_with=about), dynamic(not_with=about), exercise(not_with=about)):
        (verdict,) = [each for each in plan(step, profile=GIVEN[answer]).verdicts if each.action == "withheld"]
        assert verdict.reason.startswith("This is not done ")
        assert all(played(step, profile) for other, profile in GIVEN.items() if other != answer)
    # Nothing is taken from what loads nothing.
    quiet = (
        structs.replace(breath(0), not_with=about, position="lying-back"),
        Rest(duration=SpanRange(10), not_with=about, position="lying-back"),
    )
    for each in quiet:
        assert plan(each, profile=GIVEN[answer]).segments


def test_elsewhere_an_answer_about_a_place_takes_nothing() -> None:
    for key, profile in (("skin", Profile(skin=("neck",))), ("surgery", Profile(recent_surgery=("neck",)))):
        about = NotWith((key,))  # type: ignore[arg-type]  # both are answers
        assert played(stretch(not_with=about), profile)
        # Walking may be anywhere.
        assert not played(exercise(None, not_with=about), profile)
    assert not played(stretch(not_with=NotWith(("surgery",))), Profile(recent_surgery=("elsewhere",)))


def test_what_is_withheld_today_says_until_when() -> None:
    person = Today(injury=("thigh",), fever=True)
    known = structs.replace(person, until=ending(parts(person), NOW))
    (verdict,) = [each for each in plan(massage(), profile=Profile(today=known)).verdicts if each.step]
    # A fever lasts 24 hours, and the injury holds for 72.
    assert (verdict.limit, verdict.until) == ("today.injury", NOW + 72 * HOUR)
    (verdict,) = [each for each in plan(massage("neck_lateral"), profile=Profile(today=known)).verdicts if each.step]
    assert (verdict.limit, verdict.until) == ("today.fever", NOW + 24 * HOUR)
    (verdict,) = [each for each in plan(massage(), profile=Profile(today=person)).verdicts if each.step]
    assert verdict.until is None


def test_an_answer_withholds_what_it_says_and_nothing_else() -> None:
    wrong = [
        (profile, step)
        for profile, gone, stays in WITHHELD
        for step, expected in (*((each, False) for each in gone), *((each, True) for each in stays))
        if played(step, profile) != expected or not played(step, NOBODY)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("profile", "step", "key", "value"),
    [
        (now(spasm=True), MINUTE, "discomfort", 2),
        (Profile(hypermobile=True), MINUTE, "discomfort", 2),
        (Profile(age="under-16"), MINUTE, "discomfort", 2),
        (Profile(pregnant=True), MINUTE, "discomfort", 3),
        (Profile(gave_birth=True), MINUTE, "discomfort", 3),
        (NOBODY, MINUTE, "discomfort", 5),
        (Profile(blood_thinners=True), massage(pressure=6), "pressure", 3),
        (NOBODY, massage(pressure=6), "pressure", 6),
        (Profile(heart=True), breath(12), "hold", 5),
        (Profile(high_blood_pressure=True), breath(12), "hold", 5),
        (Profile(pregnant=True), breath(12), "hold", 5),
        (NOBODY, breath(12), "hold", 10),
        (Profile(heart=True), exercise(hold=20), "hold", 15),
        (Profile(high_blood_pressure=True), exercise(hold=20), "hold", 15),
        (NOBODY, exercise(hold=20), "hold", 20),
        (NOBODY, exercise(hold=90), "hold", 60),
        (Profile(heart=True), dynamic(duration=None, reps=Count(2), tempo=Tempo(3), hold=20), "hold", 15),
        (NOBODY, heat(using="warm bath", temperature=43.0), "temperature", 40),
    ],
)
def test_an_answer_lowers_a_number(profile: Profile, step: Step, key: str, value: float) -> None:
    assert {getattr(each.what, key) for each in plan(step, profile=profile).segments} == {value}


@pytest.mark.parametrize(
    ("profile", "steps", "seconds"),
    [
        (now(spasm=True), (MINUTE,), 20),
        (now(spasm=True), (stretch(hold=20, reps=4),), 60),
        (Profile(hypermobile=True), (MINUTE,), 30),
        (Profile(pregnant=True), (bath(),), 600),
        (Profile(gave_birth=True), (bath(),), 1200),
        (NOBODY, (bath(),), 1200),
        (NOBODY, (MINUTE,), 60),
    ],
)
def test_an_answer_shortens(profile: Profile, steps: tuple[Step, ...], seconds: float) -> None:
    admitted = plan(*steps, profile=profile)
    assert sum(each.seconds for each in admitted.segments if each.phase == "work") == seconds


def test_some_answers_only_say_something() -> None:
    for profile, words in (
        (Profile(recent_surgery=("thigh", "elsewhere")), "(thigh): ask who treats you"),
        (Profile(supervised=True), "supervises you"),
        (Profile(age="under-16"), "with an adult"),
        (Profile(pregnant=True, gave_birth=True), "both pregnant and after a birth"),
    ):
        assert [each.reason for each in plan(dynamic(), profile=profile).verdicts if words in each.reason]
    assert plan(dynamic()).verdicts == ()


def test_one_side_of_a_step_stays_where_only_the_other_is_withheld() -> None:
    admitted = plan(stretch(sides="each", reps=2, until="key"), profile=now(clot="right"))
    assert {each.side for each in admitted.segments if each.phase == "work"} == {"left"}
    assert admitted.segments[-1].waits
    assert [(each.action, each.limit) for each in admitted.verdicts if each.step] == [
        ("trimmed", "today.clot"),
        ("warn", "order.warmup"),
    ]


def test_every_number_of_a_group_has_a_row_that_tightens() -> None:
    assert all(LIMITS[row.of].stricter(row.cap) for rows in BINDING.values() for row in rows)
    assert not set(GROUP_LIMITS) & set(LIMITS)
    assert all(row.source and row.grade for row in ALL_LIMITS.values())


AT: Final = st.floats(NOW - 5 * DAY, NOW + 5 * DAY)
PARTS: Final[tuple[Part, ...]] = (
    ("injury", "shoulder"), ("injury", "hamstrings"), ("rub", "neck"), ("pain", "8"), ("pain", "3"), ("spasm", "yes"),
    ("fever", "yes"), ("clot", "left"), ("clot", "right"), ("sedated", "yes"), ("red_flag", "yes"),
)  # fmt: skip
SAID: Final = st.lists(
    st.builds(lambda part, at: Said(answer=part[0], value=part[1], at=at), st.sampled_from(PARTS), AT),
    unique_by=lambda each: each.part,
).map(tuple)


def test_answers_last_as_long_as_what_they_say() -> None:
    lengths = {"injury": 72, "fever": 24, "rub": 24, "spasm": 24, "sedated": 12}
    assert {answer: seconds / HOUR for answer, seconds in LASTS.items()} == lengths
    for answer, value in PARTS:
        said = Said(answer=answer, value=value, at=NOW)
        last = LASTS.get(answer)
        for after in (0.0, 11.9 * HOUR, 12 * HOUR, 23.9 * HOUR, 24 * HOUR, 71.9 * HOUR, 72 * HOUR, 400 * DAY):
            assert bool(holding([said], NOW + after)) == (last is None or after < last), (answer, after)


@given(SAID, AT, AT)
def test_a_clock_that_is_moved_loses_no_answer_and_makes_none_last_longer(
    said: tuple[Said, ...], one: float, two: float
) -> None:
    # What is ahead counts as given now.
    assert {each.part for each in said if each.at >= one} <= {each.part for each in holding(said, one)}
    # Looking while the clock is ahead forgets nothing.
    assert holding(said, one) == holding(recorded(said, max(one, two)), one)
    # Once dated, what was ahead is over when its time has passed.
    for each in holding(dated(said, one), one + 72 * HOUR):
        assert each.until is None


@given(SAID, st.sets(st.sampled_from(PARTS)), st.sets(st.sampled_from(PARTS)))
def test_what_is_new_counts_from_now_and_what_is_over_is_gone(
    said: tuple[Said, ...], new: set[Part], over: set[Part]
) -> None:
    after = recorded(said, NOW, new=new, over=over)
    there = {each.part: each.at for each in after}
    assert len(there) == len(after)
    assert all(there[part] == NOW for part in parts(today_of(new)))
    assert not (over - new) & set(there)
    pain = any(answer == "pain" for answer, _ in new)
    for each in said:
        if each.part not in new | over and not (pain and each.answer == "pain"):
            assert there[each.part] == each.at


@given(profiles())
def test_answers_come_apart_and_together_again(profile: Profile) -> None:
    assert today_of(parts(profile.today)) == profile.today
    assert needs_help(profile.today) == any(
        each[0] in ("pain", "red_flag") and binds(each) for each in parts(profile.today)
    )


def test_only_answers_are_read() -> None:
    for answer, value in (("injury", "moon"), ("fever", "no"), ("pain", "11"), ("clot", "both"), ("nothing", "yes")):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(msgspec.json.encode({"answer": answer, "value": value, "at": 0}), type=Said)


OLD: Final = (
    "age",
    "pregnant",
    "hypermobile",
    "thin_bones",
    "numb",
    "cold_reaction",
    "blood_thinners",
    "recent_surgery",
)


def test_profiles_of_every_earlier_shape_are_read() -> None:
    nothing = {**dict.fromkeys(OLD, False), "age": None, "supervised": False}
    today: dict[str, Any] = {
        "injury": [],
        "rub": [],
        "pain": None,
        **dict.fromkeys(("spasm", "fever", "clot", "sedated", "red_flag"), False),
    }
    for old, meant in (
        ({}, Profile()),
        ({"age": "16-64"}, Profile(age="16-64")),
        (nothing, Profile()),
        ({**nothing, "today": today}, Profile()),
        # One question was about pregnancy and birth: a yes may mean either, and keeps what both take away.
        ({**nothing, "pregnant": True}, Profile(pregnant=True, gave_birth=True)),
        ({"pregnant": True}, Profile(pregnant=True, gave_birth=True)),
        ({**nothing, "recent_surgery": True}, Profile(recent_surgery=("elsewhere",))),
        ({**nothing, "today": {**today, "clot": True, "injury": ["neck"]}}, now(clot="both", injury=("neck",))),
    ):
        assert read_profile(msgspec.json.encode(old)) == meant, old


@given(profiles())
def test_a_profile_of_today_is_read_as_it_was_written(profile: Profile) -> None:
    assert read_profile(msgspec.json.encode(profile)) == profile


@pytest.mark.parametrize(
    "text",
    ['{"skin": ["moon"]}', '{"today": {"injury": ["moon"]}}', "[]", "{", '{"pregnant": 1}', '{"more": 1}', '"\\ud800'],
)
def test_what_is_no_profile_is_refused(text: str) -> None:
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)):
        read_profile(text)
