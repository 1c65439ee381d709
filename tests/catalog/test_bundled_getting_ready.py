"""How much of each bundled routine is getting ready: for a newcomer, and for somebody who knows its moves.

The share is that of getting ready, changing sides and confirming, in what the caps leave to an adult without answers.
While a pack lies on the skin nobody gets ready for anything, so that time is left out: the share is higher without it.
`pytest -s` on this file prints the table.
"""

import re
import sys
from typing import Final, NamedTuple

from msgspec import structs

from catalog.bundled_files import FILES
from catalog.conftest import Convert
from stretchplayer.caps import SEASONED, Plan, Profile, admit
from stretchplayer.catalog import moves
from stretchplayer.model.getting_ready import (
    BRIEF,
    CHANGED,
    CROSSED,
    MOVED,
    SET_UP,
    TAKEN_OFF,
    changing_sides,
    known_as,
)
from stretchplayer.model.places import way_to
from stretchplayer.model.routine import flat
from stretchplayer.phrases.segment_words import place_before
from stretchplayer.routine.reader import load

NEWCOMER: Final = 0.42
"""All of it is explained before it begins: a session of many short moves is explained for a third of its time."""
WHO_KNOWS: Final = 0.185
"""Most of it is the time to stand, kneel or turn over for a second side, and to get down to the floor and up again."""
CROSSED_OVER: Final = re.compile(r"(ankle|foot) [^.]*on (a stool or )?the other knee")
BREAKS: Final = {"desk-eyes-neck": (0.5, 0.19), "desk-reset-hips": (0.42, 0.17)}
"""Where each move takes but twenty seconds, more of the time goes into saying which one comes."""


class Row(NamedTuple):
    """One routine: its length and its share of getting ready, at first and when everything in it is known."""

    name: str
    first: Plan
    known: Plan


def table() -> list[Row]:
    rows = []
    for file in FILES:
        routine = load(file).routine
        assert routine is not None
        everything = tuple(known_as(step) for step in flat(routine.step))
        first, known = (
            admit(structs.replace(routine, known=each), Profile(), SEASONED, 0.0) for each in ((), everything)
        )
        rows.append(Row(file.stem, first, known))
    return rows


def share(plan: Plan) -> float:
    ready = sum(each.seconds for each in plan.segments if each.phase in ("prepare", "switch", "confirm"))
    return ready / (plan.seconds - sum(each.seconds for each in plan.segments if each.thermal))


def test_getting_ready_takes_a_third_of_a_first_session_and_a_seventh_of_a_later_one() -> None:
    rows = table()
    lines = [f"{'routine':28} first time          when it is known"]
    for name, first, known in rows:
        times = [f"{plan.seconds:5.0f} s {share(plan):6.1%}" for plan in (first, known)]
        lines.append(f"{name:28} {times[0]}     {times[1]}")
    sys.stdout.write("\n".join(("", *lines, "")))
    usual = (NEWCOMER, WHO_KNOWS)
    assert [row.name for row in rows if share(row.first) > BREAKS.get(row.name, usual)[0]] == []
    assert [row.name for row in rows if share(row.known) > BREAKS.get(row.name, usual)[1]] == []


def test_what_is_known_gets_five_to_eight_seconds() -> None:
    for name, _, plan in table():
        for segment in plan.segments:
            if segment.phase == "prepare" and segment.written:
                before = plan.segments[segment.index - 1] if segment.index else None
                most = TAKEN_OFF if before is not None and before.thermal else MOVED
                # Another place has to be led to, and what lies ready has to be taken.
                led = way_to(place_before(reversed(plan.segments[: segment.index])), segment.what) is not None
                most += (CHANGED - BRIEF) * led + 2.0 * bool(segment.take) + 2.0 * segment.eyes.startswith("open")
                changing = before.seconds if before is not None and before.phase == "switch" else 0.0
                second = changing_sides(segment.what) if changing else BRIEF
                whole = segment.seconds + changing
                assert max(BRIEF, second) <= whole <= max(most, plan.routine.defaults.switch, second), (name, segment)
                assert second in (BRIEF, MOVED, CROSSED, CHANGED, SET_UP)


def test_a_leg_that_is_crossed_over_the_other_gets_thirteen_seconds(convert: Convert) -> None:
    found = {}
    for key, move in moves().items():
        if move.step.get("sides") == "each" and CROSSED_OVER.search(" ".join(move.step.get("how", "").split())):
            found[key] = changing_sides(convert(move.step))
    assert len(found) >= 5
    assert {key: seconds for key, seconds in found.items() if seconds != CROSSED} == {}
