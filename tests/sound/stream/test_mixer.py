"""Notes come out of the stream at their frame, whole, summed, and only if they still are to follow."""

from array import array
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stretchplayer.sound.pcm import CHANNELS, FRAME, RATE, Clip
from stretchplayer.sound.stream.mixer import ALONE, DUCKED, FADE, LATE, Mixer, Note


def clip(frames: int, level: int = 1000) -> Clip:
    return Clip(array("h", [level] * (frames * CHANNELS)).tobytes())


def heard(mixer: Mixer, frames: int, block: int = 480) -> list[int]:
    """The left channel of the next `frames` frames."""
    data = b"".join(mixer.mix(min(block, frames - at)) for at in range(0, frames, block))
    return array("h", data)[::CHANNELS].tolist()


NOTES = st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 900), st.integers(-300, 300)), max_size=8)


@given(NOTES, st.integers(1, 1500))
def test_the_stream_is_the_sum_of_its_notes_whatever_the_blocks(notes: list[tuple[int, int, int]], block: int) -> None:
    mixer = Mixer()
    mixer.follow({place: Note(frame, clip(length, level)) for place, (frame, length, level) in enumerate(notes)})
    expected = [sum(level for at, length, level in notes if at <= frame < at + length) for frame in range(5000)]
    assert heard(mixer, 5000, block) == expected
    assert not mixer.busy


@given(st.integers(1, 2000))
def test_a_block_is_as_long_as_it_was_asked_for(count: int) -> None:
    mixer = Mixer()
    mixer.follow({"a": Note(count // 2, clip(10 * count))})
    assert len(mixer.mix(count)) == count * FRAME
    assert mixer.head == count


def test_what_is_urgent_is_heard_whatever_the_volume_is() -> None:
    for volume, loud in ((0.0, 500), (0.2, 500), (0.8, 800), (1.0, 1000)):
        mixer = Mixer()
        mixer.volume = volume
        mixer.follow({"a": Note(0, clip(100), urgent=True), "b": Note(200, clip(100))})
        played = heard(mixer, 400)
        assert abs(played[50] - loud) <= 1
        assert abs(played[250] - 1000 * volume) <= 1


def test_what_no_longer_follows_is_taken_back() -> None:
    mixer = Mixer()
    mixer.follow({"a": Note(1000, clip(100)), "b": Note(2000, clip(100, 7))})
    heard(mixer, 500)
    mixer.follow({"b": Note(2000, clip(100, 7))})
    assert set(heard(mixer, 4000)) == {0, 7}


def test_what_is_moved_sounds_at_its_new_place_only() -> None:
    mixer = Mixer()
    mixer.follow({"a": Note(1000, clip(10))})
    heard(mixer, 500)
    mixer.follow({"a": Note(700, clip(10))})
    assert [frame for frame, level in enumerate(heard(mixer, 2000)) if level] == list(range(200, 210))


def test_a_cue_that_sounds_already_ends_by_itself_and_is_not_begun_again() -> None:
    mixer = Mixer()
    notes = {"a": Note(100, clip(1000))}
    mixer.follow(notes)
    heard(mixer, 480)
    mixer.follow({})
    mixer.follow(notes)
    assert sum(1 for level in heard(mixer, 5000) if level) == 1000 - 380
    assert mixer.begun("a")


def test_a_voice_that_is_taken_back_fades_out_at_once() -> None:
    mixer = Mixer()
    mixer.follow({"a": Note(0, clip(48_000), voice=True)})
    heard(mixer, 480)
    mixer.follow({})
    after = heard(mixer, 48_000)
    assert after[0] > 0
    assert after[:FADE] == sorted(after[:FADE], reverse=True)
    assert set(after[FADE:]) == {0}


def test_a_voice_that_still_follows_goes_on() -> None:
    mixer = Mixer()
    notes = {"a": Note(0, clip(48_000), voice=True)}
    mixer.follow(notes)
    heard(mixer, 480)
    mixer.follow(notes)
    assert set(heard(mixer, 47_000)) == {1000}


def test_what_is_a_little_late_is_heard_whole_and_at_once() -> None:
    mixer = Mixer()
    heard(mixer, LATE)
    mixer.follow({"a": Note(10, clip(200))})
    after = heard(mixer, 1000)
    assert after[:200] == [1000] * 200
    assert set(after[200:]) == {0}


def test_what_is_much_too_late_is_not_heard() -> None:
    mixer = Mixer()
    heard(mixer, 2 * LATE)
    mixer.follow({"a": Note(10, clip(200))})
    assert set(heard(mixer, 1000)) == {0}


def test_loud_sounds_together_stay_within_the_range() -> None:
    mixer = Mixer()
    mixer.follow({place: Note(0, clip(100, 30_000)) for place in range(3)})
    assert max(heard(mixer, 100)) == 32_767


def test_the_volume_holds_for_everything_and_silence_keeps_time() -> None:
    mixer = Mixer(volume=0.5)
    mixer.follow({"a": Note(0, clip(100)), "b": Note(200, clip(100))})
    assert set(heard(mixer, 150)) == {0, 500}
    mixer.volume = 0.0
    assert set(heard(mixer, 100)) == {0}
    mixer.volume = 1.0
    assert heard(mixer, 100)[:50] == [1000] * 50


def test_a_device_is_kept_awake_by_what_nobody_hears() -> None:
    levels = heard(Mixer(awake=True), 4800)
    assert set(levels) == {1, -1}
    assert sum(levels) == 0


BLOCKS = st.sampled_from([480, 777, 2400, RATE])


@given(BLOCKS)
def test_a_sound_is_ducked_under_a_voice_and_comes_back_without_a_jump(block: int) -> None:
    mixer, voice = Mixer(), Note(RATE, clip(RATE // 2, 0), voice=True)
    mixer.follow({"bowl": Note(0, clip(3 * RATE)), "voice": voice})
    levels = heard(mixer, 3 * RATE, block)
    assert set(levels[:RATE]) == {1000} == set(levels[RATE * 3 // 2 :])
    assert set(levels[RATE + FADE : RATE * 3 // 2 - FADE]) == {round(1000 * DUCKED)}
    assert max(abs(one - two) for one, two in pairwise(levels)) <= 1000 / 16


@given(BLOCKS)
def test_a_sound_that_was_heard_for_long_ends_where_a_voice_begins(block: int) -> None:
    mixer, at = Mixer(), round(ALONE * RATE) + 1000
    mixer.follow({"bowl": Note(0, clip(12 * RATE)), "voice": Note(at, clip(RATE, 0), voice=True)})
    levels = heard(mixer, 12 * RATE, block)
    assert set(levels[:at]) == {1000}
    assert set(levels[at + FADE :]) == {0}
    assert levels[at : at + FADE] == sorted(levels[at : at + FADE], reverse=True)


def test_a_voice_that_is_taken_back_lets_a_sound_come_back_and_an_alarm_is_never_ducked() -> None:
    mixer = Mixer()
    notes = {"bowl": Note(0, clip(RATE)), "alarm": Note(0, clip(RATE, 100), urgent=True)}
    mixer.follow({**notes, "voice": Note(0, clip(RATE, 0), voice=True)})
    assert heard(mixer, 4800)[-1] == round(1000 * DUCKED) + 100
    mixer.follow(notes)
    levels = heard(mixer, 4800)
    assert levels[-1] == 1100
    assert max(abs(one - two) for one, two in pairwise(levels)) <= 1000 / 16
