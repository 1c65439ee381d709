"""What is heard is what happens: each cue in its time, whatever is pressed, and none that was taken back."""

import pytest
from hypothesis import given, note
from hypothesis import strategies as st
from msgspec import structs

from core.build import SEASONED, heat, routine, stretch
from core.world import Again, Move, Wait, World, commands, moves
from sound.band import LATENCY, Band, spoken_length
from strategies.people import profiles, stories
from strategies.steps import anything
from stretchplayer.caps import Ledger, Profile, admit
from stretchplayer.model.duration import Breath, BreathHold, Count, Seconds, SpanRange, Tempo
from stretchplayer.model.routine import Routine
from stretchplayer.model.speaking_time import PAUSE
from stretchplayer.model.steps import AnyStep, Breathe, Exercise, Group
from stretchplayer.phrases import load
from stretchplayer.phrases import segment_words as words
from stretchplayer.phrases.introduction import introduction
from stretchplayer.session import Advance, Command, Confirm, Pause, Resume, TooMuch
from stretchplayer.session import events as happened
from stretchplayer.settings import Talk

EXACT = 0.015
STEP = 0.4
"""Seconds between two turns of the loop; a player turns at least that often."""
AT_ONCE = LATENCY + 0.06
"""Seconds until something that nobody could foresee is heard: what is in the buffer, and a block."""


class Played(World):
    """A world that a band plays along with, turning as often as a player does."""

    def __init__(self, routine: Routine, profile: Profile, ledger: Ledger) -> None:
        super().__init__(routine, profile, ledger, uptime=1000.0)
        self.band = Band(self.mono - 1.0)
        self.told: list[happened.Event] = [*self.last]
        self.pressed = [self.mono]
        self.band.follow(self.last, self.session, self.mono)

    def let_pass(self, seconds: float) -> None:
        """Let time pass as it does."""
        until = self.mono + seconds
        while self.mono < until:
            due = self.session.next_deadline(self.mono)
            self.mono = min(until, self.mono + STEP, until if due is None else max(due, self.mono + 1e-6))
            self.say(Advance())
            self.told += self.last
            self.band.follow(self.last, self.session, self.mono)

    def press(self, move: Move) -> None:
        """Wait a while, then say something."""
        self.let_pass(min(move.wait.amount if move.wait.kind == "for" else 3.0, 40.0))
        if isinstance(move.act, Again):
            return
        before = self.mono
        self.pressed.append(before)
        self.move(Move(move.wait._replace(kind="for", amount=0.0), move.act))
        self.told += self.last
        # Going on by itself may take a while: what falls due meanwhile is told late, as after a machine that slept.
        self.band.follow(self.last, self.session, self.mono)


@given(stories(anything), profiles(), st.lists(commands(), max_size=6), moves(most=6))
def test_every_cue_is_heard_in_its_time_and_no_other(
    story: tuple[Routine, Ledger], profile: Profile, said: list[Command], waits: list[Move]
) -> None:
    world = Played(story[0], profile, story[1])
    for command, move in zip(said, [*waits, *waits, *waits], strict=False):
        world.press(Move(move.wait, command))
    world.let_pass(45.0)
    end = world.mono
    heard = {(key[0], key[1]): at for key, at in world.band.heard.items() if key[1].startswith("cue ")}
    for event in world.told:
        if not isinstance(event, happened.Cued) or event.at > end - 1.0:
            continue
        key = (round(event.at, 2), f"cue {event.cue}")
        note(f"{event.cue} at {event.at}, heard at {heard.get(key)}")
        if key not in heard:
            # A key that is pressed at once takes back what had not been heard yet.
            assert any(0 <= pressed - event.at <= AT_ONCE for pressed in world.pressed[1:])
            continue
        late = heard[key] - event.at
        sudden = any(abs(event.at - pressed) < LATENCY + 0.11 for pressed in world.pressed) or event.cue == "alarm"
        assert -EXACT <= late <= (AT_ONCE + STEP if sudden else EXACT)
    told = {(round(event.at, 2), f"cue {event.cue}") for event in world.told if isinstance(event, happened.Cued)}
    for key in heard:
        paused = key[1] == "cue release" and any(
            isinstance(event, happened.Paused) and round(event.at, 2) == key[0] for event in world.told
        )
        if key not in told and not paused and key[1] not in ("cue in", "cue out", "cue pulse", "cue alarm"):
            note(f"heard but never told: {key}")
            assert any(pressed <= key[0] <= pressed + LATENCY + 0.11 for pressed in world.pressed) or key[0] > end


