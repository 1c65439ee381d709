"""A user's days: a plan that is played, something that was too much, a bad day, and what the pages say of it."""

import re
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from time import monotonic
from typing import Final

import msgspec
import pytest

from story.faces import Do, Pass, Press, Screens
from stretchplayer.figures.blocks import Cells
from stretchplayer.phrases import screen_words
from stretchplayer.translation import gettext, languages
from stretchplayer.tui.widgets.figure_view import FigureView
from weekplan.someone import Person

PROGRESSION: Final = '\n[[progression]]\nroutine = "calf"\nstep = 2\nfrom = 2025-12-01\nweeks = ["week 1: hold 30 s"]\n'
AS_PLANNED: Final = "As planned for today. From week 1: hold 30 s (Calf at the wall)."
FIGURE: Final = re.compile("[▖▗▘▝▚▞▙▟▛▜]{2}")
"""What only a figure has; a bar of a scale has neither."""
PATIENCE: Final = 30.0
"""Seconds for which a test waits for what it sees at once on a machine that has nothing else to do."""
LONG: Final = """\
format = 1
title = "Neck and shoulders, an afternoon at the desk"
[[step]]
kind = "exercise"
name = "Walk"
duration = 180
"""


def until(screens: Screens, text: str) -> Iterator[Do]:
    """Wait for a text: what a thread reads takes real time."""
    end = monotonic() + PATIENCE
    while text not in screens.words:
        assert monotonic() < end, screens.words
        yield Pass(0.01)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Somebody with a plan that has grown by a week."""
    someone = Person(tmp_path / "home")
    someone.types("week", "--add", "calf", "--cue", "breakfast", "--fallback", "chin-glide", "head-turn")
    with someone.folders.plan.open("a", encoding="utf-8") as file:
        file.write(PROGRESSION)
    return someone


def test_what_is_played_by_its_name_is_played_as_planned(person: Person) -> None:
    """The week, the library, words that are said and the name alone all start one and the same session."""
    seen: list[str] = []

    def in_the_library(screens: Screens) -> Iterator[Do]:
        yield from until(screens, "today: breakfast")
        yield Press("\r")
        yield from until(screens, "Get ready")
        seen.append(screens.words)
        yield Press("\x1b")
        yield from until(screens, "today: breakfast")
        yield Press("\x11")

    person.opens(keys=in_the_library)
    assert AS_PLANNED in " ".join(seen[0].split())
    assert "As planned for today" not in person.types("play", "calf", "--plain", "--yes", "--then", "morning")
    for command in (("plan", "calf"), ("now", "calf", "--dry-run")):
        shown = person.types(*command)
        assert shown.count(AS_PLANNED) == 1, shown
        assert re.search(r"30 s.* Calf at the wall|Calf at the wall.* 30 s", shown), shown
    # In words of one's own, and by its path: it is the same routine.
    path = str(person.folders.routines / "calf.toml")
    for command in (("play", "calf"), ("play", path), ("now", "calf")):
        said = person.types(*command, "--plain", "--yes", keys=iter((Pass(10), Press("q"), Press("y"))))
        assert said.count(AS_PLANNED) == 1, said
        # A length of one's own goes before that of the plan, and its doses are fitted.
    said = person.types("play", "calf", "--plain", "--yes", "--minutes", "8", keys=repeat(Pass(30)))
    assert AS_PLANNED in said
    assert person.code == 0
    # What was planned is done: any more is as the file has it.
    assert "As planned" not in person.types("play", "calf", "--plain", "--yes")
    assert "nothing is left to do today by the plan" in person.types("week", "--bad-day", "--plain", "--yes")


@pytest.mark.parametrize(("keys", "praised"), [("", True), ("xo ", False), ("xu", True)])
def test_after_too_much_nothing_is_praised(person: Person, keys: str, *, praised: bool) -> None:
    """Unless it was pressed by mistake; what is said at the end is said on the last page as well."""
    seen: list[str] = []

    def hurts(screens: Screens) -> Iterator[Do]:
        yield from until(screens, "Walk")
        yield Pass(204)
        for key in keys:
            yield Press(key)
            yield Pass(1)
        for _ in range(8):
            yield Pass(4)
        yield from until(screens, "played,")
        seen.append(screens.words)
        yield Press("\r")

    person.opens("play", "calf", "--yes", keys=hurts)
    assert person.code == 0
    assert ("Done. Well done." in seen[0]) == praised
    assert ("Done. What hurt rests now." in seen[0]) != praised


@pytest.mark.parametrize("code", [each for each in languages() if each != "en"])
def test_what_is_said_after_too_much_is_said_in_every_language(code: str) -> None:
    said = gettext(screen_words.DONE_AND_RESTING, code)
    assert said.startswith(gettext(screen_words.DONE, code).rstrip("."))
    assert said not in (screen_words.DONE_AND_RESTING, gettext(screen_words.WELL_DONE, code))


def test_a_bad_day_says_how_long_it_was(person: Person) -> None:
    """With the longest title that a list has room for, at 80 columns, in the history and in the week."""
    seen: list[str] = []
    (person.folders.routines / "long.toml").write_text(LONG, encoding="utf-8")
    person.types("week", "--remove", "calf")
    person.types("week", "--add", "long", "--cue", "after the first coffee", "--fallback", "chin-glide", "head-turn")
    person.types("week", "--bad-day", "--plain", "--yes")
    assert person.code == 0

    def looks_back(screens: Screens) -> Iterator[Do]:
        yield from until(screens, "Find")
        yield Press("\x1b[20~")
        yield from until(screens, "today")
        seen.append(next(row for row in screens.words.splitlines() if "today" in row))
        yield Press("\x1b")
        yield from until(screens, "Find")
        yield Press("\x1bOQ")
        yield from until(screens, "Days")
        yield from repeat(Press("\t"), 5)
        yield from until(screens, "Sessions")
        seen.append(next(row for row in screens.words.splitlines() if "Bad day" in row))
        yield Press("\x1b")
        yield Press("\x11")

    person.opens(keys=looks_back)
    planned, done = seen
    assert re.search(r"done, \d min$", planned.strip()), planned
    assert re.search(r"✓ +\d min +┃$", done.strip()), done


@pytest.mark.parametrize(("steps", "last", "beside"), [(1, "stretching.", True), (3, "days of use.", False)])
def test_before_the_start_a_small_window_shows_a_figure(person: Person, steps: int, last: str, *, beside: bool) -> None:
    """Beside the facts, where all that the limits take away is in sight there too; today's questions are always."""
    seen: list[str] = []
    held = "".join(f'[[step]]\nmove = "calf-wall"\nname = "Calf, {number}"\nhold = 90\n' for number in range(steps))
    (person.folders.routines / "held.toml").write_text(f'format = 1\ntitle = "Held"\n{held}', encoding="utf-8")

    def looks(screens: Screens) -> Iterator[Do]:
        yield from until(screens, "Get ready")
        yield Pass(1)
        seen.append(screens.words)
        yield Press("\x1b")

    person.opens("play", "held", keys=looks)
    (page,) = seen
    assert bool(FIGURE.search(page)) == beside, page
    for text in (
        last,
        "Is any of these so: ",
        "or a warning sign?",
        "How stiff are you?",
        "Warning signs (w)",
        "Another move (o)",
    ):
        assert text in page


