"""The whole holds: whatever is pressed and whatever goes wrong, nothing breaks, hides, lies or passes a cap."""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, seed

from core.build import cold, heat, routine, stretch
from examples import TIMES, examples
from story.runner import StoryRunner
from story.steps import BUNDLED, Act, Ending, FaceName, Key, Story, Visit, Wait, stories, whole
from stretchplayer.caps import Profile
from stretchplayer.model.duration import SpanRange
from stretchplayer.model.steps import AnyStep, Rest

CHUNKS: Final = 8
PATIENT: Final = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
EACH: Final[dict[FaceName, int]] = {"lines": 20, "app": 3, "bare": 6}
"""Some seventy stories usually, ten thousand in the `slow` profile."""
PARTS: Final = 4


def run(factory: pytest.TempPathFactory, story: Story) -> None:
    """Let a story happen in an empty home."""
    StoryRunner(factory.mktemp("home"), story).run()


@pytest.mark.timeout(1200)  # a story that fails is made as small as it can be
@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("face", EACH)
def test_no_keys_and_no_mishap_break_it(face: FaceName, chunk: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    @seed(chunk)
    @examples(EACH[face], derandomize=False, suppress_health_check=PATIENT)
    @given(stories(face))
    def holds(story: Story) -> None:
        run(tmp_path_factory, story)

    holds()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_bundled_routine_plays_from_its_first_second_to_its_last(
    part: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in BUNDLED[part::PARTS]:
        run(tmp_path_factory, whole(name, "finish"))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_piece_of_every_bundled_routine_can_be_paused_and_gone_on_with(
    part: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in BUNDLED[part :: PARTS if TIMES > 1 else 2 * PARTS]:
        run(tmp_path_factory, whole(name, "pausing"))


@pytest.mark.parametrize("name", BUNDLED if TIMES > 1 else ("calf-cramp",))
def test_it_plays_in_the_app_from_its_first_second_to_its_last(name: str, tmp_path: Path) -> None:
    StoryRunner(tmp_path, whole(name, "finish", "app")).run()


COOLED: Final = (
    cold("hamstrings", prepare=0),
    Rest(duration=SpanRange(120)),
    stretch("quadriceps", prepare=0),
    stretch("hamstrings", prepare=0),
)
HELD: Final = (stretch("quadriceps", prepare=0), stretch("hamstrings", prepare=5), stretch("quadriceps", prepare=5))


def happens(folder: Path, steps: tuple[AnyStep, ...], *visits: Visit) -> None:
    """Let a story happen in plain lines, for which somebody wrote these steps."""
    StoryRunner(folder, Story(routine(*steps), Profile(), visits, size=(80, 24), busy=True)).run()


def visit(*acts: Act, moved: float = 0.0, again: bool = True, ending: Ending = "finish") -> Visit:
    """A visit in plain lines, right after the one before."""
    return Visit(0.0, moved, "lines", again=again, asked=False, edited=False, acts=acts, ending=ending)


def test_a_clock_that_is_set_right_gives_nothing_back(tmp_path: Path) -> None:
    """Left with the clock an hour ahead; then it is set right, and the thigh cooled: now it may not be stretched."""
    ahead = visit(Key("n"), Wait("for", 5.0), moved=3600.0, ending="leave")
    cooled = visit(Key("y"), Wait("for", 20.0), *map(Key, "qyqe"), moved=-3600.0, again=False)
    happens(tmp_path, COOLED, ahead, cooled, visit())


@pytest.mark.parametrize("late", [0.5, 1.0, 4.0])
def test_too_much_that_comes_late_means_what_was_let_go(late: float, tmp_path: Path) -> None:
    happens(tmp_path, HELD, visit(Wait("for", 30.0), Wait("for", late), Key("x"), Key("s")))


def test_heat_in_which_nobody_answers_is_over_after_the_alarm(tmp_path: Path) -> None:
    """Five minutes to the first look at the skin, one to the alarm: it is off long before its twenty."""
    runner = StoryRunner(
        tmp_path, Story(routine(heat("hamstrings", duration=1200)), Profile(), (), size=(80, 24), busy=True)
    )
    runner.sit(visit(Key("y"), Wait("for", 600.0), ending="crash"))
    (piece,) = runner.journal.sessions[1].pieces
    assert piece.seconds <= 300 + 60 + 15
