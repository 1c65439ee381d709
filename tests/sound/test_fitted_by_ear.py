"""A routine that was made as short or as long as it can be is still followed by ear."""

from functools import cache
from pathlib import Path

import pytest

from sound.test_followed_by_ear import CUES, ENGLISH, ROUTINES, SEASONED, say, unannounced, working
from strategies import NOW
from stretchplayer.caps import Profile, admit
from stretchplayer.fitting import fit
from stretchplayer.routine import load
from stretchplayer.sound.render import Rendering

EVERY = pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)


@cache
def shortest(path: Path) -> Rendering:
    routine = load(path).routine
    assert routine is not None
    fitted = fit(routine, Profile(), SEASONED, NOW, 1.0)
    return Rendering(admit(fitted.routine, Profile(), SEASONED, NOW), CUES, ENGLISH, say)


@EVERY
def test_every_step_and_side_is_announced_before_it_begins(path: Path) -> None:
    assert unannounced(shortest(path)) == []


@EVERY
def test_every_hold_is_let_go_of_by_ear(path: Path) -> None:
    laid = shortest(path)
    for place in working(laid.pieces):
        piece = laid.pieces[place]
        if piece.segment.load == "static":
            assert any(mark.name in ("release", "done") and mark.at == piece.ends for mark in laid.marks), piece
            assert any(
                ENGLISH.let_go in each.text and piece.ends <= each.at <= piece.ends + 1.5 for each in laid.spoken
            )


@EVERY
def test_an_advice_is_said_to_its_end(path: Path) -> None:
    laid = shortest(path)
    for piece in laid.pieces:
        if piece.segment.phase == "advice" and piece.segment.seconds:
            ends = [each.at + each.seconds for each in laid.spoken if piece.since <= each.at < piece.ends]
            assert ends
            assert max(ends) <= piece.ends
