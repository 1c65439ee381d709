"""Makes steps out of exercises: the move, or a step of one's own, and what has to be asked before it can be played."""

import re
from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from stretchplayer.editing.importing.doubts import SENTENCES, against_cells
from stretchplayer.editing.importing.exercises import Entry, names_medicine
from stretchplayer.editing.importing.naming import Match, listed, matched, muscles_in, nearest, words_of
from stretchplayer.editing.importing.step_doses import OFF, Step, put_dose, put_once, put_sides
from stretchplayer.editing.importing.unclear import LIMB
from stretchplayer.editing.question_words import Asked
from stretchplayer.model.muscles import OPPOSITES
from stretchplayer.model.number_ranges import NAME_LENGTH
from stretchplayer.routine.moves import catalogue
from stretchplayer.routine.quoting import joined

_PASSAGE: Final = 600
_TWICE: Final = {
    "time": Asked.TWICE_TIME,
    "hold": Asked.TWICE_HOLD,
    "sides": Asked.TWICE_SIDE,
    "count": Asked.TWICE_COUNT,
    "reps": Asked.TWICE_REPS,
}
_BODY_PART: Final = 3
"""Words of a name that says little more than a part of the body."""


def step_of(entry: Entry) -> Step:
    """The step that an exercise becomes."""
    match = _match(entry)
    step = Step(line=entry.line, keys={}, asks=list(entry.asks))
    dose = replace(entry.dose, manner=list(dict.fromkeys(entry.dose.manner)))
    if words := list(
        dict.fromkeys(filter(None, (*dose.against, against_cells((entry.whole or entry.line).split("; ")))))
    ):
        _ask_against(step, words)
        dose.sides, dose.first, dose.left, dose.right, dose.ways = None, None, None, None, False
    if dose.often:
        step.remarks.append(f"How often: {', '.join(dose.often)}. `stretchplayer week --add` plans that.")
    kind = _kind(entry, match)
    if match.moves:
        step.keys["move"] = match.moves[0]
        if not match.sure:
            _ask_move(step, match)
    elif kind == "rest":
        step.keys |= {"kind": "rest", "name": _name(entry)}
    else:
        kind = _own(step, entry, kind)
    move = catalogue()[match.moves[0]] if match.moves else {}
    put_dose(step, str(kind), dose, move, once=entry.once)
    put_sides(step, dose, move, str(kind))
    _put_manner(step, dose.manner, move)
    how = " ".join(each for each in SENTENCES.split(entry.how) if not names_medicine(each))
    if how and not match.moves and "move" not in step.keys:
        step.keys["how"] = _cut(how, _PASSAGE)
    if how not in entry.line and how != step.keys.get("how"):
        # A move of the catalogue has its own words; those of the list are kept beside it.
        step.remarks.append(how)
    _ask_numbers(step, entry, str(kind))
    put_once(step, move)
    if step.asks:
        step.keys["enabled"] = False
    return step


def _put_manner(step: Step, manner: list[str], move: Mapping[str, Any]) -> None:
    """Say how a move is done in front of its own words, where those do not; the name of an own step does."""
    how = str(move.get("how") or "")
    said = [word for word in manner if word not in how.lower()]
    if said and how and len(how) < _PASSAGE:
        words = joined(said, "and")
        step.keys["how"] = f"{words[0].upper()}{words[1:]}. {how}"


def _ask_against(step: Step, words: list[str]) -> None:
    """Ask about what a line forbids, excepts or puts off: it is never played as it stands."""
    said = joined([f'"{word}"' for word in words[:_SHOWN]], "and")
    step.ask(
        f"{Asked.TO_BE_DONE.format(words=said)} If it is, write `sides =` and the numbers as they are to be, and "
        f"{OFF}. If it is not, leave it as it is."
    )


_SHOWN: Final = 3


