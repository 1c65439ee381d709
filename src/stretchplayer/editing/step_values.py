"""What a step holds, with what its move and the file's defaults give it: its name, and how much it asks for."""

import re
from collections.abc import Mapping
from typing import Any, Final

from stretchplayer.catalog.translated import name
from stretchplayer.editing.key_edits import EditRefused, Values
from stretchplayer.editing.keys import LENGTH_KEYS, choices_of, limit_of
from stretchplayer.editing.outline import Outline, moves_in
from stretchplayer.model.duration import Span, length, spoken
from stretchplayer.routine.fields import OF_KIND, target_keys
from stretchplayer.routine.moves import Moves, fill, inherit, is_moved, name_for, several
from stretchplayer.translation import gettext, language, pgettext, to_translate_in

_COUNTS: Final = frozenset({"reps", "repeat", "sets"})
_LONGEST: Final = 600
"""Characters that a caution may have."""
_SIDES: Final[Mapping[str, str]] = {
    "each": to_translate_in("dose", "each"),
    "alternate": to_translate_in("dose", "in turn"),
    "left": to_translate_in("dose", "left"),
    "right": to_translate_in("dose", "right"),
}
_SECONDS: Final = 5
"""By how much one key changes a hold or a duration."""


def kind_of(values: Values, moves: Moves) -> str:
    """The kind of a step by its own keys and those of its move; "group", "routine", or "" where it has none."""
    if "routine" in values:
        return "routine"
    move = values.get("move")
    base = moves.keys_of(move) if isinstance(move, str) else None
    kind = values.get("kind") or (base or {}).get("kind")
    if isinstance(kind, str) and kind in OF_KIND:
        return kind
    return "group" if "repeat" in values or "step" in values else ""


def in_force(values: Values, moves: Moves) -> dict[str, Any]:
    """What holds for a step: its own keys, those of its move, and those of the file's `[defaults]`."""
    move = values.get("move")
    base = moves.keys_of(move) if isinstance(move, str) else None
    step: dict[str, Any] = dict(inherit(base, dict(values))) if base is not None else dict(values)
    if kind_of(values, moves) in OF_KIND:
        fill(step, dict(values), moves.defaults)
    return step


def moves_of(outline: Outline) -> Moves:
    """The moves that a step of a text can name, and the text's defaults, as far as they can be read."""
    return moves_in(outline.text)


def text_of(value: object) -> str:
    """A value as people type it: 20, "15, 20, 30", "left 45, right 30", yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {text_of(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(text_of, value))
    if isinstance(value, float):
        return f"{value:g}"
    return " ".join(str(value).split())


def more(values: Values, moves: Moves, by: int, key: str = "") -> Values:
    """The dose, or the value of a key, changed by `by` steps: of one where something is counted, of five seconds else.

    It stays above nothing, and below what is ever played. An empty result means that it can go no further.
    """
    kind, given = kind_of(values, moves), in_force(values, moves)
    if key not in given or not (key in _COUNTS or key in LENGTH_KEYS):
        key = next((each for each in _dose_keys(kind) if each in given), "")
    if not key:
        return {}
    if key in _COUNTS:
        changed = _shifted(given[key], by, 1, 1000)
    else:
        limit = limit_of("step", kind, key, given.get("target"))
        most = limit.cap if limit is not None and limit.capped and limit.unit == "s" and not limit.least else 4 * 3600
        long = _seconds(given[key]) >= 180  # noqa: PLR2004 - three minutes
        changed = _shifted(given[key], by * (60 if long else _SECONDS), _SECONDS, most)
    return {} if changed == given[key] or changed is None else {key: changed}


def agreeing(changes: Values, own: Values, kind: str) -> Values:
    """Changes with what has to go for them: movement is for a time or counted, and not both."""
    counted = [key for key in ("reps", "tempo", "hold") if key in own]
    if not is_moved(kind):
        return changes
    if changes.get("duration") is not None:
        return {**dict.fromkeys(counted), **changes}
    if any(changes.get(key) is not None for key in ("reps", "tempo", "hold")) and "duration" in own:
        return {"duration": None, **changes}
    return changes


def carried(own: Values, kind: str, other: str) -> Values:
    """What stays of a step's own dose when another move of the kind `other` takes its place; the rest goes."""
    if kind == other:
        return {}
    gone: dict[str, Any] = {key: None for key in own if key not in ("enabled", "until", "prepare", "move")}
    length_of = next((own[key] for key in ("hold", "duration") if isinstance(own.get(key), int | float | str)), None)
    if length_of is not None:
        holds = other in ("stretch", "contract-relax")
        gone["hold" if holds else "duration"] = length_of
    if "reps" in own and other in ("stretch", "contract-relax") and "hold" in gone:
        gone["reps"] = own["reps"]
    return gone


def of_the_person(own: Values, former: Values, other: Values) -> Values:
    """What stays of a step's own that is about its person when `other` takes the place of the move; None is what goes.

    One side stays one side. What one must take care of, and whom it is not for, is added to what the move says.
    """
    fields = OF_KIND.get(str(other.get("kind")), {})
    found: dict[str, Any] = {}
    if "sides" in own:
        one = own["sides"] in ("left", "right")
        stays = "sides" in fields and (one or "sides" in other)
        found["sides"] = own["sides"] if stays else None
    if "first" in own:
        sides = found.get("sides") or other.get("sides")
        found["first"] = own["first"] if "first" in fields and sides in ("each", "alternate") else None
    if isinstance(own.get("caution"), str):
        # What the former move said of itself was added here when it came.
        mine = own["caution"].removesuffix(str(former.get("caution") or "")).strip()
        usual = str(other.get("caution") or "")
        found["caution"] = f"{mine} {usual}".strip() if usual not in mine else mine
        if len(found["caution"]) > _LONGEST:
            message = gettext("its own caution is too long to stand beside that of the other move: shorten it first")
            raise EditRefused(message)
    if "not_with" in own:
        found["not_with"] = [*dict.fromkeys((*several(own["not_with"]), *several(other.get("not_with"))))]
    return found


