"""A routine fitted to some minutes: as near as can be, past no cap, fair to both sides, and the same again."""

from collections import Counter
from typing import Final

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.askings import EPS, askings, in_neck, lengths, muscles, same, steps_of, sums, warming
from examples import examples
from strategies import NOW
from stretchplayer.caps import Ledger, Profile, admit
from stretchplayer.caps.bounds import Bounds
from stretchplayer.fitting.adjustments import Fitting, applied
from stretchplayer.fitting.fit import Fitter, fit
from stretchplayer.model.muscles import OPPOSITES
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Cold, Group, Heat
from stretchplayer.timeline import unroll

WARM_UP: Final = 180.0


@examples(40)
@given(askings())
def test_the_caps_take_no_more_than_before_and_it_lasts_as_long_as_said(
    asking: tuple[Routine, Profile, Ledger, float],
) -> None:
    routine, profile, ledger, asked = asking
    fitted = fit(routine, profile, ledger, NOW, asked)
    before, after = (admit(each, profile, ledger, NOW) for each in (routine, fitted.routine))
    assert {same(each) for each in after.verdicts} <= {same(each) for each in before.verdicts}
    assert after.seconds == pytest.approx(fitted.seconds, abs=0.01)
    assert fitted.least - EPS <= fitted.seconds <= fitted.most + EPS
    assert fitted.least - EPS <= before.seconds <= fitted.most + EPS
    assert abs(after.seconds - asked) <= abs(before.seconds - asked) + EPS, "no further away than as written"
    assert after.playable or not before.playable


@examples(40)
@given(askings())
def test_something_is_left_and_heat_and_cold_stay_unless_they_are_optional(
    asking: tuple[Routine, Profile, Ledger, float],
) -> None:
    fitted = fit(*asking[:3], NOW, asking[3])
    steps = steps_of(fitted.written)
    played = {each.path for each in unroll(fitted.routine)}
    out = set(fitted.fitting.left_out)
    for path, step in steps.items():
        ways = {".".join(path.split(".")[:length]) for length in range(1, path.count(".") + 2)}
        assert isinstance(step, Group) or (path in played) == ways.isdisjoint(out)
        if isinstance(step, Heat | Cold) and not ways.isdisjoint(out):
            assert any(steps[each].optional for each in ways)
    before, after = (
        {each.load for each in unroll(one) if each.phase in ("work", "contract")}
        for one in (fitted.written, fitted.routine)
    )
    assert bool(before) == bool(after)
    for main in ({"static", "contract"}, {"massage", "gun"}):
        if before & main:
            assert after & main, "what it is about stays"
            break


@examples(40)
@given(askings())
def test_opposite_muscles_both_get_something_where_they_must(
    asking: tuple[Routine, Profile, Ledger, float],
) -> None:
    fitted = fit(*asking[:3], NOW, asking[3])
    optional = tuple(path for path, step in steps_of(fitted.written).items() if step.optional)
    needed = structs.replace(fitted.written, without=optional)
    (held_before, before), (held_after, after) = (muscles(unroll(each)) for each in (needed, fitted.routine))
    for one, other in (*OPPOSITES, *(pair[::-1] for pair in OPPOSITES)):
        if held_before & one and before & other and held_after & one:
            assert after & other, f"{held_after & one} without any of {set(other)}"


@examples(40)
@given(askings())
def test_left_has_as_much_as_right_where_it_had_before(asking: tuple[Routine, Profile, Ledger, float]) -> None:
    fitted = fit(*asking[:3], NOW, asking[3])
    before, after = (sums(unroll(each)) for each in (fitted.written, fitted.routine))
    for muscle, side, kind in list(before):
        other = {"left": "right", "right": "left", "mid": "mid"}[side]
        if before[muscle, side, kind] == pytest.approx(before[muscle, other, kind]):
            assert after[muscle, side, kind] == pytest.approx(after[muscle, other, kind])


@examples(40)
@given(askings())
def test_the_warm_up_before_stretching_stays_in_proportion(asking: tuple[Routine, Profile, Ledger, float]) -> None:
    routine, profile, ledger, asked = asking
    fitted = fit(routine, profile, ledger, NOW, asked)
    bounds = Bounds(routine, profile, new_user=ledger.new_user(NOW))
    segments = unroll(fitted.routine)
    held = [
        min(each.seconds, bounds["neck.hold" if in_neck(each.what) else "static.hold"])
        if each.load == "static"
        else min(each.seconds, bounds["pnf.contract"])
        for each in segments
        if each.load in ("static", "contract")
    ]
    if held:
        due = min(WARM_UP, max(30.0, sum(held) / 2))
        assert warming(fitted.routine) >= min(due, warming(fitted.written)) - EPS


@examples(40)
@given(askings(), st.data())
def test_more_minutes_never_give_a_shorter_routine(
    asking: tuple[Routine, Profile, Ledger, float], data: st.DataObject
) -> None:
    routine, profile, ledger, asked = asking
    fitter = Fitter(routine, profile, ledger, NOW)
    one, two = sorted((asked, data.draw(lengths(asked))))
    assert fitter.to(one).seconds <= fitter.to(two).seconds + EPS
    assert fitter.to(one) == fit(routine, profile, ledger, NOW, one), "asking before changes nothing"
    assert set(fitter.to(two).fitting.left_out) <= set(fitter.to(one).fitting.left_out)


@examples(40)
@given(askings())
def test_its_own_length_is_a_routine_as_it_is(asking: tuple[Routine, Profile, Ledger, float]) -> None:
    routine, profile, ledger, asked = asking
    fitter = Fitter(routine, profile, ledger, NOW)
    own = admit(routine, profile, ledger, NOW).seconds
    assert fitter.to(own).routine == routine
    fitted = fitter.to(asked)
    assert fitter.to(fitted.seconds).routine == fitted.routine, "asked for once more, it stays"


@examples(40)
@given(askings())
def test_what_is_written_down_makes_the_same_routine_again(asking: tuple[Routine, Profile, Ledger, float]) -> None:
    fitted = fit(*asking[:3], NOW, asking[3])
    again = msgspec.json.decode(msgspec.json.encode(fitted.fitting), type=Fitting)
    assert applied(asking[0], again) == fitted.routine
    assert unroll(applied(asking[0], again)) == unroll(fitted.routine)
    numbers = Counter((change.path, change.key) for change in again.changes)
    assert not numbers or max(numbers.values()) == 1