def _cues(world: Played) -> dict[tuple[float, str], float]:
    return {key: at for key, at in world.band.heard.items() if key[1].startswith("cue ")}


def _said(world: Played) -> dict[str, float]:
    return {key[1]: at for key, at in world.band.heard.items() if not key[1].startswith("cue ")}


def played(*steps: AnyStep) -> Played:
    return Played(routine(*steps), Profile(), SEASONED)


def test_a_pause_is_heard_at_once_as_a_release() -> None:
    world = played(stretch(hold=30))
    world.let_pass(10.0)
    world.press(Move(Wait("for", 0.0), Pause()))
    world.let_pass(3.0)
    paused = world.pressed[-1]
    assert 0 <= _cues(world)[round(paused, 2), "cue release"] - paused < AT_ONCE
    said = _said(world)
    assert paused < said["Paused."] < said["Let go."] < paused + 3.0
    world.let_pass(20.0)
    assert all(at < paused + 3.0 for at in world.band.heard.values())


def test_what_is_being_said_stops_with_a_pause() -> None:
    world = played(stretch(hold=30, how="One long sentence that goes on and on and does not come to an end soon."))
    world.let_pass(6.0)
    assert any(note.voice for note, _ in world.band.mixer._sounding.values())
    world.press(Move(Wait("for", 0.0), Pause()))
    world.let_pass(0.1)
    assert not any(note.voice for note, _ in world.band.mixer._sounding.values())


HOW = "Sit on a chair with both feet flat. Lay one ankle on the other knee. Lean forward slowly with a long back."
CAUTION = "Leave it out after a hip replacement. Stop at pain in the knee."


@pytest.mark.parametrize("pause_at", [3.0, 8.0, 13.0, 19.0])
def test_a_pause_in_an_explanation_loses_nothing_and_repeats_only_what_it_cut(pause_at: float) -> None:
    step = structs.replace(stretch(hold=30, how=HOW, caution=CAUTION), position="sitting")
    world = played(step, stretch("glutes", hold=30))
    world.let_pass(pause_at)
    world.press(Move(Wait("for", 0.0), Pause()))
    paused = world.pressed[-1]
    world.let_pass(5.0)
    world.press(Move(Wait("for", 0.0), Resume()))
    begins = next(each.begins for each in world.session.ahead(3) if each.segment.works)
    world.let_pass(begins - world.mono + 1.0)
    for text in (*HOW.split(". "), *CAUTION.split(". ")):
        times = sorted(at for key, at in world.band.heard.items() if text.rstrip(".") in key[1])
        length = spoken_length(text)
        assert 1 <= len(times) <= 2, text
        assert times[-1] + length < begins, f"{text} is heard before the work begins"
        assert times[-1] + length < paused + 0.1 or times[-1] > paused, f"{text} is heard to its end"
        if len(times) == 2:
            assert times[0] + length > paused - LATENCY, f"{text} had been heard"


