"""What each key of a routine is: where it stands, how its value is written, what is usual, and which limits bind it."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Final, Literal, get_args

from msgspec import NODEFAULT, inspect

from stretchplayer.caps.limits import ALL_LIMITS, Limit, bound, usual
from stretchplayer.model.duration import Count, Held, Seconds, SpanRange, Tempo, builtins
from stretchplayer.model.muscles import GROUP_OF
from stretchplayer.model.number_ranges import Labels
from stretchplayer.model.routine import FORMAT, FORMAT_KEY
from stretchplayer.model.steps import DISCOMFORT, FIGURE, HEAT_SOURCES, IN_TURN, STEP_TYPES, Loads, NotWith, Targets
from stretchplayer.routine import quoting
from stretchplayer.routine.fields import ANSWERS, DEFAULTS, GROUP, LOADS, OF_KIND, TOP, Field, target_keys
from stretchplayer.routine.value_schemas import value
from stretchplayer.text import capitalised

Sort = Literal[
    "top", "step", "group", "include", "move", "defaults", "sound", "limits", "figure", "pose", "limb", "prop", "other"
]
"""What a table of a routine is."""
TABLES: Final = ("defaults", "sound", "limits")
TOP_ORDER: Final = ("format", *TOP, *TABLES, "move", "step")
_FIRST: Final = (
    *("routine", "move", "kind", "name", "topic", "target", "sides", "first", "position", "using"),
    *("repeat", "prepare"),
)
"""What says which step it is, and for what."""
_LAST: Final = (
    *(
        "until",
        "optional",
        "short",
        "enabled",
        "needs",
        "loads",
        "not_with",
        "instead",
        "how",
        "caution",
        "say",
        "source",
    ),
    *("figure", "step"),
)
"""What stands below the numbers: how the step is played, and words."""


def _holds_length(annotation: object) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, Seconds)
    return any(map(_holds_length, get_args(annotation)))


LENGTH_KEYS: Final = frozenset(
    each.key
    for fields in (*OF_KIND.values(), GROUP, DEFAULTS)
    for each in fields.values()
    if _holds_length(each.annotation)
)
"""The keys of steps and of `[defaults]` that hold durations."""
_SAID: Final[Mapping[str, str]] = {
    "format": f"{FORMAT_KEY}: {FORMAT}.",
    "kind": "What sort of step it is; it decides which other keys there are.",
    "title": "What the routine is called.",
    "tags": "Words to find the routine by.",
    "author": "Who wrote the routine.",
    "before": '"sport": static stretching is kept shorter, as it comes right before sport.',
    "during": '"cramp": no warm-up is asked for, as a cramp is stretched at once.',
    "using": "What the step is done with.",
    "topic": "What the advice is about; the page on it can be read from there.",
    "sets": "Sets on each side.",
    "rest": "Seconds between two repetitions or sets.",
    "figure": FIGURE,
    "volume": "How loud the cues are, in per cent.",
    "source": "Where the routine and its doses come from.",
    "routine": "The name of another routine, which is played here.",
    "hold": "Length of one hold.",
    "discomfort": DISCOMFORT,
    "start": "The pose that the figure begins with.",
    "end": "The pose that the figure ends with.",
    "base": "The pose of the whole body that everything is said from.",
    "view": "From where it is seen.",
    "alt": "What can be seen, in words.",
    "props": "Things that the body uses.",
    "through": "Poses between the first and the last.",
}
_SAID_OF: Final[Mapping[tuple[str, str], str]] = {
    ("stretch", "reps"): "Holds on each side.",
    ("contract-relax", "reps"): "Cycles of a push and a stretch on each side.",
}
_CUE: Final = "A sound file beside the routine, played for this cue."
_LIMITS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("stretch", "hold"): ("static.hold", "neck.hold"),
    ("stretch", "reps"): ("static.reps",),
    ("stretch", "rest"): ("static.gap",),
    ("stretch", "discomfort"): ("static.discomfort",),
    ("contract-relax", "contract"): ("pnf.contract",),
    ("contract-relax", "hold"): ("static.hold", "neck.hold"),
    ("contract-relax", "reps"): ("pnf.cycles",),
    ("contract-relax", "effort"): ("pnf.effort",),
    ("contract-relax", "discomfort"): ("static.discomfort",),
    ("dynamic", "duration"): ("dynamic.session",),
    ("dynamic", "hold"): ("exercise.hold",),
    ("exercise", "duration"): ("exercise.time",),
    ("exercise", "hold"): ("exercise.hold",),
    ("massage", "duration"): ("massage.set",),
    ("massage", "sets"): ("massage.sets",),
    ("massage", "pressure"): ("massage.pressure",),
    ("massage", "spot"): ("massage.spot",),
    ("heat", "duration"): ("heat.time",),
    ("heat", "temperature"): ("heat.temperature", "bath.temperature"),
    ("cold", "duration"): ("cold.time", "cold.time.lean"),
    ("breathe", "hold"): ("breath.hold",),
    ("breathe", "hold_out"): ("breath.hold",),
    ("defaults", "hold"): ("static.hold",),
    ("defaults", "rest"): ("static.gap",),
}
_USUAL: Final[Mapping[tuple[str, str], str]] = {
    ("stretch", "hold"): "20",
    ("stretch", "rest"): "10",
    ("contract-relax", "contract"): "5",
    ("contract-relax", "hold"): "20",
    ("contract-relax", "reps"): "2",
    ("dynamic", "duration"): "30",
    ("exercise", "duration"): "60",
    ("massage", "duration"): "60",
    ("massage", "using"): '"hands"',
    ("heat", "duration"): '"15 min"',
    ("heat", "using"): '"heat pack"',
    ("cold", "duration"): '"10 min"',
    ("cold", "using"): '"ice pack"',
    ("breathe", "duration"): '"1 min"',
    ("rest", "duration"): "30",
    ("advice", "topic"): '"posture"',
    ("group", "repeat"): "2",
    ("defaults", "hold"): "20",
    ("defaults", "reps"): "2",
}
_USUAL_ANYWHERE: Final[Mapping[str, str]] = {"reps": "10", "sets": "2", "tempo": "3", "repeat": "2", "format": "1"}
_SIDES: Final[Mapping[str, str]] = {
    "both": "both sides at once",
    "each": "all of one side, then all of the other",
    "left": "the left side only",
    "right": "the right side only",
    "alternate": IN_TURN,
}
_CHOSEN: Final = frozenset({"sides", "first", "using", "topic", "position", "until"})
"""Keys whose words are few enough to choose from."""
_LENGTH: Final = 'seconds (20, 1.5) or text with a unit ("90s", "1m30s", "1:30")'

_LIST: Final = 'one text, or a list of them: ["…", "…"]'
_FORMS: Final[tuple[tuple[type, str], ...]] = (
    (Held, f'{_LENGTH}; "30-60s"; [15, 20, 30] for each repetition; {{ left = 45, right = 30 }}'),
    (SpanRange, f'{_LENGTH}; "30-60s"'),
    (Tempo, 'seconds, or phases "2-0-5-0": out, hold, back, hold'),
    (Seconds, _LENGTH),
    (Count, 'a whole number, or a range "8-10"'),
    *((kind, _LIST) for kind in (Labels, Loads, NotWith, Targets)),
)
"""The first that fits; the later ones are wider."""


@cache
def step_order(kind: str) -> tuple[str, ...]:
    """All keys that a step can have, in the order in which they stand in one of this kind; "" for an unknown one."""
    others = chain(OF_KIND.get(kind, {}), *OF_KIND.values(), GROUP)
    numbers = (key for key in dict.fromkeys(others) if key not in _FIRST and key not in _LAST)
    return (*_FIRST, *numbers, *_LAST)


def place_of(key: str, order: Sequence[str]) -> float:
    """Where a key stands among those of `order`; one that is not there, above what is below the numbers, or last."""
    if key in order:
        return order.index(key)
    below = next((each for each in (_LAST[0], "step") if each in order), None)
    return len(order) if below is None else order.index(below) - 0.5


def said(sort: Sort, kind: str, field: Field) -> str:
    """What a key is, in one sentence; "" where nothing is known beyond its name."""
    return _said(sort, kind, field.key, field)


@cache
def _said(sort: Sort, kind: str, key: str, field: Field) -> str:
    if (kind, key) in _SAID_OF:
        return _SAID_OF[kind, key]
    if key not in ("kind", "routine", "format") and sort not in ("figure", "pose", "limb", "prop"):
        described = value(field).get("description")
        if isinstance(described, str):
            return described
    if sort == "sound" and key not in ("volume", "voice", "cues", "halfway"):
        return _CUE
    found = next((part for part in getattr(field.annotation, "__metadata__", ()) if part.description), None)
    return found.description if found is not None else _SAID.get(key, "")


def form(field: Field) -> str:
    """How the value of a key is written; "" for texts and words, which need no explanation."""
    shape = field.shape
    if field.key == "kind":
        return ""
    if isinstance(shape, inspect.CustomType):
        return next((how for kind, how in _FORMS if issubclass(shape.cls, kind)), "")
    if isinstance(shape, inspect.BoolType):
        return "true or false"
    if isinstance(shape, inspect.IntType | inspect.FloatType) and shape.ge is not None and shape.le is not None:
        return f"a {'whole ' if isinstance(shape, inspect.IntType) else ''}number from {shape.ge:g} to {shape.le:g}"
    return ""


def words_of(kind: str, field: Field) -> tuple[tuple[str, str], ...]:
    """The words that a key takes, each with what it means; none where it takes others as well or no words."""
    if field.key == "kind":
        return tuple((each.kind, (each.__doc__ or "").strip()) for each in STEP_TYPES)
    if field.key == "using" and kind == "heat":
        return tuple((word, "a bath" if bath else "") for word, bath in HEAT_SOURCES.items())
    shape = field.shape
    if isinstance(shape, inspect.CustomType) and shape.cls in (Loads, NotWith):
        return tuple((word, "") for word in (LOADS if shape.cls is Loads else ANSWERS))
    if isinstance(shape, inspect.LiteralType):
        known = _SIDES if field.key in ("sides", "first") else {}
        return tuple((word, known.get(word, "")) for word in _in_order(field.annotation))
    return ()


def _in_order(annotation: object) -> list[str]:
    """The words of a Literal, in the order in which the model has them."""
    parts = get_args(annotation)
    return [word for part in parts for word in ([part] if isinstance(part, str) else _in_order(part))]


def usual_value(sort: Sort, kind: str, key: str) -> str:
    """What a key usually has, as TOML; "" where nothing is usual."""
    return _USUAL.get((kind or sort, key)) or _USUAL_ANYWHERE.get(key, "")


def default(field: Field) -> str:
    """What holds without the key, as TOML; "" where it is needed or nothing holds."""
    if field.default is NODEFAULT or field.default in (None, (), "") or field.required:
        return ""
    made = builtins(field.default)
    return quoting.text(made) if isinstance(made, str) else str(made).lower() if isinstance(made, bool) else f"{made}"


def choices_of(key: str, field: Field) -> tuple[str, ...]:
    """All that a key may be, where there are few; empty otherwise."""
    if isinstance(field.shape, inspect.BoolType):
        return ("yes", "no")
    return tuple(word for word, _ in words_of("", field)) if key in _CHOSEN else ()


def limits_of(sort: Sort, kind: str, key: str) -> tuple[Limit, ...]:
    """The limits that bind a key."""
    return tuple(ALL_LIMITS[name] for name in _LIMITS.get((kind or sort, key), ()))


def limit_of(sort: Sort, kind: str, key: str, target: object = None) -> Limit | None:
    """The limit that binds a key of one step, for the muscles that it is for: the neck has one of its own."""
    found = limits_of(sort, kind, key)
    names = target if isinstance(target, list | tuple) else [target]
    muscles = [muscle for name in names if isinstance(name, str) for muscle in target_keys(name)]
    of_neck = bool(muscles) and all(GROUP_OF.get(muscle) == "neck" for muscle in muscles)
    return next((each for each in found if each.id.startswith("neck.") == of_neck), found[0] if found else None)


def limit_lines(limit: Limit) -> str:
    """A limit in words: what is usual, what binds, its grade and its source."""
    range_ = usual(limit)
    parts = [f"usually {range_}" if range_ else "", bound(limit)]
    line = f"{capitalised(limit.what)}: {', '.join(part for part in parts if part)}. Grade {limit.grade}."
    return f"{line} Source: {limit.source}. [{limit.id}]"
