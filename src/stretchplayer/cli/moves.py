"""`moves`: the moves of the catalogue, found by what people say; one of them in full."""

import argparse
import sys

from stretchplayer.app import move_words
from stretchplayer.app.move_search import moves_for
from stretchplayer.app.search import look_for
from stretchplayer.catalog import Move, figures, moves
from stretchplayer.cli.printing import FINE, Failure, has_all_letters, note, out, out_json, paragraph, table, width
from stretchplayer.cli.rendering import LEAST_COLUMNS, draw, of_catalogue
from stretchplayer.phrases import screen_words
from stretchplayer.routine.faults import Spelling


def list_moves(arguments: argparse.Namespace) -> int:
    """List the moves for some words, or all; of a name just as it is, everything about the move."""
    words = " ".join(arguments.words)
    said = look_for((), words).answer
    found = moves_for(words)
    if not found:
        raise Failure(f"{words}: {said}" if said else _not_found(words))
    one = _called(words)
    if arguments.json:
        out_json([_shape(moves()[name]) for name in ([one] if one else found)])
    elif one:
        _show(moves()[one])
    else:
        if said:
            note(f"{words}: {said}.")
        table([_row(moves()[name]) for name in found])
        note("")
        note("stretchplayer moves NAME shows one of them in full.")
    return FINE


def _not_found(words: str) -> str:
    titles = {key: str(move.step["name"]) for key, move in moves().items()}
    name = "-".join(words.casefold().split())
    near = Spelling().meant(name, titles) or Spelling().meant(words, titles)
    hint = f"did you mean {near}?" if near else "`stretchplayer moves` lists them all"
    return f'no move is found for "{words}": {hint}'


def _called(words: str) -> str:
    """The move with just this name or title; "" where there is none."""
    name = "-".join(words.casefold().split())
    if name in moves():
        return name
    titles = {str(move.step["name"]).casefold(): key for key, move in moves().items()}
    return titles.get(" ".join(words.casefold().split()), "")


def _row(move: Move) -> tuple[str, ...]:
    facts = [move_words.muscle_words(move), move_words.position(move), *_needed(move)]
    return (move.key, str(move.step["name"]), move_words.usual_dose(move), "; ".join(filter(None, facts)))


def _needed(move: Move) -> list[str]:
    return [f"needs {', '.join(move_words.things(move))}"] if move_words.things(move) else []


def _show(move: Move) -> None:
    """Everything about one move, and its figure where the terminal can show it."""
    step = move.step
    out(f"{step['name']} ({move.key})")
    facts = (move_words.muscle_words(move), move_words.position(move), *_needed(move))
    paragraph("; ".join(filter(None, facts)))
    out(f"Usual: {move_words.usual_dose(move)}")
    if move.key in figures() and sys.stdout.isatty() and has_all_letters() and width() >= LEAST_COLUMNS:
        out()
        draw(of_catalogue(move.key).scene())
    out()
    paragraph(" ".join(str(step.get("how", "")).split()))
    if step.get("caution"):
        paragraph(screen_words.take_care(" ".join(str(step["caution"]).split())))
    paragraph(f"You should feel: {move.feel}")
    paragraph(f"Common mistake: {move.mistake}")
    paragraph(f"Easier: {move.easier}")
    for source in move_words.several(step.get("source")):
        paragraph(f"Source: {source}")


def _shape(move: Move) -> dict[str, object]:
    step = move.step
    return {
        "name": move.key,
        "title": step["name"],
        "kind": step["kind"],
        "muscles": move_words.muscles(move),
        "position": step.get("position"),
        "needs": move_words.things(move),
        "dose": move_words.usual_dose(move),
        "how": " ".join(str(step.get("how", "")).split()),
        "caution": " ".join(str(step.get("caution", "")).split()),
        "feel": move.feel,
        "mistake": move.mistake,
        "easier": move.easier,
        "sources": move_words.several(step.get("source")),
    }