def test_after_a_pause_in_a_hold_it_is_named_and_not_explained_again() -> None:
    world = played(stretch(hold=30, name="Seat stretch", how=HOW, caution=CAUTION))
    begins = next(each.begins for each in world.session.ahead(3) if each.segment.works)
    world.let_pass(begins - world.mono + 10.0)
    before = set(world.band.heard)
    world.press(Move(Wait("for", 0.0), Pause()))
    world.let_pass(3.0)
    world.press(Move(Wait("for", 0.0), Resume()))
    world.let_pass(12.0)
    again = {key[1] for key in world.band.heard if key not in before}
    assert "Seat stretch." in again
    assert not any(text in again for text in words.sentences(f"{HOW} {CAUTION}"))


def test_the_time_left_is_said_when_it_is_asked_for_and_the_end_is_said() -> None:
    world = played(stretch(hold=30))
    world.let_pass(12.0)
    world.band.conductor.tell_left(world.session.view(world.mono).session_remaining, world.mono)
    world.let_pass(5.0)
    assert "30 seconds to the end." in _said(world)
    world.let_pass(40.0)
    said = _said(world)
    assert said["Ease off."] < said["That is all."]


def test_going_on_begins_with_its_cue_and_not_a_moment_later() -> None:
    world = played(stretch(hold=30))
    world.let_pass(10.0)
    world.press(Move(Wait("for", 0.0), Pause()))
    world.let_pass(3.0)
    world.press(Move(Wait("for", 0.0), Resume()))
    world.let_pass(1.0)
    resumed = world.mono - 1.0
    assert abs(_cues(world)[round(resumed, 2), "cue prepare"] - resumed) < AT_ONCE


def test_nothing_is_said_twice_however_often_it_is_laid_anew() -> None:
    world = played(stretch(hold=30, reps=2, how="Sit tall. Breathe on."), stretch("glutes", hold=30))
    world.let_pass(120.0)
    said = [key[1] for key in world.band.heard if not key[1].startswith("cue ")]
    once = [text for text in said if text in ("Sit tall.", "Breathe on.", "That is all.", "Ease in, and hold. 1 of 2.")]
    assert sorted(once) == sorted(set(once))
    assert {"Sit tall.", "Ease in, and hold. 1 of 2.", "Ease in, and hold. 2 of 2."} <= set(said)


def test_names_only_says_what_and_where_and_nothing_else() -> None:
    world = played(stretch(hold=30, name="Seat stretch"))
    world.band.conductor.talk = "names"
    world.let_pass(40.0)
    assert set(_said(world)) == {"Seat stretch.", "Left side."}


def test_off_says_nothing() -> None:
    world = played(stretch(hold=30))
    world.band.conductor.talk = "off"
    world.let_pass(40.0)
    assert not _said(world)


RESTS = "What hurt rests for the remainder of this session, and has half of what was left for 24 hours."


@pytest.mark.parametrize("talk", ["full", "names"])
def test_after_too_much_it_is_asked_what_it_was_and_then_said_what_rests(talk: Talk) -> None:
    world = played(stretch(hold=30), stretch("glutes", hold=30))
    world.band.conductor.talk = talk
    world.let_pass(10.0)
    world.press(Move(Wait("for", 0.0), TooMuch()))
    world.let_pass(15.0)
    assert "What was it?" in _said(world)
    assert RESTS not in _said(world)
    world.press(Move(Wait("for", 0.0), TooMuch("sharp")))
    named = world.pressed[-1]
    world.let_pass(15.0)
    said = _said(world)
    assert named < said[RESTS] < named + 1.0
    assert len([key for key in world.band.heard if key[1] == RESTS]) == 1
    assert ("Press space to go on." in said) == (talk == "full")


def test_warning_signs_come_before_what_rests() -> None:
    world = played(stretch(hold=30))
    world.let_pass(10.0)
    world.press(Move(Wait("for", 0.0), TooMuch("tingling")))
    world.let_pass(60.0)
    assert RESTS not in _said(world)
    assert "Chest pain, breathlessness, or coughing up blood." in _said(world)


