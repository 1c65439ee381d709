"""With a complaint that a stretch may make worse, only the moves that are meant for it are listed."""

from typing import Final

from every import every
from stretchplayer.app.search import moves_for
from stretchplayer.catalog import moves
from stretchplayer.catalog.complaints import complaints

ALONE: Final = tuple(each for each in complaints() if each.only)
ASKED: Final = {
    "disc prolapse": "knees-to-chest forward-fold knee-rolls seated-curl",
    "sciatica": "hamstring-strap hamstring-chair half-split forward-fold",
    "knee pain": "frog-kneel happy-baby couch-stretch",
    "my knee hurts": "frog-kneel happy-baby couch-stretch",
    "carpal tunnel": "palm-forward palms-turned-back finger-press back-of-hand",
    "frozen shoulder": "doorway-chest sleeper",
    "osteoporosis": "seated-curl forward-fold trunk-turn-hold",
    "pregnant back": "sphinx knees-to-chest",
    "back spasm": "forward-fold trunk-turn-hold",
}
"""What is asked for, and moves that must not be among the answers."""


@every("words", list(ASKED))
def test_what_may_do_harm_is_not_listed(words: str) -> None:
    found = moves_for(words)
    assert found
    assert set(ASKED[words].split()).isdisjoint(found)


def test_a_complaint_that_lists_its_moves_alone_lists_no_other() -> None:
    assert len(ALONE) >= len(ASKED)
    for each in ALONE:
        assert each.moves
        assert set(moves_for(each.names[0])) <= set(each.moves), each.names[0]


def test_where_the_back_must_not_bend_none_of_the_moves_bends_it() -> None:
    for each in ALONE:
        if "before you bend" in each.answer or "bones are thin" in each.answer:
            assert not [key for key in each.moves if "loads" in moves()[key].step], each.names[0]


def test_a_move_that_is_called_so_is_found_all_the_same() -> None:
    assert "knee-squeeze" in moves_for("squeeze knee")
    assert moves_for("knee rolls")[0] == "knee-rolls"