def _dose_keys(kind: str) -> tuple[str, ...]:
    if is_moved(kind):
        return ("reps", "duration")
    return {"group": ("repeat",), "routine": ("repeat",)}.get(kind, ("hold", "duration"))


def _seconds(value: object) -> float:
    try:
        return float(length(value, Span))
    except (TypeError, ValueError):
        return 0.0


def _shifted(value: object, by: int, least: float, most: float) -> object:
    """A number, or each number of a range, a list or a table, changed by `by`, in the form it has."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return type(value)(min(max(value + by, min(value, least)), max(value, most)))
    if isinstance(value, list | tuple):
        return [_shifted(each, by, least, most) for each in value]
    if isinstance(value, Mapping):
        return {key: _shifted(each, by, least, most) for key, each in value.items()}
    if not isinstance(value, str):
        return None
    try:
        seconds = int(length(value, Span))
    except ValueError:
        # A range: both ends, in the units that they are written in.
        parts = re.split(r"([0-9]+)", value)
        numbers = [str(_shifted(int(part), by, least, most)) if part.isdecimal() else part for part in parts]
        return "".join(numbers) if len(parts) == 5 else None  # noqa: PLR2004 - two numbers
    return _short(_shifted(seconds, by, least, most))


def _short(seconds: object) -> str:
    """Seconds as a file writes them: 45 s, 2 min, 1 min 30 s."""
    minutes, rest = divmod(int(str(seconds)), 60)
    return f"{minutes}m{f'{rest}s' if rest else ''}" if minutes else f"{rest}s"


def muscles_in(outline: Outline, moves: Moves) -> frozenset[str]:
    """The keys of the muscles that the steps of a text are for."""
    targets = (several(in_force(block.values, moves).get("target")) for block in outline.flat())
    return frozenset(key for names in targets for name in names for key in target_keys(name))


def next_side(values: Values, moves: Moves) -> Values:
    """The sides that come after those that a step has now; empty where it has none."""
    kind, given = kind_of(values, moves), in_force(values, moves)
    fields = OF_KIND.get(kind, {})
    if "sides" not in fields:
        return {}
    choices = choices_of("sides", fields["sides"])
    now = given.get("sides", "both")
    after = choices[(choices.index(now) + 1) % len(choices)] if now in choices else choices[0]
    bare = in_force({key: value for key, value in values.items() if key != "sides"}, moves)
    return {"sides": None if bare.get("sides", "both") == after else after}


def title(values: Values, moves: Moves) -> str:
    """What a step is called: by its own name, its move's, or what it does."""
    given = in_force(values, moves)
    kind = kind_of(values, moves)
    if kind == "routine":
        return gettext("Routine: {name}").format(name=text_of(values["routine"]))
    if isinstance(given.get("name"), str):
        return name(" ".join(given["name"].split()))
    if kind == "group":
        return pgettext("field", "Rounds")
    if "move" in values and not kind:
        return text_of(values["move"])
    made = name_for(given, language()) if kind and isinstance(given.get("target", ""), str | list) else None
    return made or kind or "…"


def dose(values: Values, moves: Moves) -> str:
    """How much a step asks for, as short as that can be said: "20 s ×2 each", "10 reps", "3 rounds"."""
    kind, given = kind_of(values, moves), in_force(values, moves)
    if values.get("enabled") is False:
        return pgettext("dose", "off")
    if kind in ("group", "routine"):
        rounds = given.get("repeat", 1)
        return pgettext("dose", "{count} rounds").format(count=text_of(rounds)) if rounds != 1 else ""
    parts = []
    if is_moved(kind) and "reps" in given:
        parts.append(pgettext("dose", "{count} reps").format(count=text_of(given["reps"])))
    elif (amount := given.get("hold" if kind in ("stretch", "contract-relax") else "duration")) is not None:
        parts.append(_with_unit(amount))
    times = given.get("reps" if kind in ("stretch", "contract-relax") else "sets", 1)
    if times != 1 and not isinstance(given.get("hold"), list):
        parts.append(f"×{text_of(times)}")
    sides = given.get("sides", "both")
    if sides != "both":
        parts.append(pgettext("dose", _SIDES[str(sides)]) if str(sides) in _SIDES else str(sides))
    return " ".join(parts)


def _with_unit(amount: object) -> str:
    if isinstance(amount, int | float) and not isinstance(amount, bool):
        return spoken(float(amount))
    try:
        return spoken(float(length(amount, Span)))
    except (TypeError, ValueError):
        # A range, a list, or what cannot be read yet: as it is written.
        text = text_of(amount)
        return text if re.search(r"[a-z]", text) else f"{text} s"


def said(values: Values) -> str:
    """New values in words, for what undo is called: "hold 25"."""
    usual = pgettext("value", "as usual")
    return ", ".join(f"{key} {usual if value is None else text_of(value)}" for key, value in values.items())
