"""Whoever only listens is told how to get into a hold before it counts, and what to beware of while it still helps."""

from pathlib import Path

import pytest

from sound.test_followed_by_ear import each_routine, rendered
from stretchplayer.session import Ahead
from stretchplayer.sound import words
from stretchplayer.sound.render import Rendering
from stretchplayer.sound.speech import Talk

SETTLED = 0.5
"""Share of the first hold by which the last word of its instructions is over."""


def first_of_each_step(laid: Rendering, kind: str) -> list[Ahead]:
    """The first piece of work of every step of this kind."""
    seen: dict[str, Ahead] = {}
    for piece in laid.pieces:
        if piece.segment.kind == kind and piece.segment.phase in ("work", "contract"):
            seen.setdefault(piece.segment.path, piece)
    return [*seen.values()]


def told(laid: Rendering, text: str, since: float, until: float) -> bool:
    return any(text in each.text and since <= each.at and each.at + each.seconds <= until for each in laid.spoken)


def announced(laid: Rendering, piece: Ahead) -> float:
    """When the first words about the step of this piece can be heard: when it is got ready for."""
    return min(each.since for each in laid.pieces if each.segment.path == piece.segment.path)


@each_routine(["full"])
@pytest.mark.parametrize("kind", ["stretch", "contract-relax"])
def test_how_to_get_into_a_hold_is_told_before_it_counts(path: Path, talk: Talk, kind: str) -> None:
    laid = rendered(path, talk)
    for piece in first_of_each_step(laid, kind):
        settled = piece.since + SETTLED * (piece.ends - piece.since)
        for text in words.sentences(piece.segment.what.how or ""):
            assert told(laid, text, announced(laid, piece), settled), f"{piece.segment.name}: {text}"


@each_routine(["full"])
@pytest.mark.parametrize("kind", ["stretch", "contract-relax"])
def test_what_to_beware_of_is_told_before_the_first_hold_is_over(path: Path, talk: Talk, kind: str) -> None:
    laid = rendered(path, talk)
    for piece in first_of_each_step(laid, kind):
        for text in words.sentences(piece.segment.what.caution or ""):
            assert told(laid, text, 0.0, piece.ends), f"{piece.segment.name}: {text}"
