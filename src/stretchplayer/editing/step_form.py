"""A step as a form: its fields, what they hold, what is usual and what is never passed; and what is typed there."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import tomli
from msgspec import NODEFAULT, Struct, inspect, structs

from stretchplayer.caps.limits import bound, usual
from stretchplayer.catalog import keys_named, target_name
from stretchplayer.editing.key_edits import EditRefused, Values, literal
from stretchplayer.editing.keys import Sort, choices_of, limit_of, said, step_order
from stretchplayer.editing.outline import Outline, moves_in, tables_of
from stretchplayer.editing.step_values import in_force, kind_of, text_of
from stretchplayer.editing.toml_text import remarks_in
from stretchplayer.model.muscles import GROUP_OF, GROUPS
from stretchplayer.model.number_ranges import Labels
from stretchplayer.model.steps import KINDS, Loads, NotWith, Targets
from stretchplayer.routine.fields import DEFAULTS, GROUP, OF_KIND, TARGETS, TOP, Field, Fields
from stretchplayer.routine.moves import Moves, is_moved, several
from stretchplayer.translation import SOURCE, gettext, language, pgettext, to_translate_in

_LABELS: Final[Mapping[str, str]] = {
    "hold": to_translate_in("field", "Hold, seconds"),
    "reps": to_translate_in("field", "Repetitions"),
    "duration": to_translate_in("field", "Duration"),
    "tempo": to_translate_in("field", "Seconds each"),
    "contract": to_translate_in("field", "Push, seconds"),
    "effort": to_translate_in("field", "Effort, %"),
    "sets": to_translate_in("field", "Sets"),
    "rest": to_translate_in("field", "Rest between"),
    "release": to_translate_in("field", "Let go between"),
    "sides": to_translate_in("field", "Sides"),
    "first": to_translate_in("field", "First side"),
    "repeat": to_translate_in("field", "Rounds"),
    "how": to_translate_in("field", "How"),
    "caution": to_translate_in("field", "Take care"),
    "say": to_translate_in("field", "Spoken name"),
    "short": to_translate_in("field", "In the short form"),
    "until": to_translate_in("field", "Ends by"),
    "prepare": to_translate_in("field", "Get ready"),
    "not_with": to_translate_in("field", "Not with"),
    "using": to_translate_in("field", "With what"),
    "needs": to_translate_in("field", "At hand"),
    "hold_out": to_translate_in("field", "Breath held"),
    "inhale": to_translate_in("field", "Breathe in"),
    "exhale": to_translate_in("field", "Breathe out"),
    "target": to_translate_in("field", "Muscles"),
    "routine": to_translate_in("field", "Routine"),
    "move": to_translate_in("field", "Move"),
    "for": to_translate_in("field", "For"),
    "not_for": to_translate_in("field", "Not for"),
    "before": to_translate_in("field", "Before"),
    "during": to_translate_in("field", "During"),
    "title": to_translate_in("field", "Title"),
    "summary": to_translate_in("field", "Summary"),
    "tags": to_translate_in("field", "Tags"),
    "author": to_translate_in("field", "Author"),
    "source": to_translate_in("field", "Source"),
    "kind": to_translate_in("field", "Kind"),
    "name": to_translate_in("field", "Name"),
    "enabled": to_translate_in("field", "Enabled"),
    "topic": to_translate_in("field", "Topic"),
    "pressure": to_translate_in("field", "Pressure"),
    "spot": to_translate_in("field", "Spot"),
    "position": to_translate_in("field", "Position"),
    "temperature": to_translate_in("field", "Temperature"),
    "bath": to_translate_in("field", "Bath"),
    "discomfort": to_translate_in("field", "Discomfort"),
    "optional": to_translate_in("field", "Optional"),
    "instead": to_translate_in("field", "Instead"),
    "switch": to_translate_in("field", "Changing sides"),
}
_ABOUT: Final[Mapping[str, str]] = {
    "target": "The parts of the body that it is for, as in: calf, back of the thigh.",
    "sides": "Each: the full time on both sides, one after the other. Alternate: left and right in turn.",
    "first": "The side to begin with, where it is done on each side.",
    "enabled": "No leaves it out for now; it stays in the file.",
    "until": "Key: it ends when you press a key, and not by itself.",
    "move": "The move that it is; what is set here wins.",
}
"""What a field is, where what is said of the key is for those who write the file."""
_LEFT_OUT: Final = frozenset({"figure", "loads", "step", "optional", "source"})
_TABLES: Final[Mapping[str, Sort]] = {"group": "group", "defaults": "defaults"}
"""What has fields and is no step of a kind."""
_LISTS: Final = (Targets, Labels, NotWith, Loads)
_INTEGER: Final = re.compile(r"-?[0-9]{1,9}").fullmatch
_DECIMAL: Final = re.compile(r"-?[0-9]{1,9}[.,][0-9]{1,3}").fullmatch
_BY_SIDE: Final = re.compile(
    r"\W*(left|right)\W*([0-9.]+\s*\w*)[\s,;]+(?:and\s+)?(left|right)\W*([0-9.]+\s*\w*)\W*"
).fullmatch
_RAMP: Final = re.compile(r"\[?\s*[0-9.]+\s*(?:s|sec)?\s*(?:[,;]\s*[0-9.]+\s*(?:s|sec)?\s*)+\]?").fullmatch


class FormField(Struct, frozen=True, kw_only=True):
    """One field: the key in the file, its label, its value as people type it, and where that comes from.

    `given` is "step", "move", "defaults" or "" for what holds without any of them. `choices` are all that it may be,
    where there are few. `usual` and `most` say the range and the cap in words, `about` what the key is.
    """

    key: str
    label: str
    text: str
    given: str
    about: str = ""
    usual: str = ""
    most: str = ""
    choices: tuple[str, ...] = ()


def top_form(outline: Outline) -> tuple[FormField, ...]:
    """The fields of the routine itself: its title and what it says about itself, then what holds for all its steps."""
    top = tables_of(outline.text)
    found = []
    for key in ("title", "summary", "for", "not_for", "tags", "short", "before", "during", "author", "source"):
        text = text_of(top[key]) if key in top else ""
        about = said("top", "", TOP[key])
        found.append(FormField(key=key, label=top_label(key), text=text, given="step" if text else "", about=about))
    defaults = moves_in(outline.text).defaults
    for key in ("hold", "reps", "rest", "prepare", "switch", "tempo"):
        field = _field(key, DEFAULTS[key], defaults, {}, "defaults")
        found.append(
            structs.replace(
                field, key=f"{DEFAULT}{key}", label=pgettext("field", "All: {field}").format(field=label_within(key))
            )
        )
    return tuple(found)


DEFAULT: Final = "defaults."
"""Stands before the key of a field of `top_form` that is a key of `[defaults]`."""


def form(values: Values, moves: Moves) -> tuple[FormField, ...]:
    """The fields of a step, how much of it first, its words last."""
    kind = kind_of(values, moves)
    if kind == "routine":
        shown = {key: GROUP[key] for key in ("repeat", "rest", "name", "short", "enabled") if key in GROUP}
        return (_plain("routine", values), *(_field(key, field, values, {}, "group") for key, field in shown.items()))
    fields: Fields = GROUP if kind == "group" else OF_KIND.get(kind, {})
    given = in_force(values, moves)
    order = _order(kind)
    keys = [key for key in sorted(fields, key=order.index) if key not in _LEFT_OUT and key != "move"]
    if is_moved(kind):
        first = ("duration",) if "duration" in given and "reps" not in given else ("reps", "tempo")
        keys.sort(key=lambda key: (key not in first, order.index(key)))
    found = [_field(key, fields[key], values, given, kind) for key in keys]
    if kind == "group":
        return tuple(found)
    return (*found, _plain("move", values)) if "move" in values else (_plain("kind", values, KINDS), *found)


def _order(kind: str) -> tuple[str, ...]:
    """Numbers first, words last: those stand last in a file as well."""
    first = ("repeat", "hold", "reps", "duration", "tempo", "contract", "sets", "rest", "sides", "first", "effort")
    return (*first, *(key for key in step_order(kind) if key not in first))


def _plain(key: str, values: Values, choices: Sequence[str] = ()) -> FormField:
    text = text_of(values[key]) if key in values else ""
    return FormField(key=key, label=label(key), text=text, given="step" if text else "", choices=tuple(choices))


_TOP_LABELS: Final = {"short": to_translate_in("field", "Short form, at most")}
"""What fields of the routine are called where those of steps are called otherwise."""


def label(key: str) -> str:
    """What a field is called."""
    found = _LABELS.get(key)
    return key.replace("_", " ").capitalize() if found is None else pgettext("field", found)


def label_within(key: str) -> str:
    """The same within a sentence."""
    return within(label(key))


def within(said: str) -> str:
    """A label within a sentence; other languages than English keep its capital, which may be that of a noun."""
    return said.lower() if language() == SOURCE else said


def top_label(key: str) -> str:
    """What a field of the routine itself is called."""
    return pgettext("field", _TOP_LABELS[key]) if key in _TOP_LABELS else label(key)


def _field(key: str, field: Field, values: Values, given: Mapping[str, Any], kind: str) -> FormField:
    sort, kind = _TABLES.get(kind, "step"), "" if kind in _TABLES else kind
    if key in values:
        text, origin = _shown(key, values[key]), "step"
    elif key in given:
        text, origin = _shown(key, given[key]), "move" if "move" in values else "defaults"
    else:
        empty = field.default is NODEFAULT or field.default is None or field.default in ((), "")
        text, origin = "" if empty else text_of(field.default), ""
    choices = choices_of(key, field)
    limit = None if choices else limit_of(sort, kind, key, given.get("target"))
    return FormField(
        key=key,
        label=label(key),
        text=text,
        given=origin,
        about=_ABOUT.get(key) or said(sort, kind, field),
        usual=usual(limit) if limit else "",
        most=bound(limit) if limit and limit.capped else "",
        choices=choices,
    )


def _shown(key: str, value: object) -> str:
    """A value as people type it; muscles by their everyday names."""
    if key != "target":
        return text_of(value)
    return ", ".join(target_name(each) if each in TARGETS else text_of(each) for each in several(value))


def _muscle(said: str) -> list[str]:
    """The keys of what was typed for a muscle: a key, an everyday name of one, or another name of some."""
    said = said.casefold()
    if said in TARGETS:
        return [said]
    exact = next((key for key in (*GROUP_OF, *GROUPS) if target_name(key) == said), "")
    return [exact] if exact else [*keys_named(said)] or [said]


def typed(key: str, text: str, kind: str) -> object:
    """What is typed into a field as a value of TOML; None for nothing, which takes the key away."""
    text = text.strip()
    fields = GROUP if kind in ("group", "routine") else OF_KIND.get(kind, {})
    shape = fields[key].shape if key in fields else None
    if not text:
        return None
    if isinstance(shape, inspect.BoolType) and text.casefold() in ("yes", "no", "true", "false", "on", "off"):
        return text.casefold() in ("yes", "true", "on")
    if isinstance(shape, inspect.CustomType) and shape.cls in _LISTS:
        parts = [part.strip() for part in text.strip("[]").split(",") if part.strip()]
        if shape.cls is Targets:
            parts = [*dict.fromkeys(name for part in parts for name in _muscle(part))]
        return parts[0] if len(parts) == 1 else parts
    if isinstance(shape, inspect.StrType):
        return text
    if _INTEGER(text):
        return int(text)
    if _DECIMAL(text):
        return float(text.replace(",", "."))
    if key == "hold" and (sides := _BY_SIDE(text.casefold())) and sides[1] != sides[3]:
        return {sides[1]: _amount(sides[2]), sides[3]: _amount(sides[4])}
    if key == "hold" and _RAMP(text.casefold()):
        return [_amount(part) for part in re.findall(r"[0-9.]+", text)]
    return text


def _amount(text: str) -> object:
    text = text.strip()
    if _INTEGER(text):
        return int(text)
    return float(text) if _DECIMAL(text) else text


def shell_value(key: str, text: str, kind: str) -> object:
    """What a script gives for a key (`hold=30`): as typed into a field, or as TOML where it is written so.

    EditRefused for a value of TOML with a remark: what would be left of it is the value alone.
    """
    line = f"v = {text}"
    try:
        found = tomli.loads(line)
    except ValueError:
        return typed(key, text, kind)
    value: object = found["v"]
    if len(found) == 1 and remarks_in(line):
        message = gettext(
            "{key} gets a value without a remark: leave the # and what follows out, or put all of it in quotes if it "
            "is text; remarks are written in the text of the routine"
        ).format(key=key)
        raise EditRefused(message)
    if len(found) > 1:
        # A line break in it, and a key of its own behind that: all of it is text.
        return typed(key, text, kind)
    return typed(key, text, kind) if isinstance(value, str) and literal(value) != text else value
