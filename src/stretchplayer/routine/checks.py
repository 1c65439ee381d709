"""Finds every fault of a document, key by key, from its first key to the last step."""

from collections.abc import Collection, Mapping
from typing import Final, cast

from msgspec import inspect

from stretchplayer.model.number_ranges import Name
from stretchplayer.model.routine import FORMAT, MAX_SEGMENTS
from stretchplayer.model.steps import DEEPEST, KINDS
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Faults, Path, explain, fits, text_faults
from stretchplayer.routine.fields import (
    ANY_KIND,
    DEFAULTS,
    GROUP,
    KEYS,
    OF_KIND,
    SOUND,
    TOP,
    TOP_KEYS,
    Field,
    Fields,
    kinds_with,
)
from stretchplayer.routine.figure_checks import sound_file_faults
from stretchplayer.routine.held import odd_text
from stretchplayer.routine.key_checks import (
    defaults_warnings,
    dose_faults,
    explain_kind,
    form_warnings,
    is_kind,
    read_limits,
    unknown_group_key,
    unknown_key,
    unknown_step_key,
    unknown_top_key,
)
from stretchplayer.routine.moves import INCLUDE_KEYS, Include, Moves, NotIncluded, Table, alone, fill, inherit


def step_faults(steps: object, path: Path, moves: Moves, faults: Faults, inside: str = "") -> None:
    """Note every fault of a list of steps; `inside` is the number of the group around it: `3.` for the third step."""
    if not isinstance(steps, list):
        brackets = "[[step.step]]" if inside else "[[step]]"
        header = (brackets,) if isinstance(steps, dict) else ()
        what = "one table" if isinstance(steps, dict) else f"{quoting.value(steps)}"
        faults.value(path, f"step: not a list of steps but {what} (write {brackets}, with two brackets)", header)
        return
    if not steps:
        faults.value(path, f"step: an empty list: {'a group' if inside else 'a routine'} needs at least one step")
    outer = faults.step
    for index, step in enumerate(steps):
        if faults.steps > MAX_SEGMENTS:
            # Every step takes at least one segment, so the rest need not be checked.
            break
        faults.step = f"{inside}{index + 1}"
        here = (*path, index)
        if not isinstance(step, dict):
            faults.value(here, f"step: not a step: {quoting.value(step)} (write [[step]])")
        elif "routine" in step and not {"kind", "move", "step"} & step.keys():
            _included(step, here, moves, faults)
        elif "step" in step or ("repeat" in step and "kind" not in step and "move" not in step):
            _group(step, here, moves, faults)
        else:
            faults.steps += 1
            if not _too_many(faults):
                _step(step, here, moves, faults)
    faults.step = outer


def _too_many(faults: Faults) -> bool:
    """Note it where there are more steps than a routine can have."""
    if faults.steps <= MAX_SEGMENTS:
        return False
    faults.file(
        f"more than {MAX_SEGMENTS:,} steps: a routine has at most {MAX_SEGMENTS:,} parts (each hold, side and rest)",
        "step",
    )
    return True


def _group(group: Table, path: Path, moves: Moves, faults: Faults) -> None:
    number = str(faults.step)
    if number.count(".") >= DEEPEST:
        faults.table(path, f"step: groups nest at most {DEEPEST} deep")
        return
    _group_keys(group, path, GROUP.keys(), faults)
    if "step" in group:
        step_faults(group["step"], (*path, "step"), moves, faults, f"{number}.")
    else:
        faults.missing(path, "step", "missing key `step`: a group needs the steps that it repeats, as [[step.step]]")


def _group_keys(group: Table, path: Path, known: Collection[str], faults: Faults) -> None:
    for key, value in group.items():
        if key not in known:
            unknown_group_key((*path, key), known, faults)
        elif key in GROUP and key != "step":
            explain(value, GROUP[key], (*path, key), faults)


def _included(step: Table, path: Path, moves: Moves, faults: Faults) -> None:
    """Note what is wrong with a step that is another routine."""
    _group_keys(step, path, INCLUDE_KEYS, faults)
    try:
        included = moves.include(step["routine"])
    except NotIncluded as error:
        faults.value((*path, "routine"), f"routine: {error}")
    else:
        faults.steps += included.segments
        _too_many(faults)


