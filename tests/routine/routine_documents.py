"""Routines out of thin air: documents that are right, documents with faults, and TOML texts of both."""

import copy
import datetime as dt
import json
import math
import re
from typing import Any, Final

from hypothesis import strategies as st
from msgspec import inspect

from stretchplayer.caps.limits import LIMITS
from stretchplayer.catalog import moves
from stretchplayer.model.duration import Count, Held, Seconds, SpanRange, Tempo, length
from stretchplayer.model.figure import Figure
from stretchplayer.model.number_ranges import Labels
from stretchplayer.model.steps import KINDS, Loads, NotWith, Targets
from stretchplayer.routine.fields import (
    ANSWERS,
    ANY_KIND,
    DEFAULTS,
    GROUP,
    KEYS,
    LABEL,
    LOADS,
    OF_KIND,
    SOUND,
    TARGETS,
    TOP,
    TOP_KEYS,
    Field,
    Fields,
)
from stretchplayer.routine.moves import MOVED

Document = dict[str, Any]

WORDS: Final = sorted({*TARGETS, *LOADS, *KINDS, *LIMITS, "each", "left", "ballistic", "30s", "1:30", "hands"})
KEY_WORDS: Final = sorted({*ANY_KIND, *TOP_KEYS, "repeat", "hodl", "file", "digest", "static", "a.b", "ü", "\x1b[31m"})
OWN_MOVES: Final = ("mine", "other", "ear-to-shoulder")

plain_text = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"), max_size=20)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.one_of(
    st.integers(-5, 100),
    st.integers(),
    st.just(10**30),
    st.just(-(10**400)),
    st.floats(),
    st.floats(0, 20_000),
)
times = st.sampled_from([dt.time(7, 30), dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 7, 30)])  # noqa: DTZ001 - TOML has times without a zone
scalars = st.one_of(st.booleans(), numbers, any_text, st.sampled_from(WORDS), times)
junk = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEY_WORDS) | any_text, inner, max_size=3)
    ),
    max_leaves=4,
)

_SPANS: Final = st.one_of(
    st.integers(1, 120), st.floats(0.5, 120), st.sampled_from(["90s", "1m30s", "1m 30s", "2m", "1:30", "1.5s"])
)

_RANGES: Final = st.sampled_from(["30-60s", "1-2 min", "30 s – 1 min", "10 to 20 seconds"])
_LEGS: Final = st.fixed_dictionaries({}, optional={"lift": st.integers(0, 90), "out": st.floats(0, 20)})
_ARMS: Final = st.fixed_dictionaries(
    {}, optional={"lift": st.integers(0, 160), "bend": st.integers(0, 120), "fist": st.floats(0, 1)}
) | st.fixed_dictionaries({"at": st.sampled_from(["chest", "hip", "left-hip", "other-shoulder"])})
_POSES: Final = st.fixed_dictionaries(
    {},
    optional={
        "curl": st.integers(-20, 40),
        "look": st.floats(-60, 60),
        "arms": _ARMS,
        "left_arm": _ARMS,
        "left_leg": _LEGS,
    },
)
right_figures: Final = st.fixed_dictionaries(
    {"start": _POSES, "end": _POSES},
    optional={
        "view": st.sampled_from(["front", "side", "back"]),
        "round": st.booleans(),
        "props": st.lists(
            st.fixed_dictionaries({"kind": st.sampled_from(["chair", "ball"])}, optional={"at": st.just("left-hip")}),
            max_size=2,
        ),
        "through": st.lists(_POSES, max_size=2),
    },
)


def right(field: Field) -> st.SearchStrategy[Any]:
    """Values that a field takes."""
    shape = field.shape
    match shape:
        case inspect.CustomType(cls=kind):
            return _right_custom(kind)
        case inspect.IntType():
            return st.integers(int(shape.ge or 0), min(int(shape.le or 0), 12))
        case inspect.FloatType():
            return st.integers(0, 40) | st.floats(0, 40)
        case inspect.LiteralType():
            return st.sampled_from(shape.values)
        case inspect.BoolType():
            return st.booleans()
        case inspect.StrType():
            return _texts(shape)
        case inspect.StructType(cls=kind) if kind is Figure:
            return right_figures
    raise NotImplementedError(shape)