def _match(entry: Entry) -> Match:
    if entry.kind == "rest":
        return Match()
    match = matched(entry.name, held=entry.dose.held and not entry.once)
    if entry.kind is None or match.sure or not match.moves:
        return match
    fitting = tuple(each for each in match.moves if catalogue()[each]["kind"] == entry.kind)
    return Match(fitting, sure=len(fitting) == 1) if fitting else match


def _ask_move(step: Step, match: Match) -> None:
    names = joined([f"`{name}` ({catalogue()[name]['name']})" for name in match.moves], "or")
    if len(match.moves) == 1:
        step.ask(f"{Asked.IS_MEANT.format(moves=names)} If so, {OFF}. If not, write another move after `move =` first.")
        return
    heat = catalogue()[match.moves[0]]["kind"] == "heat"
    where = Asked.WHERE_WARM if heat else Asked.WHICH_MOVE
    step.ask(f"{where.format(moves=names)} Write its name after `move =`, and {OFF}.")


def _ask_numbers(step: Step, entry: Entry, kind: str) -> None:
    """Ask about numbers that nothing explains, and about what the line says twice."""
    for number in dict.fromkeys(entry.dose.unread):
        if kind == "breathe" and number.count("-") > 1:
            said = zip(("inhale", "hold", "exhale", "hold_out"), number.split("-"), strict=False)
            keys = joined([f"`{key} = {seconds}`" for key, seconds in said], "and")
            step.ask(f"{Asked.BREATH_PARTS.format(number=number)} Then write {keys}, and {OFF}.")
        elif not any(mark.isdigit() for mark in number) and _SIDE.search(number):
            asked = Asked.WHICH_SIDE.format(word=number)
            step.ask(f'{asked} Write `sides = "left"` or `sides = "right"`, and {OFF}.')
        elif number.endswith(("breath", "breaths")):
            key = "duration" if kind == "breathe" else "hold"
            step.ask(
                f"{Asked.HOW_MANY_SECONDS.format(words=number)} Write them after `{key} =`, and {OFF}. A slow breath "
                "takes about 10 s."
            )
        else:
            step.ask(
                f"{Asked.WORD.format(word=number)} Write it with its key (`hold`, `reps`, `sets`, `rest`), or leave "
                f"it out, and {OFF}."
            )
    for key in dict.fromkeys(entry.dose.twice):
        step.ask(f"{_TWICE.get(key, Asked.TWICE).format(key=f'`{key}`')} Write it, and {OFF}.")


_SIDE: Final = re.compile(rf"\b{LIMB}$", re.IGNORECASE)


def _kind(entry: Entry, match: Match) -> str | None:
    """The kind that words and list give a step; None where they give none."""
    if match.moves:
        return str(catalogue()[match.moves[0]]["kind"])
    if entry.kind is not None:
        return entry.kind
    said = words_of(entry.name)
    if said and said <= listed("rests"):
        return "rest"
    moved = bool(said & listed("movements"))
    for word, kind in (
        ("stretch", "stretch"),
        ("massage", "massage"),
        ("heat", "heat"),
        ("ice", "cold"),
        ("breath", "breathe"),
    ):
        if word in said:
            return kind
    if "roller" in said and not moved:
        return "massage"
    counted = entry.dose.reps is not None and not entry.dose.held
    return "exercise" if moved or counted else None


def _own(step: Step, entry: Entry, kind: str | None) -> str:
    """Give a step without a move its kind, name and muscles; what cannot be told is asked. Returns the kind."""
    muscles = entry.muscles or muscles_in(entry.name)
    if kind == "stretch" and any(one & set(muscles) and other & set(muscles) for one, other in OPPOSITES):
        # "Thigh stretch": the front or the back?
        muscles = ()
    if kind is None and muscles and len(words_of(entry.name)) <= _BODY_PART and (offered := nearest(entry.name)):
        return _offer(step, offered)
    step.keys |= {"kind": "exercise", "name": _name(entry)}
    target = list(muscles) if len(muscles) > 1 else "".join(muscles)
    if keys := _complete(entry, kind, target):
        step.keys |= keys
        if kind == "breathe" and not entry.dose.unread:
            step.ask(
                f"{Asked.BREATH_LENGTHS} Write the seconds as `inhale =`, `hold =`, `exhale =` and `hold_out =`, and "
                f"{OFF}."
            )
        return str(kind)
    if target and (kind == "stretch" or (kind == "exercise" and entry.muscles)):
        step.keys["target"] = target
    if question := _question(entry, kind, known=bool(muscles)):
        step.ask(f"{question} {OFF[0].upper()}{OFF[1:]} then.")
    if kind is None and not entry.dose.numbers:
        step.keys |= {"reps": 1, "until": "key"}
    return "exercise"


