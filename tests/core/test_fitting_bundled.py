"""The routines that come with the program, in the minutes that people have."""

from math import ceil, floor
from pathlib import Path
from typing import Final

import pytest

from core.askings import same, steps_of
from examples import SLOWLY
from strategies import NOW
from stretchplayer.caps import SEASONED, Ledger, Profile, admit
from stretchplayer.file_access import bundled_routines
from stretchplayer.fitting.fit import Fitter, fit_summary
from stretchplayer.model.routine import flat
from stretchplayer.model.steps import Cold, Heat
from stretchplayer.routine.reader import load

ONE_HOLD: Final = 25.0
"""Or one set of what is counted, in seconds."""
ROUTINES: Final = sorted(bundled_routines().glob("*.toml"))
PEOPLE: Final = {
    "new": (Profile(), Ledger()),
    "seasoned": (Profile(), SEASONED),
    "65-over": (Profile(age="65-over"), SEASONED),
}
CASES: Final = [
    pytest.param(path, *PEOPLE[who], id=f"{who}-{path.stem}")
    for number, path in enumerate(ROUTINES)
    # A beginner may do least; the others take turns, each of them in half of the routines.
    for who in (PEOPLE if SLOWLY else ("new", ("seasoned", "65-over")[number % 2]))
]


@pytest.mark.parametrize(("path", "profile", "ledger"), CASES)
def test_a_bundled_routine_can_be_done_in_the_minutes_that_people_have_and_comes_near_to_all_others(
    path: Path, profile: Profile, ledger: Ledger
) -> None:
    routine = load(path).routine
    assert routine is not None
    fitter = Fitter(routine, profile, ledger, NOW)
    thermal = any(isinstance(step, Heat | Cold) and not step.optional for step in flat(routine.step))
    if not thermal:
        assert fitter.to(300.0).reached, fit_summary(fitter.to(300.0))
    if "desk" in routine.tags:
        assert fitter.to(120.0).reached, fit_summary(fitter.to(120.0))
    if profile == Profile():
        _comes_within_one_hold(fitter, ledger)


def _comes_within_one_hold(fitter: Fitter, ledger: Ledger) -> None:
    """Of the minutes in its reach; only where ten minutes of warmth or cold stand or fall as one, there is a hole."""
    reach, written = fitter.to(0.0), admit(fitter.routine, Profile(), ledger, NOW)
    assert reach.least < written.seconds < reach.most
    before = {same(each) for each in written.verdicts}
    for minutes in range(ceil(reach.least / 60), floor(reach.most / 60) + 1, 1 if SLOWLY else 3):
        asked = 60.0 * minutes
        fitted = fitter.to(asked)
        assert {same(each) for each in admit(fitted.routine, Profile(), ledger, NOW).verdicts} <= before
        if abs(fitted.seconds - asked) > ONE_HOLD:
            assert not fitted.reached
            other = fitter.to(2 * asked - fitted.seconds)
            short, full = sorted((fitted, other), key=lambda each: each.seconds)
            more = set(short.fitting.left_out) - set(full.fitting.left_out)
            assert any(isinstance(steps_of(fitter.routine)[each], Heat | Cold) for each in more), fit_summary(fitted)
