"""The cues of a session are heard where the plan has them, the last one whole, with a voice and without."""

from itertools import pairwise
from pathlib import Path

import pytest

from cli.house import Home
from sound.live.conftest import NEWCOMER, Begin, written
from sound.live.ear import DONE, Heard, listening
from sound.marks import needs_server
from sound.server import SoundServer

pytestmark = [needs_server, pytest.mark.slow, pytest.mark.flaky(reruns=2)]
EXACT = 0.015
TORN = 0.1


def planned(home: Home, seconds: int) -> list[tuple[str, float]]:
    """What the plan says before anything was played: the cues and their seconds."""
    written(home, seconds, "off")
    return [(each["cue"], each["at"]) for each in home.good("plan", "--json", "./live.toml").json["cues"]]


def in_place(heard: list[Heard], plan: list[tuple[str, float]]) -> None:
    """The same cues, as far apart as they should be; on a busy machine a stream may tear once, and go on."""
    assert [each.cue for each in heard] == [cue for cue, _ in plan]
    late = [each.at - at for each, (_, at) in zip(heard, plan, strict=True)]
    assert sum(abs(two - one) > EXACT for one, two in pairwise(late)) <= 1, late
    assert max(late) - min(late) <= TORN, late


def leading_in(heard: list[Heard]) -> list[tuple[Heard, Heard]]:
    """Neighbouring cues up to "go"."""
    go = next(place for place, each in enumerate(heard) if each.cue == "go")
    return [*pairwise(heard[: go + 1])]


@pytest.mark.parametrize("voice", ["off", "full"])
def test_every_cue_is_heard_in_its_place_and_the_last_one_whole(
    voice: str, home: Home, server: SoundServer, begin: Begin, tmp_path: Path
) -> None:
    plan = planned(home, 5)
    with listening(server, tmp_path / "heard.raw") as ear, begin(5, voice=voice, terminal=False) as process:
        assert process.end() == 0
        assert process.errors == NEWCOMER
        # What is in the server's own buffer is still to come.
        ear.now()
    heard = ear.heard
    in_place(heard, plan)
    assert heard[-1].seconds >= DONE - 0.02
    # The name is said in the time to get ready, between whichever of its cues there is room.
    spoken = max(ear.loudest(one.at + 0.15, two.at - 0.05) for one, two in leading_in(heard))
    assert (spoken > 500) == (voice == "full")