def _right_custom(kind: type) -> st.SearchStrategy[Any]:
    if issubclass(kind, Count):
        return st.integers(1, 12) | st.sampled_from(["8-10", "8 to 10", "3–5"])
    if kind is Held:
        ramps = st.lists(_SPANS, min_size=1, max_size=4)
        return _SPANS | _RANGES | ramps | st.fixed_dictionaries({"left": _SPANS, "right": _SPANS})
    if kind is SpanRange:
        return _SPANS | _RANGES
    if kind is Tempo:
        return _SPANS | st.sampled_from(["2-0-5-0", "3 - 1 - 3", "1.5-0-1-2"])
    if issubclass(kind, Seconds):
        numbers = st.integers(1, int(min(kind.bounds.most, 120))) | st.floats(0.5, min(kind.bounds.most, 120))
        texts = _SPANS.filter(lambda text: isinstance(text, str) and length(text, Seconds) <= kind.bounds.most)
        return numbers | texts | st.just(0) if kind.bounds.or_zero else numbers | texts
    known: dict[type, st.SearchStrategy[str]] = {
        Targets: st.sampled_from(sorted(TARGETS)),
        Labels: _texts(LABEL),
        Loads: st.sampled_from(LOADS),
        NotWith: st.sampled_from(ANSWERS),
    }
    words = known[kind]
    return words | st.lists(words, min_size=1 if kind is Targets else 0, max_size=3)


def _texts(shape: inspect.StrType) -> st.SearchStrategy[str]:
    pattern = re.compile(shape.pattern or "")
    longest = shape.max_length or 0
    long = st.sampled_from(["x" * longest, "ü" * longest])
    return (plain_text | long).filter(lambda text: bool(pattern.search(text)) and len(text) >= (shape.min_length or 0))


def _keys(fields: Fields) -> st.SearchStrategy[Document]:
    """The required keys of a table, and some of the others."""
    needed = {key: right(field) for key, field in fields.items() if field.required}
    others = {key: right(field) for key, field in fields.items() if not field.required and key != "move"}
    return st.fixed_dictionaries(needed) | st.fixed_dictionaries(needed, optional=others)


# Made once: making a strategy costs more than drawing from it.
_STEPS: Final = {kind: _keys(fields) for kind, fields in OF_KIND.items()}
_PARTS: Final = {
    kind: st.fixed_dictionaries({}, optional={key: right(field) for key, field in fields.items() if key != "move"})
    for kind, fields in OF_KIND.items()
}
_TOP: Final = _keys(TOP)
_DEFAULTS: Final = _keys(DEFAULTS)
_SOUND: Final = _keys(SOUND)
_REPEAT: Final = right(GROUP["repeat"])
_GROUP: Final = st.fixed_dictionaries(
    {}, optional={key: right(field) for key, field in GROUP.items() if key not in {"repeat", "step"}}
)


@st.composite
def right_steps(draw: st.DrawFn) -> Document:
    """One step of any kind, its kind written out."""
    kind = draw(st.sampled_from(KINDS))
    step = draw(_STEPS[kind])
    if kind in MOVED:
        if draw(st.booleans()):
            for key in ("reps", "tempo", "hold"):
                step.pop(key, None)
            step["duration"] = draw(_SPANS)
        else:
            step.pop("duration", None)
            step["reps"] = draw(st.integers(1, 10))
            for key in ("tempo", "hold"):
                step.pop(key, None)
            step |= draw(st.sampled_from(_COUNTED))
    if isinstance(step.get("hold"), list):
        step.pop("reps", None)
    if isinstance(step.get("hold"), dict):
        step["sides"] = draw(st.sampled_from(("each", "alternate")))
    step.pop("instead", None)
    return {"kind": kind, **step}


_COUNTED: Final[list[Document]] = [{}, {"tempo": 3}, {"tempo": "4 s", "hold": "2-3 s"}, {"tempo": "2-0-5-0"}]


@st.composite
def right_groups(draw: st.DrawFn, depth: int) -> Document:
    """A group with steps or groups in it."""
    inner = right_steps() if depth == 0 else st.one_of(right_steps(), right_groups(depth - 1))
    group: Document = {"step": draw(st.lists(inner, min_size=1, max_size=2))}
    if draw(st.booleans()):
        group["repeat"] = draw(_REPEAT)
    return group | draw(_GROUP)


@st.composite
def moved_steps(draw: st.DrawFn) -> Document:
    """A step that names a move, of the file or of the catalogue, or no move at all."""
    name = draw(st.sampled_from([*OWN_MOVES, *sorted(moves())[:8], "no-such-move"]))
    step: Document = {"move": name}
    if draw(st.booleans()):
        kind = draw(st.sampled_from(KINDS))
        step |= draw(_PARTS[kind])
        if draw(st.booleans()):
            step["kind"] = kind
    return step


