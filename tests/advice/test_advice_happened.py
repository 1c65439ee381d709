"""What happened in a session is read from the session itself: what was planned and never done does not count."""

from core.build import SEASONED, heat, plan, routine, stretch
from strategies import NOW
from stretchplayer.advice import choose, happened
from stretchplayer.caps import Ledger, Plan, Profile, Strain, admit
from stretchplayer.session import Advance, Command, Confirm, Session, Skip, Stop, TooMuch

HURT = Strain(session="before", muscle="hamstrings", side="left", at=NOW - 3600.0, word="sharp")


def played(made: Plan, *said: Command | float) -> Session:
    """A session in which all of that was said; a number lets so many seconds pass before."""
    now = 0.0
    session = Session.start(made, now)
    for each in said:
        if isinstance(each, float):
            now += each
            session.apply(Advance(), now)
        else:
            session.apply(each, now)
    return session


def test_heat_that_was_on_counts_and_heat_that_was_left_out_does_not() -> None:
    made = plan(heat(duration=600), stretch("glutes"))
    on, out = played(made, Confirm(), 120.0, Stop()), played(made, Skip(), 20.0, Stop())
    assert "heat" in happened(made, on.snapshot(120.0), Ledger(), NOW).loads
    assert "heat" not in happened(made, out.snapshot(20.0), Ledger(), NOW).loads


def test_too_much_counts_with_what_was_too_much_before() -> None:
    made = plan(stretch("hamstrings", sides="left"), stretch("glutes"))
    session = played(made, 20.0, TooMuch("cramp"))
    snapshot = session.snapshot(20.0)
    first = happened(made, snapshot, Ledger(), NOW + 20.0)
    assert first.words == {"cramp"}
    assert not first.sore
    again = happened(made, snapshot, Ledger(strains=(HURT,)), NOW + 20.0)
    assert again.sore
    assert choose(again) == ("professional",)


def test_it_makes_no_difference_whether_the_history_knows_already() -> None:
    made = plan(stretch("hamstrings", sides="left"), stretch("glutes"))
    snapshot = played(made, 20.0, TooMuch("sharp")).snapshot(20.0)
    told = Ledger(strains=snapshot.strains)
    assert happened(made, snapshot, told, NOW + 20.0) == happened(made, snapshot, Ledger(), NOW + 20.0)


def test_tags_are_found_word_by_word_in_large_letters_and_small() -> None:
    made = admit(routine(stretch(), tags=("After Sport", "whole body")), Profile(), SEASONED, NOW)
    it = happened(made, played(made).snapshot(0.0), Ledger(), NOW)
    assert choose(it) == ("hydration", "nutrition", "massage")
