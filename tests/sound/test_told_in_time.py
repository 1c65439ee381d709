"""Whoever only listens hears what to beware of in a hold while it still helps."""

from pathlib import Path

from sound.test_followed_by_ear import each_routine, rendered
from stretchplayer.session import ScheduledSegment
from stretchplayer.sound import words
from stretchplayer.sound.render import Rendering
from stretchplayer.sound.speech import Talk


def first_holds(laid: Rendering) -> list[ScheduledSegment]:
    """The first piece of work of every step that stretches."""
    seen: dict[str, ScheduledSegment] = {}
    for piece in laid.pieces:
        if piece.segment.kind in ("stretch", "contract-relax") and piece.segment.phase in ("work", "contract"):
            seen.setdefault(piece.segment.path, piece)
    return [*seen.values()]


@each_routine(["full"])
def test_what_to_beware_of_is_told_before_the_first_hold_is_over(path: Path, talk: Talk) -> None:
    laid = rendered(path, talk)
    for piece in first_holds(laid):
        over = [each.text for each in laid.spoken if each.at + each.seconds <= piece.ends]
        for text in words.sentences(piece.segment.what.caution or ""):
            assert any(text in each for each in over), f"{piece.segment.name}: {text}"
