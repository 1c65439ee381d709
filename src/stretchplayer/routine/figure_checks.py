"""Faults of figures and of a routine's own sound files."""

import re
from collections.abc import Mapping
from typing import Final, get_args

import msgspec

from stretchplayer.model.figure import MOST_ARROWS, MOST_POSES, MOST_PROPS, Direction, Figure, Limb, Pose, Prop
from stretchplayer.model.routine import CueName
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Faults, Path, explain, fits
from stretchplayer.routine.fields import Field, Fields, fields_of
from stretchplayer.routine.key_checks import unknown_key

MOST_POSES_OF_A_FILE: Final = 500
"""The most poses in all figures of one file: each takes half a millisecond to check."""
_FIGURE: Final = fields_of(Figure)
_POSE: Final = fields_of(Pose)
_LIMB: Final = fields_of(Limb)
_PROP: Final = fields_of(Prop)
_LIMBS: Final = frozenset({"arms", "left_arm", "right_arm", "legs", "left_leg", "right_leg"})
_SPOTS: Final = frozenset({"at", "to", "push", "marked"})
_LISTS: Final = frozenset({"through", "props"})
_PLACE: Final = "[forward, up] or [forward, up, left] in metres, from -3 to 3"
_AIMS: Final[tuple[str, ...]] = get_args(Direction)
_FORMS: Final[Mapping[str, str]] = {
    "hips": _PLACE,
    "by": _PLACE,
    "at": f'{_PLACE}, or a mark such as "knee"',
    "to": f'{_PLACE}, or a mark such as "left-foot"',
    "aim": f"{quoting.choices(_AIMS)}, or [forward, up, left]",
    "arrow": 'a mark such as "hand", or a list of two',
    "marked": 'a mark such as "temple"',
    "push": 'a mark such as "knee"',
    "push_to": f"{quoting.choices(_AIMS)}, or [forward, up, left]",
    "points": f"{quoting.choices(_AIMS)}, or [forward, up, left]",
}
"""How values that can be one of several things are written."""
_WHAT: Final = {
    "aim": "a direction",
    "points": "a direction",
    "push_to": "a direction",
    "push": "a mark",
    "marked": "a mark",
}
"""What they are, where it is no place."""


def figure_faults(value: object, path: Path, faults: Faults) -> bool:
    """Note every fault of the figure at `path`; returns whether there was none."""
    before = faults.count
    if not isinstance(value, dict):
        header = ".".join(str(part) for part in path if isinstance(part, str))
        faults.value(path, f"figure: not a table: {quoting.value(value)} (write [{header}])")
        return False
    if not _few_enough(value, path, faults):
        return False
    for key, inner in _known(value, _FIGURE, "figure", path, faults):
        _of_figure(inner, key, (*path, key), faults)
    for key in ("start", "end"):
        if key not in value:
            faults.missing(path, key, f"missing key `{key}`: a figure needs the pose that it begins or ends with")
    if ("push" in value) != ("push_to" in value):
        there, absent = ("push", "push_to") if "push" in value else ("push_to", "push")
        faults.missing(path, absent, f"missing key `{absent}`: with `{there}`, a figure needs it as well")
    if faults.count == before:
        _body_faults(value, path, faults)
    return faults.count == before


def _of_figure(value: object, key: str, path: Path, faults: Faults) -> None:
    if key in {"start", "end"}:
        _pose(value, path, faults)
    elif key in _LISTS:
        _each(value, key, path, faults)
    elif key == "arrow":
        _arrow(value, path, faults)
    elif key in {"push", "push_to", "marked"}:
        _value(value, _FIGURE[key], path, faults)
    else:
        explain(value, _FIGURE[key], path, faults)


def _few_enough(figure: Mapping[str, object], path: Path, faults: Faults) -> bool:
    """Whether figure and file have few enough poses and things to be checked quickly."""
    through, props = (found if isinstance(found := figure.get(key), list) else [] for key in ("through", "props"))
    faults.poses += len(through) + 2
    if faults.poses > MOST_POSES_OF_A_FILE:
        if not faults.too_many_poses:
            faults.value(path, f"figure: more than {MOST_POSES_OF_A_FILE} poses in the figures of one file")
        faults.too_many_poses = True
        return False
    if len(through) + 2 > MOST_POSES:
        faults.value(
            (*path, "through"),
            f"through: {len(through) + 2} poses with `start` and `end`, at most {MOST_POSES} are allowed",
        )
    if len(props) > MOST_PROPS:
        faults.value((*path, "props"), f"props: {len(props)} things, at most {MOST_PROPS} are allowed")
    return len(through) + 2 <= MOST_POSES and len(props) <= MOST_PROPS


