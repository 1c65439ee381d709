"""Faults of keys that a table does not have."""

from collections.abc import Collection

from stretchplayer.routine import shown
from stretchplayer.routine.fault import Faults, Path
from stretchplayer.routine.fields import ANY_KIND, DEFAULTS, TOP_KEYS


def unknown_step_key(path: Path, kind: str | None, known: Collection[str], faults: Faults, owner: str = "step") -> None:
    """Note a key that a step, or a move, of that kind does not have."""
    if faults.full:
        faults.skip()
        return
    key = str(path[-1])
    if key in {"repeat", "step"}:
        instead = "; write `reps`" if "reps" in known and key == "repeat" else ""
        reason = f"only a group has `{key}`, and a group has no keys of a step{instead}"
    elif kind is not None and (meant := key.casefold()) in ANY_KIND and meant not in known:
        reason = f"{shown.article(kind)} {kind} {owner} has no `{meant}`"
    elif key in TOP_KEYS:
        reason = "it belongs at the top of the file, above the first [table] or [[step]]"
    elif hint := faults.spelling.nearest(key, known):
        reason = f"did you mean `{hint}`?"
    elif kind is not None and (hint := faults.spelling.nearest(key, ANY_KIND)):
        reason = f"did you mean `{hint}`? ({shown.article(kind)} {kind} {owner} has none)"
    else:
        reason = f"{shown.article(kind)} {kind} {owner} has no such key" if kind else f"a {owner} has no such key"
    faults.key(path, f"unknown key {shown.key(key)}: {reason}")


def unknown_top_key(path: Path, faults: Faults) -> None:
    """Note a key that does not belong at the top of a file."""
    if faults.full:
        faults.skip()
        return
    key = str(path[-1])
    if key in DEFAULTS:
        reason = "it belongs under [defaults], or in a [[step]]"
    elif key in ANY_KIND or key == "repeat":
        reason = "it belongs in a [[step]]"
    elif hint := faults.spelling.nearest(key, TOP_KEYS):
        reason = f"did you mean `{hint}`?"
    else:
        reason = "a routine has no such key"
    faults.key(path, f"unknown key {shown.key(key)}: {reason}")


def unknown_key(path: Path, known: Collection[str], faults: Faults) -> None:
    """Note a key that a table with a fixed set of keys does not have."""
    if faults.full:
        faults.skip()
        return
    key = str(path[-1])
    hint = faults.spelling.nearest(key, known)
    reason = f"did you mean `{hint}`?" if hint else f"[{path[-2]}] has only {', '.join(f'`{name}`' for name in known)}"
    faults.key(path, f"unknown key {shown.key(key)}: {reason}")