def test_the_arrows_of_a_push_are_seen_while_somebody_pushes(person: Person) -> None:
    """In the hold after it nobody pushes any more."""
    seen: dict[str, int] = {}
    text = 'format = 1\ntitle = "Push"\n[[step]]\nmove = "butterfly-push"\nprepare = 5\n'
    (person.folders.routines / "push.toml").write_text(text, encoding="utf-8")

    def looks(screens: Screens) -> Iterator[Do]:
        for phase in ("PUSH", "HOLD"):
            while phase not in (screens.read("phase") or ""):
                yield Pass(0.5)
            # Longer than it takes to get there.
            yield Pass(4)
            assert phase in (screens.read("phase") or "")
            assert screens.screen is not None
            seen[phase] = arrows(screens.screen.query_one(FigureView))
        yield Press("q")
        yield Press("y")

    person.opens("play", "push", "--yes", keys=looks)
    assert seen["PUSH"] > 0
    assert seen["HOLD"] == 0


def arrows(figure: FigureView) -> int:
    """How many cells of a figure have something of an arrow in them."""
    cells = (each for line in figure._lines for each in line if isinstance(each, Cells))
    return sum(len(each.text) for each in cells if "arrow" in (*each.front[:2], *each.back[:2]))


OLDER_PROFILE: Final = b'{"age":"16-64","heart":false,"numb":true,"blood_thinners":false,"supervised":false}'


@pytest.mark.parametrize("answer", ["high_blood_pressure", "glaucoma"])
@pytest.mark.parametrize(
    ("move", "name"),
    [("forward-fold", "Touch your toes, knees soft"), ("downward-dog", "Hands and feet down, hips high")],
)
def test_a_caution_about_a_head_that_hangs_binds(person: Person, answer: str, move: str, name: str) -> None:
    """Who said so once plays another move in its place; a profile of an older version is read and goes on."""
    text = f'format = 1\ntitle = "Fold"\n[[step]]\nmove = "{move}"\n'
    (person.folders.routines / "fold.toml").write_text(text, encoding="utf-8")
    person.folders.profile.parent.mkdir(parents=True, exist_ok=True)
    person.folders.profile.write_bytes(OLDER_PROFILE)
    assert f"Get ready: {name}" in person.types("play", "fold", "--plain", "--yes")
    assert person.code == 0
    kept = msgspec.json.decode(person.types("profile", "--set", f"{answer}=yes", "--json"))
    assert (kept["age"], kept["numb"], kept[answer]) == ("16-64", True, True)
    person.sleeps(2)
    said = person.types("play", "fold", "--plain", "--yes")
    assert person.code == 0
    words = "high blood pressure" if answer == "high_blood_pressure" else "glaucoma or raised pressure in the eyes"
    assert f'"Straight leg, sitting" instead of "{name}". This is not done with {words}.' in said
    assert f"Get ready: {name}" not in said
