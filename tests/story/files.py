"""Random routines as the text of a file."""

from typing import Any, Final

import msgspec
import tomlkit

from stretchplayer.model.routine import Routine
from stretchplayer.routine.reader import read

_NOT_WRITTEN: Final = frozenset({"file", "digest", "without", "step"})


def text_of(routine: Routine) -> bytes:
    """The file that reads as `routine`, without limits of its own that no file may have."""
    text = _text(routine, {})
    for limit, value in routine.limits.items():
        more = _text(routine, {limit: value})
        text = more if read(more, "").routine is not None else text
    return text


def _text(routine: Routine, limits: dict[str, float]) -> bytes:
    table = {"format": 1, **_pruned({**_plain(routine), "limits": limits}, _NOT_WRITTEN)}
    table["step"] = [_step(each) for each in _plain(routine)["step"]]
    return tomlkit.dumps(table).encode()


def _plain(routine: Routine) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(routine, enc_hook=lambda value: type(value).__mro__[-2](value))
    return plain


def _step(step: dict[str, Any]) -> dict[str, Any]:
    if step["kind"] == "group":
        return {"repeat": step["repeat"], "step": [_step(each) for each in step["step"]]}
    return _pruned(step)


def _pruned(table: dict[str, Any], without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Without what says nothing: TOML has no word for None."""
    return {
        key: list(value) if isinstance(value, tuple) else _pruned(value) if isinstance(value, dict) else value
        for key, value in table.items()
        if key not in without and value not in (None, (), [], {}, "")
    }