@st.composite
def right_documents(draw: st.DrawFn, *, moved: bool = False) -> Document:
    """A whole routine in order; with `moved`, one whose moves may not fit."""
    steps = st.one_of(right_steps(), right_groups(2), *([moved_steps()] if moved else []))
    document = {"format": 1, **draw(_TOP)}
    if draw(st.booleans()):
        document["defaults"] = draw(_DEFAULTS)
    if draw(st.booleans()):
        document["sound"] = draw(_SOUND)
        for cue, name in document["sound"].items():
            if cue not in {"voice", "cues", "halfway", "volume"} and re.match(r"[/\\~]|[a-zA-Z]+:|.*\.\.", name):
                document["sound"][cue] = "bell.wav"
    if draw(st.booleans()):
        document["limits"] = draw(_limits())
    if moved and draw(st.booleans()):
        own = st.one_of(right_steps(), moved_steps().map(lambda step: {k: v for k, v in step.items() if k != "move"}))
        document["move"] = draw(st.dictionaries(st.sampled_from(OWN_MOVES), own, max_size=2))
    document["step"] = draw(st.lists(steps, min_size=1, max_size=3))
    return document


@st.composite
def _limits(draw: st.DrawFn) -> Document:
    table: Document = {}
    for name in draw(st.lists(st.sampled_from(sorted(LIMITS)), max_size=3, unique=True)):
        cap = LIMITS[name].cap if LIMITS[name].capped else 4.0
        value = cap * (2 if LIMITS[name].least else 0.5)
        head, _, tail = name.partition(".")
        if tail and draw(st.booleans()):
            table.setdefault(head, {})[tail] = value
        else:
            table[name] = value
    return table


@st.composite
def faulty_documents(draw: st.DrawFn) -> Document:
    """A routine with a few things changed anywhere in it; by luck, it may still be in order."""
    document = copy.deepcopy(draw(right_documents(moved=True)))
    for _ in range(draw(st.integers(1, 3))):
        _spoil(draw, document)
    return document


def _spoil(draw: st.DrawFn, document: Document) -> None:
    places: list[dict[str, Any] | list[Any]] = []
    _containers(document, places)
    place: Any = draw(st.sampled_from(places))
    if isinstance(place, list):
        changed: bool = draw(st.booleans())
        if place and changed:
            place[draw(st.integers(0, len(place) - 1))] = draw(junk)
        else:
            place.append(draw(junk))
        return
    known = sorted(place) or KEY_WORDS
    spoilers = [
        lambda: place.pop(draw(st.sampled_from(known)), None),
        lambda: place.update({draw(st.sampled_from(known)): draw(junk)}),
        lambda: place.update({draw(st.sampled_from(KEY_WORDS) | any_text): draw(junk)}),
        lambda: place.update(kind=draw(st.sampled_from(KINDS))),
        lambda: place.update({draw(st.sampled_from(sorted(KEYS["massage"]))): draw(st.sampled_from(WORDS))}),
        lambda: place.update(step=[draw(right_groups(2))]),
    ]
    draw(st.sampled_from(spoilers))()


def _containers(value: Any, found: list[dict[str, Any] | list[Any]]) -> None:
    if isinstance(value, dict | list):
        found.append(value)
        for inner in value.values() if isinstance(value, dict) else value:
            _containers(inner, found)


def toml(value: Any) -> str:
    """A value as TOML writes it inside a line."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case float():
            return "nan" if math.isnan(value) else "-inf" if value == -math.inf else str(value)
        case int():
            return str(value) if abs(value) < 10**300 else f"{'-' if value < 0 else ''}{'9' * 400}"
        case dict():
            return f"{{{', '.join(f'{toml(key)} = {toml(inner)}' for key, inner in value.items())}}}"
        case list():
            return f"[{', '.join(map(toml, value))}]"
        case _:
            return str(value.isoformat())


def lines(document: Document) -> str:
    """A document as people write it: tables and steps under headers of their own."""
    return "".join(_table(document, ()))


def _table(table: Document, path: tuple[str, ...]) -> list[str]:
    plain = {key: value for key, value in table.items() if not _is_headed(value)}
    found = [f"{_key(key)} = {toml(value)}\n" for key, value in plain.items()]
    for key, value in table.items():
        if key in plain:
            continue
        header = (*path, key)
        name = ".".join(_key(part) for part in header)
        if isinstance(value, dict):
            found += [f"\n[{name}]\n", *_table(value, header)]
        else:
            for item in value:
                found += [f"\n[[{name}]] # a step\n", *_table(item, header)]
    return found


def _is_headed(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, dict) for item in value)
    return isinstance(value, dict)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else toml(key)
