"""The whole holds: whatever is pressed and whatever goes wrong, nothing breaks, hides, lies or passes a cap."""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from story.steps import BUNDLED, Story, stories, whole
from story.teller import Teller

MANY: Final = max(1, settings().max_examples // 100)
"""Three hundred stories usually, some fifteen thousand in the `slow` profile."""
CHUNKS: Final = 8
EACH: Final = {"lines": 33, "app": 6}
PARTS: Final = 4


def tell(factory: pytest.TempPathFactory, story: Story) -> None:
    """Let a story happen in an empty home."""
    Teller(factory.mktemp("home"), story).tell()


@pytest.mark.timeout(1200)  # a story that fails is made as small as it can be
@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("face", EACH)
def test_no_keys_and_no_mishap_break_it(face: str, chunk: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    @seed(chunk)
    @settings(
        max_examples=EACH[face] * MANY,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )
    @given(stories(app=face == "app"))
    def holds(story: Story) -> None:
        tell(tmp_path_factory, story)

    holds()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_bundled_routine_plays_from_its_first_second_to_its_last(
    part: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in BUNDLED[part::PARTS]:
        tell(tmp_path_factory, whole(name, "finish"))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_piece_of_every_bundled_routine_can_be_paused_and_gone_on_with(
    part: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in BUNDLED[part::PARTS]:
        tell(tmp_path_factory, whole(name, "pausing"))


@pytest.mark.parametrize("name", BUNDLED if MANY > 1 else ("calf-cramp", "back-spasm"))
def test_it_plays_in_the_app_from_its_first_second_to_its_last(name: str, tmp_path: Path) -> None:
    Teller(tmp_path, whole(name, "finish", app=True)).tell()
