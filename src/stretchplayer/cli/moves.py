"""`moves`: the moves of the catalogue, found by what people say; one of them in full."""

import argparse
import sys

from stretchplayer.app.fewer_words import found_for
from stretchplayer.app.move_facts import MoveFacts, facts
from stretchplayer.app.search import look_for, moves_sought, warning
from stretchplayer.catalog import figures, moves
from stretchplayer.cli.printing import FINE, Failure, has_all_letters, note, out, out_json, paragraph, table, width
from stretchplayer.cli.rendering import LEAST_COLUMNS, draw, of_catalogue
from stretchplayer.phrases import screen_words
from stretchplayer.routine.faults import Spelling


def list_moves(arguments: argparse.Namespace) -> int:
    """List the moves for some words, or all; of a name just as it is, everything about the move."""
    words = " ".join(arguments.words)
    found, meant, fewer = moves_sought(words)
    if not found:
        said = look_for((), words).answer
        raise Failure(f"{words}: {said}" if said else _not_found(words))
    said = warning(words) or warning(meant)
    one = _called(words)
    if arguments.json:
        out_json([_shape(facts(name)) for name in ([one] if one else found)])
    elif one:
        _show(facts(one))
    else:
        if meant:
            near = "" if fewer else _near(words)
            note(f"{words} is no move: did you mean {near}?" if near else found_for(words, meant, fewer=fewer))
        if said:
            note(f"{words}: {said}.")
        table([_row(facts(name)) for name in found])
        note("")
        note("stretchplayer moves NAME shows one of them in full.")
    return FINE


def _not_found(words: str) -> str:
    near = _near(words)
    hint = f"did you mean {near}?" if near else "`stretchplayer moves` lists them all"
    return f'no move is found for "{words}": {hint}'


def _near(words: str) -> str:
    """The move whose name or title is nearest to the words; "" where none is near."""
    titles = {key: str(move.step["name"]) for key, move in moves().items()}
    name = "-".join(words.casefold().split())
    return Spelling().meant(name, titles) or Spelling().meant(words, titles) or ""


def _called(words: str) -> str:
    """The move with just this name or title; "" where there is none."""
    name = "-".join(words.casefold().split())
    if name in moves():
        return name
    titles = {str(move.step["name"]).casefold(): key for key, move in moves().items()}
    return titles.get(" ".join(words.casefold().split()), "")


def _row(move: MoveFacts) -> tuple[str, ...]:
    return (move.name, move.title, move.dose, _work(move))


def _work(move: MoveFacts) -> str:
    """What it works on, how the body rests, and what is needed at hand."""
    needed = f"needs {', '.join(move.needs)}" if move.needs else ""
    return "; ".join(filter(None, (move.purpose, move.position, needed)))


def _show(move: MoveFacts) -> None:
    """Everything about one move, and its figure where the terminal can show it."""
    out(f"{move.title} ({move.name})")
    paragraph(_work(move))
    out(f"Usual: {move.dose}")
    if move.name in figures() and sys.stdout.isatty() and has_all_letters() and width() >= LEAST_COLUMNS:
        out()
        draw(of_catalogue(move.name).scene())
    out()
    paragraph(move.how)
    if move.caution:
        paragraph(screen_words.take_care(move.caution))
    paragraph(f"You should feel: {move.feel}")
    paragraph(f"Common mistake: {move.mistake}")
    paragraph(f"Easier: {move.easier}")
    for source in move.sources:
        paragraph(f"Source: {source}")


def _shape(move: MoveFacts) -> dict[str, object]:
    return {
        "name": move.name,
        "title": move.title,
        "kind": move.step.kind,
        "muscles": move.muscles,
        "position": move.step.position,
        "needs": move.needs,
        "dose": move.dose,
        "how": move.how,
        "caution": move.caution,
        "feel": move.feel,
        "mistake": move.mistake,
        "easier": move.easier,
        "sources": move.sources,
    }