def _step(own: Table, path: Path, moves: Moves, faults: Faults) -> None:
    name = own.get("move")
    base = moves.keys_of(name) if isinstance(name, str) else None
    merged = inherit(base, own) if base is not None else dict(own)
    fill(merged, own, moves.defaults)
    kind = merged.get("kind")
    known_kind = str(kind) if is_kind(kind) else None
    if "kind" in own and known_kind is None:
        explain_kind(kind, (*path, "kind"), faults)
    elif "kind" not in merged and (base is not None or "move" not in own):
        needs = "or the name of a `move`" if base is None else f"because the move {quoting.key(str(name))} has none"
        faults.missing(path, "kind", f"missing key `kind`: one of {', '.join(KINDS)}; {needs}")
    if isinstance(name, str) and base is None and explain(name, OF_KIND["rest"]["move"], (*path, "move"), faults):
        _unknown_move(name, own.get("kind"), (*path, "move"), moves, faults)
    known = KEYS[known_kind] if known_kind else ANY_KIND
    for key, value in own.items():
        if key not in known:
            unknown_step_key((*path, key), known_kind, known, faults)
        elif key != "kind" and not (key == "move" and isinstance(name, str)):
            explain_step_value(value, key, known_kind, (*path, key), faults)
    if known_kind is not None:
        _inherited(own, merged, known_kind, moves, faults)
        if base is not None or "move" not in own:
            _missing(merged, known_kind, base, path, faults)
            dose_faults(merged, _sources(own, merged, path, moves), path, faults)
        _instead(own, path, moves, faults)
        form_warnings(merged, own, base, path, faults)


def _instead(own: Table, path: Path, moves: Moves, faults: Faults) -> None:
    names = own.get("instead", ())
    for number, name in enumerate(names if isinstance(names, list) else (names,)):
        if isinstance(name, str) and moves.keys_of(name) is None:
            where: Path = ("instead", number) if isinstance(names, list) else ("instead",)
            _unknown_move(name, None, (*path, *where), moves, faults, "instead")


def _unknown_move(name: str, kind: object, path: Path, moves: Moves, faults: Faults, key: str = "move") -> None:
    if faults.full:
        faults.skip()
        return
    # Imported here: a sound file needs no suggestions.
    from stretchplayer.routine.suggestions import move_hint, moves_meant

    hint = move_hint(name, kind, moves, faults.spelling)
    write = tuple(map(quoting.text, moves_meant(name, kind, moves, faults.rewriting)))
    faults.value(path, f"{key}: unknown move {quoting.key(name)}{hint}", write)


def explain_step_value(value: object, key: str, kind: str | None, path: Path, faults: Faults) -> bool:
    """Note every fault of one value; if the kind is not known, it must fit one of the kinds with that key."""
    if kind is not None:
        return explain(value, OF_KIND[kind][key], path, faults)
    fields: list[Field] = [OF_KIND[each][key] for each in kinds_with(key)]
    return any(fits(value, field) for field in fields) or explain(value, fields[0], path, faults)


def _inherited(own: Table, merged: Table, kind: str, moves: Moves, faults: Faults) -> None:
    """Note faults of what a move of this file gives to a step of this kind; moves of the catalogue have none."""
    name = str(own.get("move"))
    for key, value in merged.items():
        if key in own or key not in OF_KIND[kind] or not moves.has_own(name, key):
            continue
        if key == "figure" or (name, key, kind) in faults.inherited:
            continue
        faults.inherited.add((name, key, kind))
        # A value that fits no kind at all was noted at the move itself.
        if any(fits(value, OF_KIND[each][key]) for each in kinds_with(key)):
            explain(value, OF_KIND[kind][key], ("move", name, key), faults)


def _missing(merged: Table, kind: str, base: Table | None, path: Path, faults: Faults) -> None:
    for key, field in OF_KIND[kind].items():
        if field.required and key not in merged:
            tail = ", and its move does not give it" if base is not None else ""
            faults.missing(path, key, f"missing key `{key}`: {quoting.article(kind)} {kind} step needs it{tail}")


def _sources(own: Table, merged: Table, path: Path, moves: Moves) -> dict[str, Path]:
    """Where each key of a step was written: in the step, in a move of this file, or else at the step itself."""
    name = str(own.get("move"))
    return {
        key: (*path, key) if key in own else ("move", name, key) if moves.has_own(name, key) else path for key in merged
    }


