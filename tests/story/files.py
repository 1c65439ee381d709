"""Random routines as the text of a file."""

from typing import Any, Final

import msgspec
import tomlkit

from stretchplayer.model.duration import Count, Held, SpanRange, Tempo
from stretchplayer.model.routine import Routine
from stretchplayer.routine.moves import MOVED
from stretchplayer.routine.reader import read

_NOT_WRITTEN: Final = frozenset({"file", "digest", "without", "known", "fitted", "shortened", "replaced", "step"})


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
    plain: dict[str, Any] = msgspec.to_builtins(routine, enc_hook=_written)
    return plain


def _written(value: Any) -> Any:
    """A number as a file gives it: a range, a length for each repetition or side, the phases of a tempo."""
    match value:
        case Held(ramp=tuple(ramp)) if ramp:
            return list(ramp)
        case Held(left=left, right=float(right)):
            return {"left": left, "right": right}
        case SpanRange(most=most) if most > value:
            return f"{float(value)}-{most}s"
        case Count(most=most) if most > value:
            return f"{int(value)}-{most}"
        case Tempo(phases=tuple(phases)) if phases:
            return "-".join(map(str, phases))
    return type(value).__mro__[-2](value)


def _step(step: dict[str, Any]) -> dict[str, Any]:
    if step["kind"] == "group":
        own = {key: step[key] for key in ("name", "repeat", "rest", "enabled") if step[key] is not None}
        return {**own, "step": [_step(each) for each in step["step"]]}
    made = _pruned(step)
    hold = made.get("hold")
    if isinstance(hold, list):
        made.pop("reps", None)
    if isinstance(hold, dict) and made["sides"] not in ("each", "alternate"):
        made["hold"] = hold["left"]
    if "reps" in made and step["kind"] in MOVED and "tempo" not in made:
        # Without a tempo, a file has to say that a key ends it.
        made["until"] = "key"
    return made


def _pruned(table: dict[str, Any], without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Without what says nothing: TOML has no word for None."""
    return {
        key: list(value) if isinstance(value, tuple) else _pruned(value) if isinstance(value, dict) else value
        for key, value in table.items()
        if key not in without and value not in (None, (), [], {}, "")
    }