def test_after_lost_time_it_is_said_how_to_go_on() -> None:
    world = played(stretch(hold=30))
    world.let_pass(10.0)
    world.press(Move(Wait("for", 0.0), Pause(gap=True)))
    world.let_pass(10.0)
    said = _said(world)
    assert said["Time was lost: the machine slept or was stopped."] < said["Paused."] < said["Press space to go on."]


def test_a_breath_that_is_held_is_announced_between_in_and_out() -> None:
    world = played(
        Breathe(name="Breathe", duration=SpanRange(60), inhale=Breath(4), hold=BreathHold(4), exhale=Breath(6))
    )
    world.let_pass(40.0)
    said = _said(world)
    assert said["Breathe in."] < said["Hold the breath."] < said["Breathe out."]
    assert said["Breathe out."] - said["Hold the breath."] == pytest.approx(4.0, abs=0.5)


def test_repetitions_are_counted_aloud_as_they_begin() -> None:
    step = Exercise(name="Squats", reps=Count(4), tempo=Tempo(4))
    world = played(step, stretch(hold=30))
    world.let_pass(40.0)
    said = _said(world)
    assert said["2."] < said["3."] < said["4."]
    assert said["3."] - said["2."] == pytest.approx(4.0, abs=0.2)
    assert "1." not in said
    assert "5." not in said
    pulses = [at for key, at in world.band.heard.items() if key[1] == "cue pulse"]
    assert len(pulses) == 3


def test_the_hold_in_a_repetition_and_the_way_back_are_said() -> None:
    step = Exercise(name="Bridge", reps=Count(2), tempo=Tempo(4), hold=SpanRange(5))
    world = played(step)
    world.let_pass(30.0)
    said = _said(world)
    assert said["And back."] - said["Hold."] == pytest.approx(5.0, abs=0.5)


def test_rounds_are_said_as_they_begin() -> None:
    step = Exercise(name="Squats", reps=Count(2), tempo=Tempo(4))
    world = played(Group(repeat=2, rest=Seconds(10), step=(step,)), stretch(hold=30))
    world.let_pass(70.0)
    said = _said(world)
    assert said["Round 2 of 2."] - said["Round 1 of 2."] > 20.0


def test_an_alarm_sounds_until_somebody_answers() -> None:
    world = played(heat(duration=600))
    world.press(Move(Wait("for", 20.0), Confirm()))
    world.let_pass(300.0 + 60.0 + 4.0)
    alarms = [key for key in _cues(world) if key[1] == "cue alarm"]
    assert len(alarms) == 2
    world.press(Move(Wait("for", 0.0), Confirm()))
    world.let_pass(10.0)
    assert len([key for key in _cues(world) if key[1] == "cue alarm"]) <= 3


@pytest.mark.parametrize(
    ("needs", "pause"), [(("mat", "chair"), 0.0), (("mat", "towel"), 10.0), (("wall", "mat", "towel", "pillow"), 14.0)]
)
def test_before_a_session_there_is_time_to_fetch_what_is_needed(needs: tuple[str, ...], pause: float) -> None:
    plan = admit(routine(structs.replace(stretch(), needs=needs, position="sitting")), Profile(), SEASONED, 0.0)
    band = Band(98.0)
    band.play_until(100.0)
    assert band.conductor.introduce(plan, 100.0, late=False) is None
    taken = band.conductor.introduce(plan, 100.0, late=False)
    texts = [each.text for each in introduction(plan, load("en"))]
    talking = sum(spoken_length(text) + PAUSE for text in texts)
    assert taken is not None
    assert taken == pytest.approx(talking + pause, abs=LATENCY + 0.2)
    band.play_until(100.0 + taken + 1.0)
    heard = {text: at for (_, text), at in band.heard.items()}
    assert [text for text in texts if text in heard] == texts
    after = texts.index(load("en").begin_in["sitting"])
    gap = heard[texts[after]] - heard[texts[after - 1]] - spoken_length(texts[after - 1])
    assert gap == pytest.approx(PAUSE + pause, abs=EXACT)