MOST_MOVES: Final = 200
"""The most moves that one file may define."""
_NAME: Final = cast("inspect.StrType", inspect.type_info(Name))


def move_faults(table: object, moves: Moves, faults: Faults) -> None:
    """Note every fault of what a file has under `[move]`."""
    if not isinstance(table, dict):
        faults.value(("move",), f"move: not a table: {quoting.value(table)} (write your own moves as [move.NAME])")
        return
    if len(table) > MOST_MOVES:
        faults.value(("move",), f"move: {len(table):,} moves of its own, at most {MOST_MOVES} are allowed")
        return
    for name, own in table.items():
        path = ("move", name)
        for message in text_faults(name, _NAME):
            faults.key(path, f"the name of a move: {message}")
        if isinstance(own, dict):
            _move(own, path, moves.keys_of(name), faults)
        else:
            faults.key(path, f"move: not a table of keys: {quoting.value(own)} (write [move.NAME])")


def _move(own: Table, path: Path, merged: Table | None, faults: Faults) -> None:
    kind = (merged or own).get("kind")
    known_kind = str(kind) if is_kind(kind) else None
    known = (KEYS[known_kind] if known_kind else ANY_KIND) - {"move"}
    for key, value in own.items():
        here = (*path, key)
        if key == "move":
            faults.key(here, "move: a move cannot name another move; write its keys out")
        elif key not in known:
            unknown_step_key(here, known_kind, known, faults, owner="move")
        elif key != "kind":
            explain_step_value(value, key, known_kind, here, faults)
        elif known_kind is None:
            explain_kind(value, here, faults)
    if known_kind is not None and "duration" in own:
        dose_faults({**own, "kind": known_kind}, {key: (*path, key) for key in own}, path, faults)


_NEEDED: Final[Mapping[str, str]] = {
    "title": "every routine needs one, at the top of the file",
    "step": "a routine needs at least one [[step]]",
}


def find_faults(document: Mapping[str, object], include: Include = alone) -> Faults:
    """Every fault of a parsed file; `include` finds the routines that it names."""
    faults = Faults()
    if not _format_faults(document, faults):
        return faults
    for key, message in _NEEDED.items():
        if key not in document:
            faults.file(f"missing key `{key}`: {message}", key)
    for key, message in odd_text("title", document.get("title")):
        faults.warning((key,), message)
    moves = Moves(document.get("move"), document.get("defaults"), include)
    for key, value in document.items():
        if key in TOP:
            explain(value, TOP[key], (key,), faults)
        elif key in TOP_KEYS:
            _structure(key, value, moves, faults)
        else:
            unknown_top_key((key,), faults)
    return faults


def _structure(key: str, value: object, moves: Moves, faults: Faults) -> None:
    match key:
        case "defaults":
            _table("defaults", value, DEFAULTS, faults)
            defaults_warnings(value, faults)
        case "sound":
            _table("sound", value, SOUND, faults)
            sound_file_faults(value, faults)
        case "limits":
            read_limits(value, faults)
        case "move":
            move_faults(value, moves, faults)
        case "step":
            step_faults(value, ("step",), moves, faults)


def _format_faults(document: Mapping[str, object], faults: Faults) -> bool:
    """Whether the rest of the file can be checked: another format has other rules."""
    if "format" not in document:
        faults.file(f"missing key `format`: write format = {FORMAT} at the top of the file", "format")
        return True
    written = document["format"]
    if isinstance(written, bool) or not isinstance(written, int):
        message = f"format: not a whole number: {quoting.value(written)} (write format = {FORMAT})"
        faults.value(("format",), message, (str(FORMAT),))
        return True
    if written == FORMAT:
        return True
    faults.value(
        ("format",), f"format: this file says format {quoting.value(written)}; this program reads format {FORMAT}"
    )
    return False


def _table(name: str, value: object, fields: Fields, faults: Faults) -> None:
    if not isinstance(value, dict):
        faults.value((name,), f"{name}: not a table: {quoting.value(value)} (write [{name}])")
        return
    for key, inner in value.items():
        if key in fields:
            explain(inner, fields[key], (name, key), faults)
        else:
            unknown_key((name, key), fields, f"[{name}]", faults)
