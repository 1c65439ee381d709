"""A recording is the plan, to the second, with time to do what it asks for."""

from hypothesis import assume, given

from core.build import heat, plan, stretch
from strategies import NOW
from strategies.people import ledgers, profiles
from strategies.routines import routines
from stretchplayer.caps import Ledger, Profile, admit
from stretchplayer.model.routine import Routine
from stretchplayer.phrases import load
from stretchplayer.session import ScheduledSegment
from stretchplayer.sound.cues.cue_set import CueSet
from stretchplayer.sound.pcm import RATE, Clip, silence
from stretchplayer.sound.render import Rendering, performed

CLOSE = 1e-6


def _at_once(_piece: ScheduledSegment) -> float:
    return 0.0


@given(routines(), profiles(), ledgers())
def test_every_segment_of_the_plan_is_performed_in_its_order(
    routine: Routine, profile: Profile, ledger: Ledger
) -> None:
    made = admit(routine, profile, ledger, NOW)
    played = performed(made, 0.0, _at_once)
    assert [each.segment for each in played] == list(made.segments)
    assert all(abs(each.since - each.segment.start) < CLOSE for each in played)


@given(routines(), profiles(), ledgers())
def test_its_cues_are_those_of_the_plan(routine: Routine, profile: Profile, ledger: Ledger) -> None:
    made = admit(routine, profile, ledger, NOW)
    assume(made.segments and not any(each.waits for each in made.segments))
    heard = [(round(cue.at, 6), cue.cue) for each in performed(made, 0.0, _at_once) for cue in each.cues]
    assert heard == [(round(cue.at, 6), cue.cue) for _, cue in made.cues]


def test_a_question_takes_the_time_that_its_answer_needs() -> None:
    played = performed(plan(heat(), stretch()), 2.0, lambda _piece: 12.0)
    asked = next(each for each in played if each.waits)
    after = played[played.index(asked) + 1]
    assert after.since - asked.since == asked.ends - asked.since == 12.0
    assert after.segment.phase == "work"
    assert after.ends - after.begins == 600.0


def test_a_long_sound_of_ones_own_keeps_nothing_from_being_said() -> None:
    def spoken(cues: CueSet) -> list[str]:
        made = plan(stretch(sides="each", hold=20), stretch(sides="each", hold=20))
        return [each.text for each in Rendering(made, cues, load("en"), lambda _text, _speed: half).spoken]

    half = Clip(silence(RATE // 2))
    plain, bowl = CueSet("soft"), CueSet("soft", {"go": Clip(silence(12 * RATE))})
    assert set(spoken(bowl)) == set(spoken(plain))
