"""Every fault of the steps of a file, group by group, key by key."""

from typing import Final

from stretchplayer.model.routine import MAX_SEGMENTS
from stretchplayer.model.steps import DEEPEST, KINDS
from stretchplayer.routine import shown
from stretchplayer.routine.doses import dose_faults, form_warnings
from stretchplayer.routine.explain import explain, fits
from stretchplayer.routine.fault import Faults, Path
from stretchplayer.routine.fields import ANY_KIND, GROUP, KEYS, OF_KIND, Field, kinds_with
from stretchplayer.routine.keys import unknown_step_key
from stretchplayer.routine.kinds import explain_kind, is_kind
from stretchplayer.routine.moves import Moves, Table, inherit

_GROUP_KEYS: Final = frozenset(GROUP)


def step_faults(steps: object, path: Path, moves: Moves, faults: Faults, inside: str = "") -> None:
    """Note every fault of a list of steps; `inside` is the number of the group around it, `3.` for the third step."""
    if not isinstance(steps, list):
        brackets = "[[step.step]]" if inside else "[[step]]"
        what = "one table" if isinstance(steps, dict) else f"{shown.value(steps)}"
        faults.value(path, f"step: not a list of steps but {what} (write {brackets}, with two brackets)")
        return
    if not steps:
        faults.value(path, f"step: an empty list: {'a group' if inside else 'a routine'} needs at least one step")
    outer = faults.step
    for index, step in enumerate(steps):
        if faults.steps > MAX_SEGMENTS:
            # A step takes one segment at least, so the rest need not be looked at.
            break
        faults.step = f"{inside}{index + 1}"
        here = (*path, index)
        if not isinstance(step, dict):
            faults.value(here, f"step: not a step: {shown.value(step)} (write [[step]])")
        elif "step" in step or ("repeat" in step and "kind" not in step and "move" not in step):
            _group(step, here, moves, faults)
        else:
            faults.steps += 1
            if faults.steps > MAX_SEGMENTS:
                faults.file(
                    f"more than {MAX_SEGMENTS:,} steps: a routine has at most {MAX_SEGMENTS:,} segments", "step"
                )
            else:
                _step(step, here, moves, faults)
    faults.step = outer


def _group(group: Table, path: Path, moves: Moves, faults: Faults) -> None:
    number = str(faults.step)
    if number.count(".") >= DEEPEST:
        faults.table(path, f"step: groups nest at most {DEEPEST} deep")
        return
    for key, value in group.items():
        if key not in _GROUP_KEYS:
            faults.key((*path, key), f"unknown key {shown.key(key)}: a group has only `repeat`, `optional` and `step`")
        elif key != "step":
            explain(value, GROUP[key], (*path, key), faults)
    if "step" in group:
        step_faults(group["step"], (*path, "step"), moves, faults, f"{number}.")
    else:
        faults.missing(path, "step", "missing key `step`: a group needs the steps that it repeats, as [[step.step]]")


def _step(own: Table, path: Path, moves: Moves, faults: Faults) -> None:
    name = own.get("move")
    base = moves.keys_of(name) if isinstance(name, str) else None
    merged = inherit(base, own) if base is not None else own
    kind = merged.get("kind")
    known_kind = str(kind) if is_kind(kind) else None
    if "kind" in own and known_kind is None:
        explain_kind(kind, (*path, "kind"), faults)
    elif "kind" not in merged and (base is not None or "move" not in own):
        needs = "or the name of a `move`" if base is None else f"because the move {shown.key(str(name))} has none"
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
            if known_kind == "dynamic":
                dose_faults(merged, _sources(own, merged, path, moves), path, faults)
        form_warnings(merged, own, base, path, faults)


def _unknown_move(name: str, kind: object, path: Path, moves: Moves, faults: Faults) -> None:
    if faults.full:
        faults.skip()
        return
    # Imported here: a sound file needs no suggestions.
    from stretchplayer.routine.suggesting import move_hint

    faults.value(path, f"move: unknown move {shown.key(name)}{move_hint(name, kind, moves, faults.spelling)}")


def explain_step_value(value: object, key: str, kind: str | None, path: Path, faults: Faults) -> bool:
    """Note every fault of one value; if the kind is not known, it has to fit one of the kinds with that key."""
    if kind is not None:
        return explain(value, OF_KIND[kind][key], path, faults)
    fields: list[Field] = [OF_KIND[each][key] for each in kinds_with(key)]
    return any(fits(value, field) for field in fields) or explain(value, fields[0], path, faults)


def _inherited(own: Table, merged: Table, kind: str, moves: Moves, faults: Faults) -> None:
    """What a move of this file gives, read as this step's kind; the catalogue's moves are known to be right."""
    name = str(own.get("move"))
    for key, value in merged.items():
        if key in own or key not in OF_KIND[kind] or not moves.has_own(name, key):
            continue
        if key == "figure" or (name, key, kind) in faults.inherited:
            continue
        faults.inherited.add((name, key, kind))
        # What fits no kind at all has been noted at the move itself.
        if any(fits(value, OF_KIND[each][key]) for each in kinds_with(key)):
            explain(value, OF_KIND[kind][key], ("move", name, key), faults)


def _missing(merged: Table, kind: str, base: Table | None, path: Path, faults: Faults) -> None:
    for key, field in OF_KIND[kind].items():
        if field.required and key not in merged:
            tail = ", and its move does not give it" if base is not None else ""
            faults.missing(path, key, f"missing key `{key}`: {shown.article(kind)} {kind} step needs it{tail}")


def _sources(own: Table, merged: Table, path: Path, moves: Moves) -> dict[str, Path]:
    """Where each key of a step was written: in the step, in a move of this file, or else at the step itself."""
    name = str(own.get("move"))
    return {
        key: (*path, key) if key in own else ("move", name, key) if moves.has_own(name, key) else path for key in merged
    }
