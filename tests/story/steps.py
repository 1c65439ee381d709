"""What happens in a story: what is pressed, how time goes by, what goes wrong, and how each visit ends."""

from typing import Final, Literal, NamedTuple

from hypothesis import strategies as st

from strategies import DAY, Draw
from strategies.people import profiles
from strategies.routines import routines
from strategies.steps import anything, holding, rubbing, thermal
from stretchplayer.caps import Profile
from stretchplayer.file_access import bundled_routines
from stretchplayer.model.routine import Routine
from stretchplayer.timeline import size
from stretchplayer.tui.keymap import PLAYER

SENT: Final = {
    "space": " ",
    "question_mark": "?",
    "exclamation_mark": "!",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "shift+right": "\x1b[1;2C",
    "enter": "\r",
    "escape": "\x1b",
}
"""What a terminal sends for a key; a letter is itself."""
NONSENSE: Final = ("z", "X", "Y", "Q", "B", "M", "ч", "Ж", "ß", "7", "\t", "\x1b[5~", "h")


class Key(NamedTuple):
    """Something is pressed: the text that a terminal sends for it."""

    text: str


class Wait(NamedTuple):
    """Time goes by: seconds, or a part of what is left of what runs."""

    kind: Literal["for", "part"]
    amount: float


class Fault(NamedTuple):
    """Something goes wrong with time, for so many seconds.

    The machine sleeps, its clock is set back, or the program is stopped for a while.
    """

    what: Literal["sleep", "set back", "stop"]
    seconds: float


class GoOn(NamedTuple):
    """Whatever a patient user would do just now."""


Act = Key | Wait | Fault | GoOn
Ending = Literal["crash", "leave", "finish", "pausing", "gone"]
"""How a visit ends: lost, left, finished (with a pause in each piece of work), or with nobody there any more."""


FaceName = Literal["lines", "app", "bare"]
"""Plain lines, the Textual app, or a face that shows nothing and asks the flow itself."""


class Visit(NamedTuple):
    """One time at the machine: after `gap` seconds in which the clock may be moved, until it is left or lost."""

    gap: float
    moved: float
    face: FaceName
    again: bool
    asked: bool
    edited: bool
    acts: tuple[Act, ...]
    ending: Ending


class Story(NamedTuple):
    """One person, one routine (a bundled one by its name), and some visits; `busy` machines look up seldom."""

    routine: str | Routine
    profile: Profile
    visits: tuple[Visit, ...]
    size: tuple[int, int]
    busy: bool


def whole(name: str, ending: Ending, face: FaceName = "lines") -> Story:
    """A bundled routine from its first second to its last."""
    visit = Visit(gap=0.0, moved=0.0, face=face, again=False, asked=False, edited=False, acts=(), ending=ending)
    return Story(routine=name, profile=Profile(), visits=(visit,), size=(80, 24), busy=True)


BUNDLED: Final = sorted(each.stem for each in bundled_routines().glob("*.toml"))


def keys() -> Draw[Act]:
    """Every key of the player, in either case too, and some that mean nothing."""
    names = [each for command in PLAYER for each in command.keys.split(",")]
    known = [SENT.get(name, name) for name in names if name in SENT or len(name) == 1]
    often = [" ", " ", " ", "n", "n", "N", "b", "+", "-", "x", "y", "y", "s", "o", "?"]
    return st.one_of(st.sampled_from(often), st.sampled_from(known), st.sampled_from(NONSENSE)).map(Key)


def acts(face: FaceName) -> Draw[Act]:
    """A user who mostly goes on, and often does not."""
    going: Draw[Act] = st.just(GoOn())
    waits: Draw[Act] = st.one_of(
        st.sampled_from(
            (0.3, 1.0, 2.9, 3.1, 4.9, 10.0, 61.0) if face != "app" else (0.3, 1.0, 2.9, 3.1, 4.9, 10.0)
        ).map(lambda seconds: Wait("for", seconds)),
        st.sampled_from((0.2, 0.5, 0.99, 1.0)).map(lambda part: Wait("part", part)),
    )
    faults: Draw[Act] = st.builds(
        Fault, st.sampled_from(("sleep", "set back", "stop")), st.sampled_from((2.5, 30.0, 1000.0, 4000.0, DAY))
    )
    return st.integers(0, 19).flatmap(lambda n: faults if n == 0 else going if n < 4 else waits if n < 9 else keys())


def visits(face: FaceName) -> Draw[Visit]:
    """One visit."""
    endings: tuple[Ending, ...] = ("crash", "leave", "gone", "crash", "leave", "gone", "finish")
    return st.builds(
        Visit,
        gap=st.sampled_from((0.0, 0.0, 30.0, 1801.0, 7200.0, 50_000.0, DAY, 2.1 * DAY)),
        moved=st.sampled_from((0.0,) * 8 + (3600.0, -3600.0, -2 * DAY, -60.0)),
        face=st.just(face),
        again=st.sampled_from((True, True, False)),
        asked=st.sampled_from((False, False, False, True)),
        edited=st.integers(0, 9).map(lambda number: number == 0),
        acts=st.lists(acts(face), min_size=6, max_size=12 if face == "app" else 24).map(tuple),
        ending=st.sampled_from(endings if face == "app" else endings[1:]),
    )


def stories(face: FaceName) -> Draw[Story]:
    """Bundled routines and random ones, half and half."""
    kinds = st.sampled_from((anything, holding, thermal, rubbing))
    short = kinds.flatmap(lambda kind: routines(kind, most=5)).filter(lambda made: size(made)[1] <= DAY / 8)
    return st.builds(
        Story,
        routine=st.one_of(st.sampled_from(BUNDLED), short),
        profile=st.one_of(st.just(Profile()), profiles()),
        visits=st.lists(visits(face), min_size=1, max_size=2 if face == "app" else 4).map(tuple),
        size=st.sampled_from(((80, 24), (80, 24), (40, 12), (140, 45))),
        busy=st.sampled_from((True, True, True, False)),
    )
