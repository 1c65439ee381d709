"""What holds a stretch counts as a hold, whatever its step calls it."""

import pytest
from routine_corpus import CORPUS

from stretchplayer.caps import SEASONED, Profile, admit
from stretchplayer.caps.fast_path import unaffected
from stretchplayer.model.routine import Routine, flat
from stretchplayer.model.steps import Group, Stretch
from stretchplayer.model.stretch_words import asks_to_bounce, asks_to_hold
from stretchplayer.routine import reader
from stretchplayer.routine.moves import catalogue

HEAD = 'format = 1\ntitle = "Held"\n'


def routine(steps: str) -> Routine:
    """The routine with these steps; it may deserve warnings, and has no errors."""
    found = reader.read(f"{HEAD}{steps}".encode()).routine
    assert found is not None
    return found


def kinds(routine: Routine) -> list[str]:
    """The kind of each step."""
    return [step.kind for step in flat(routine.step)]


def test_what_is_written_as_something_else_counts_as_what_it_is() -> None:
    found = reader.load(CORPUS / "valid" / "written-as-something-else.toml").routine
    assert found is not None
    assert kinds(found) == [*["stretch"] * 6, "breathe", "rest", "exercise"]


@pytest.mark.parametrize(
    "step",
    [
        'move = "calf-wall"\nkind = "exercise"\nduration = 300',
        'move = "calf-wall"\nkind = "rest"\nduration = 300',
        'kind = "exercise"\nname = "Hold the calf stretch"\ntarget = "calves"\nsets = 5\nduration = 60',
        'kind = "exercise"\nhow = "Lean in until you feel a pull."\ntarget = "calves"\nreps = 9\nhold = 60',
    ],
)
def test_its_seconds_are_charged_and_trimmed_as_those_of_a_hold(step: str) -> None:
    made = admit(routine(f"[[step]]\n{step}\n" * 9), Profile(), SEASONED, 0.0)
    work = [segment for segment in made.segments if segment.works]
    held = sum(segment.seconds for segment in work if ("gastrocnemius", "left") in segment.loads)
    assert {segment.load for segment in work} == {"static"}
    assert max(segment.seconds for segment in work) <= made.bounds["static.hold"]
    assert 0 < held <= made.bounds["static.session"]


@pytest.mark.parametrize("kind", ["rest", "exercise", "breathe"])
def test_a_stretch_of_no_muscle_lasts_no_longer_than_a_hold(kind: str) -> None:
    found = routine(f'[[step]]\nkind = "{kind}"\nname = "Stay in the stretch"\nduration = 300\n')
    made = admit(found, Profile(), SEASONED, 0.0)
    assert max(segment.seconds for segment in made.segments) == made.bounds["static.hold"]
    assert any(verdict.limit == "static.hold" and verdict.asked == 300 for verdict in made.verdicts)
    assert not unaffected(found, 300.0)


def test_counted_movement_stays_movement() -> None:
    moved = routine('[[step]]\nmove = "calf-wall"\nkind = "dynamic"\nreps = 10\nhold = 3\n')
    assert kinds(moved) == ["dynamic"]


@pytest.mark.parametrize(
    "text",
    [
        "Hold the stretch.",
        "Stay in the stretch and breathe.",
        "Halten Sie die Dehnung.",
        "Mantenga el estiramiento.",
        "Tirez la jambe jusqu’à sentir un étirement.",
    ],
)
def test_words_that_ask_for_a_stretch_to_be_held(text: str) -> None:
    assert asks_to_hold([text])


@pytest.mark.parametrize(
    "text",
    [
        "Do not hold a stretch.",
        "Hold on to a chair and stretch out the leg.",
        "Rest until you feel ready.",
        "Hold the plank.",
        "Keine Dehnung halten.",
    ],
)
def test_words_that_ask_for_no_such_thing(text: str) -> None:
    assert not asks_to_hold([text])


def test_no_move_of_the_catalogue_that_moves_reads_as_held() -> None:
    for name, keys in catalogue().items():
        texts = [str(keys.get(key, "")) for key in ("name", "how", "say")]
        assert keys["kind"] in ("stretch", "contract-relax") or not asks_to_hold(texts, texts[0]), name


def test_a_step_in_a_group_counts_too() -> None:
    group = routine('[[step]]\nrepeat = 2\n[[step.step]]\nmove = "calf-wall"\nkind = "rest"\nduration = 90\n').step[0]
    assert isinstance(group, Group)
    assert isinstance(group.step[0], Stretch)


@pytest.mark.parametrize(
    "text",
    [
        "Bounce at the end of the stretch.",
        "Jerk the knee up.",
        "Force the leg down with your hands.",
        "Wippen Sie am Ende nach.",
        "Ziehen Sie ruckartig.",
        "Haga rebotes al final.",
        "Tire con fuerza.",
        "Forcez un peu à la fin.",
        "Avancez par à-coups.",
    ],
)
def test_words_that_ask_to_bounce_or_to_force(text: str) -> None:
    assert asks_to_bounce(text)


@pytest.mark.parametrize(
    "text",
    [
        "Do not bounce or force it.",
        "Let them part again, without a jerk.",
        "Nicht wippen.",
        "Wippe nicht.",
        "Sin rebotes ni tirones.",
        "Sans forcer.",
        "Poussez avec la moitié de votre force.",
        "Llame si una pierna pierde fuerza.",
        "Push with little force.",
        "Schwingen Sie das Bein locker, den Rücken gerade.",
    ],
)
def test_words_that_ask_for_gentle_work(text: str) -> None:
    assert not asks_to_bounce(text)


def test_nothing_in_the_catalogue_asks_to_bounce() -> None:
    for name, keys in catalogue().items():
        assert not any(asks_to_bounce(str(keys.get(key, ""))) for key in ("name", "how", "say")), name