def _known(
    table: Mapping[str, object], fields: Fields, owner: str, path: Path, faults: Faults
) -> list[tuple[str, object]]:
    """The known keys of a table with their values; the others are noted."""
    for key in table.keys() - fields.keys():
        unknown_key((*path, key), fields, f"a {owner}", faults)
    return [(key, value) for key, value in table.items() if key in fields]


def _each(value: object, key: str, path: Path, faults: Faults) -> None:
    if not isinstance(value, list):
        faults.value(path, f"{key}: not a list of tables: {quoting.value(value)}")
        return
    for index, inner in enumerate(value):
        if key == "through":
            _pose(inner, (*path, index), faults)
        else:
            _prop(inner, (*path, index), faults)


def _arrow(value: object, path: Path, faults: Faults) -> None:
    """Note what is wrong with one mark, or a list of marks."""
    marks = value if isinstance(value, list) else [value]
    if not 1 <= len(marks) <= MOST_ARROWS:
        faults.value(path, f"arrow: {len(marks)} marks, 1 to {MOST_ARROWS} are allowed")
        return
    for index, mark in enumerate(marks):
        here = (*path, index) if isinstance(value, list) else path
        if isinstance(mark, str):
            _mark(mark, "arrow", here, faults)
        else:
            faults.value(here, f"arrow: not a mark: {quoting.value(mark)} (write {_FORMS['arrow']})")


def _pose(value: object, path: Path, faults: Faults) -> None:
    if not isinstance(value, dict):
        name = next(part for part in reversed(path) if isinstance(part, str))
        faults.value(path, f"{name}: not a pose: {quoting.value(value)} (write a table)")
        return
    for key, inner in _known(value, _POSE, "pose", path, faults):
        here = (*path, key)
        if key not in _LIMBS:
            _value(inner, _POSE[key], here, faults)
        elif isinstance(inner, dict):
            for name, of_limb in _known(inner, _LIMB, "limb", here, faults):
                _value(of_limb, _LIMB[name], (*here, name), faults)
        else:
            faults.value(here, f"{key}: not a table: {quoting.value(inner)} (write {key} = {{ lift = 90, bend = 20 }})")


def _prop(value: object, path: Path, faults: Faults) -> None:
    if not isinstance(value, dict):
        faults.value(path, f'props: not a thing: {quoting.value(value)} (write {{ kind = "chair" }})')
        return
    if "kind" not in value:
        faults.missing(path, "kind", "missing key `kind`: what thing is it?")
    for key, inner in _known(value, _PROP, "thing", path, faults):
        _value(inner, _PROP[key], (*path, key), faults)


def _value(value: object, field: Field, path: Path, faults: Faults) -> None:
    if isinstance(value, str) and field.key in _SPOTS:
        _mark(value, field.key, path, faults)
    elif field.key not in _FORMS:
        explain(value, field, path, faults)
    elif not fits(value, field):
        what = _WHAT.get(field.key, "a place")
        faults.value(path, f"{field.key}: not {what}: {quoting.value(value)} (write {_FORMS[field.key]})")


def _mark(value: str, key: str, path: Path, faults: Faults) -> None:
    from stretchplayer.figures.skeleton import known_marks

    if value not in known_marks():
        hint = faults.spelling.hint(value, known_marks(), '"')
        faults.value(path, f"{key}: unknown mark {quoting.value(value)}{hint or f' (write {_FORMS[key]})'}")


def _body_faults(value: Mapping[str, object], path: Path, faults: Faults) -> None:
    """Note what is impossible for a whole body."""
    from stretchplayer.figures.joint_ranges import impossible

    figure = msgspec.convert(value, Figure)
    places: list[Path] = [("start",), *(("through", index) for index in range(len(figure.through))), ("end",)]
    for fault in impossible(figure):
        faults.table((*path, *places[fault.pose]), f"figure: {fault.what}")


CUES: Final[tuple[str, ...]] = get_args(CueName)
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|(?:file|data|https?):", re.IGNORECASE).match
_ROOTED: Final = re.compile(r"[/\\~]|[A-Za-z]:").match


def sound_file_faults(table: object, faults: Faults) -> None:
    """Note every cue whose file would be outside the sound folders."""
    if not isinstance(table, dict):
        return
    for cue in CUES:
        name = table.get(cue)
        if isinstance(name, str) and (fault := _fault(name)) is not None:
            faults.value(("sound", cue), f"{cue}: {fault}: {quoting.value(name)} (put the file beside the routine)")


def _fault(name: str) -> str | None:
    if _ADDRESS(name):
        return "a web address cannot be a sound file"
    if _ROOTED(name):
        return "a sound file is named from the routine's own folder"
    if ".." in re.split(r"[/\\]", name):
        return 'a sound file cannot be outside the routine\'s own folder, so no ".."'
    return None
