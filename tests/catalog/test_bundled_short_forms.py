"""The short form of each bundled routine: within its minutes, balanced, warm, what its title says; and variety."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import structs

from catalog.bundled_files import EACH, FILES, load, steps
from catalog.test_bundled_routines import NOW, OF_SOMEBODY, routine_of
from stretchplayer.app.instructions import everything
from stretchplayer.caps import Ledger, Profile, admit
from stretchplayer.catalog import moves
from stretchplayer.fitting.fit import NEAR, Fitted, Fitter, in_short
from stretchplayer.model.muscles import GROUP_OF
from stretchplayer.model.routine import flat
from stretchplayer.model.short_form import has_short_form, short_form
from stretchplayer.timeline import HELD

DESK: Final = (90.0, 180.0)
ELSEWHERE: Final = (270.0, 480.0)
LENGTHS: Final[Mapping[str, tuple[float, float]]] = {
    # What helps against a cramp, and nothing else.
    "calf-cramp": (120.0, 240.0),
    # It lasts eight minutes as a whole.
    "breathing": (240.0, 300.0),
    # Cold takes its ten minutes.
    **dict.fromkeys(("ice-then-rest", "ice-back", "ice-neck", "ice-thigh"), (660.0, 720.0)),
}
"""Least and most seconds."""
ABOUT: Final[Mapping[str, str]] = {
    "desk-neck": "neck shoulder",
    "desk-wrists": "arm",
    "desk-eyes-neck": "neck",
    "desk-back": "back hip",
    "lower-back": "back hip",
    "after-running": "leg thigh hip",
    "after-cycling": "hip thigh shoulder",
    "before-sport": "hip thigh shoulder",
    "after-sport": "leg thigh shoulder back",
    "morning": "back hip leg shoulder",
    "evening": "neck shoulder back",
    "full-body": "neck shoulder back hip thigh leg",
    "hips": "hip",
    "hamstrings": "thigh",
    "calves-feet": "leg foot",
    "calf-cramp": "leg",
    "back-spasm": "back",
    "stiff-neck": "neck shoulder",
    "tension-headache": "neck jaw",
    "jaw": "jaw",
    "heat-then-stretch-back": "back",
    "ice-then-rest": "leg",
    "roller-session": "leg thigh shoulder",
    "sixty-five-plus": "thigh leg hip neck",
    "chair-only": "neck shoulder back hip thigh",
    "contract-relax-hamstrings": "thigh",
    "breathing": "",
    "touch-your-toes": "thigh leg back",
    "splits": "hip thigh",
    "heel-and-sole": "foot leg",
    "after-sitting": "hip thigh",
    "outer-thigh": "hip leg",
    "sciatica": "back thigh leg",
    "hip-opening": "hip",
    "desk-reset-hips": "hip",
    "desk-reset-neck": "neck shoulder",
    "desk-reset-back": "trunk hip",
    "tennis-elbow": "arm",
    "golfers-elbow-climbing": "arm",
    "carpal-tunnel": "arm shoulder",
    "swimmers-shoulders": "shoulder",
    "pregnancy": "back hip trunk",
    "in-bed-waking": "back hip thigh",
    "in-bed-bedtime": "hip thigh",
    "plane-and-train-seat": "leg back neck shoulder",
    "period-pain": "back hip",
    "ice-back": "back",
    "ice-neck": "neck",
    "ice-thigh": "thigh",
}
"""The muscle groups that each title, or what it is for, names."""
MOST_ROUTINES: Final = 0.3
"""Of all routines, the share that may have the same move."""
UNUSED: Final = 1 / 8
"""Of all moves, the share that may be in no routine; strength has no routine of its own yet."""
NOBODY: Final = Profile()


@cache
def short_of(file: Path, who: Profile = NOBODY, *, known: bool = False) -> Fitted:
    routine = short_form(routine_of(file))
    if known:
        routine = structs.replace(routine, known=everything(routine))
    return in_short(Fitter(routine, who, Ledger(), NOW), None)


@EACH
def test_it_lasts_a_few_minutes_with_every_step_that_is_marked(file: Path) -> None:
    routine, short = routine_of(file), short_of(file)
    assert has_short_form(routine)
    assert routine.short is not None
    least, most = LENGTHS.get(file.stem, DESK if file.stem.startswith("desk-") else ELSEWHERE)
    assert most >= routine.short, "what the list says"
    known = short_of(file, known=True)
    assert least - NEAR <= known.seconds <= routine.short + NEAR
    assert known.fitting.changes == short.fitting.changes, "who is new to it does no less, and hears more"
    assert short.fitting.left_out == ()
    assert short.fitting.brief == (), "how to do it is said in full"
    kept = [step for step in flat(short.routine.step, short.routine.without) if step.kind != "advice"]
    assert all(step.short for step in kept)
    assert len(kept) < len(flat(routine.step))


@EACH
def test_nothing_is_said_against_it(file: Path) -> None:
    for who in (Profile(), OF_SOMEBODY.get(file.stem, Profile())):
        plan = admit(short_of(file, who).routine, who, Ledger(), NOW)
        assert plan.playable
        # Among these are the warm-up in proportion and the usual order.
        assert plan.verdicts == ()


@EACH
def test_left_and_right_get_the_same(file: Path) -> None:
    total: defaultdict[tuple[str, str, str | None], float] = defaultdict(float)
    for segment in admit(short_of(file).routine, Profile(), Ledger(), NOW).segments:
        for muscle, side in segment.loads if segment.load else ():
            total[muscle, side, segment.load] += segment.seconds
    for (muscle, one, kind), seconds in list(total.items()):
        if one != "mid":
            assert total[muscle, "right" if one == "left" else "left", kind] == seconds, (muscle, kind)


@EACH
def test_it_is_still_what_its_title_says(file: Path) -> None:
    plan = admit(short_of(file).routine, Profile(), Ledger(), NOW)
    seconds: Counter[str] = Counter()
    for segment in plan.segments:
        if segment.load:
            for group in {GROUP_OF[muscle] for muscle, _ in segment.loads}:
                seconds[group] += round(segment.seconds)
    for group in ABOUT[file.stem].split():
        assert seconds[group] >= 20, (group, seconds)


def test_the_neck_at_the_desk_is_stretched_in_three_minutes() -> None:
    (file,) = (each for each in FILES if each.stem == "desk-neck")
    held = [each for each in admit(short_of(file).routine, Profile(), Ledger(), NOW).segments if each.load in HELD]
    assert {GROUP_OF[muscle] for each in held for muscle, _ in each.loads} >= {"neck", "shoulder"}
    assert all(each.seconds >= 15 for each in held), "a hold less is missed less than half of each"


def test_no_move_is_everywhere_and_few_are_nowhere() -> None:
    found = {file.stem: {step["move"] for step in steps(load(file)) if "move" in step} for file in FILES}
    count = Counter(move for moves_of in found.values() for move in moves_of)
    working = {name: move for name, move in moves().items() if move.step["kind"] not in ("breathe", "rest", "advice")}
    assert {
        name: number for name, number in count.items() if name in working and number > MOST_ROUTINES * len(found)
    } == {}
    stretching = [name for name, move in working.items() if move.step["kind"] != "exercise"]
    assert len([name for name in stretching if name not in count]) <= UNUSED * len(moves())


def test_before_sport_ends_quickly_and_holds_nothing() -> None:
    (file,) = (each for each in FILES if each.stem == "before-sport")
    kinds = [step["kind"] for step in steps(load(file))]
    assert not {"stretch", "contract-relax"} & set(kinds)
    assert kinds[-4:] == ["exercise", "exercise", "exercise", "advice"]