def _complete(entry: Entry, kind: str | None, target: str | list[str]) -> dict[str, Any]:
    """The keys of a step of one's own of which all is known that its kind needs; otherwise nothing."""
    match kind:
        case "massage" if target and entry.dose.held:
            return {"kind": kind, "target": target, "using": _tool(entry.name)}
        case "stretch" if target and entry.dose.held:
            return {"kind": kind, "target": target}
        case "breathe" if entry.dose.held:
            return {"kind": kind}
        case _:
            return {}


def _question(entry: Entry, kind: str | None, *, known: bool) -> str:
    """What is asked about an exercise that the catalogue lacks; nothing where all of it is known."""
    muscle = "" if known else ", and `target =` with the muscle"
    match kind:
        case "stretch" if not entry.dose.held:
            return (
                f'{Asked.HOW_LONG_HELD} Write `kind = "stretch"` and `hold =` with the seconds in place of `kind`, '
                f"`reps` and `until`{muscle}."
            )
        case "stretch":
            return (
                f'{Asked.WHICH_MUSCLE} Write `kind = "stretch"`, `target =` with the muscle, and `hold =` '
                "with the seconds in place of the other numbers."
            )
        case "breathe":
            return (
                f'{Asked.HOW_LONG} Write `kind = "breathe"` and `duration =` with the seconds in place of the other '
                "lines."
            )
        case "massage" | "heat" | "cold":
            return f'{Asked.WHERE} Write `kind = "{kind}"`, `target =`, `using =` and `duration =`.'
        case None if not entry.dose.numbers:
            return (
                f'{Asked.WHAT_IS.format(name=_name(entry))} For a stretch write `kind = "stretch"`, '
                "`target =` with the muscle and `hold =` with the seconds in place of `kind`, `reps` and `until`; "
                "for a movement write the number after `reps =`."
            )
        case None:
            return (
                f"{Asked.MOVEMENT_OR_STRETCH.format(name=_name(entry))} For a movement leave it as it is; for a "
                'stretch write `kind = "stretch"`, `target =` with the muscle and `hold =` with the seconds in place '
                "of `kind` and the other numbers."
            )
        case _:
            return ""


def _offer(step: Step, offered: tuple[str, ...]) -> str:
    """Ask which of some moves is meant, where nothing but a part of the body is said. Returns the kind of the first."""
    step.keys["move"] = offered[0]
    names = joined([f"`{name}` ({catalogue()[name]['name']})" for name in offered], "or")
    step.ask(
        f"{Asked.WHICH_MOVE.format(moves=names)} Write its name after `move =`, and {OFF}. `stretchplayer moves "
        "WORDS` finds others."
    )
    return str(catalogue()[offered[0]]["kind"])


def _tool(words: str) -> str:
    said = words_of(words)
    return (
        "foam roller" if "roller" in said else "ball" if "ball" in said else "massage gun" if "gun" in said else "hands"
    )


def _name(entry: Entry) -> str:
    words = " ".join(each for each in entry.name.split() if each.strip(",.:;-()"))
    words = _cut(words, NAME_LENGTH).strip(' ,;:-"') or "Exercise"
    return words[0].upper() + words[1:]


def _cut(text: str, most: int) -> str:
    """Text of one line without anything that steers a terminal, at most so long, cut between words."""
    text = " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:-(") + "…"
