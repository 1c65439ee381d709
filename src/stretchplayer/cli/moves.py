"""`moves`: the moves of the catalogue, found by what people say; one of them in full."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from typing import Final

from stretchplayer.app.move_facts import MoveFacts, facts
from stretchplayer.app.move_names import exactly, misspelt
from stretchplayer.app.move_names import meant as meant_by
from stretchplayer.app.rewording import found_for
from stretchplayer.app.search import look_for, moves_sought, warning
from stretchplayer.catalog import figures
from stretchplayer.catalog.translated import things
from stretchplayer.cli.printing import FINE, Failure, has_all_letters, laid_out, note, out, out_json, paragraph, width
from stretchplayer.cli.rendering import LEAST_COLUMNS, draw, of_catalogue
from stretchplayer.phrases import screen_words
from stretchplayer.translation import gettext

_BELOW_LIST: Final = 8
"""Rows of the terminal for what stands around the moves, and for the next command."""


def list_moves(arguments: argparse.Namespace) -> int:
    """List the moves for some words, or all; of a name just as it is, everything about the move."""
    words = " ".join(arguments.words)
    found, meant, fewer = moves_sought(words)
    if not found:
        said = look_for((), words).answer
        raise Failure(f"{words}: {said}" if said else _not_found(words))
    said = warning(words) or warning(meant)
    one = exactly(words) or (meant_by(words) if len(words.split()) > 1 else "")
    if arguments.json:
        out_json([_shape(facts(name)) for name in ([one] if one else found)])
    elif one:
        _show(facts(one))
    else:
        if meant:
            slip = "" if fewer else misspelt(words)
            note(
                gettext("{words} is no move: did you mean {slip}?").format(words=words, slip=slip)
                if slip
                else found_for(words, meant, fewer=fewer)
            )
        if said:
            note(f"{words}: {said}.")
        _list([_row(facts(name)) for name in found], whole=arguments.all or not words)
        note("")
        note(gettext("stretchplayer moves NAME shows one of them in full."))
    return FINE


def _list(rows: Sequence[tuple[str, ...]], *, whole: bool) -> None:
    """The rows; on a terminal those that fit on it, unless all are wanted, and how many there are besides."""
    left = shutil.get_terminal_size().lines - _BELOW_LIST
    shown = 0
    for lines in laid_out(rows):
        left -= len(lines)
        if shown and left < 0 and not whole and sys.stdout.isatty():
            break
        for line in lines:
            out(line)
        shown += 1
    if shown < len(rows):
        note(gettext("{count} more: --all shows them.").format(count=len(rows) - shown))


def _not_found(words: str) -> str:
    slip = misspelt(words)
    hint = (
        gettext("did you mean {slip}?").format(slip=slip) if slip else gettext("`stretchplayer moves` lists them all")
    )
    return gettext('no move is found for "{words}": {hint}').format(words=words, hint=hint)


def _row(move: MoveFacts) -> tuple[str, ...]:
    return (move.name, move.title, move.dose, _work(move))


def _work(move: MoveFacts) -> str:
    """What it works on, how the body rests, and what is needed at hand."""
    needed = gettext("needs {needs}").format(needs=", ".join(things(move.needs))) if move.needs else ""
    return "; ".join(filter(None, (move.purpose, move.position, needed)))


def _show(move: MoveFacts) -> None:
    """Everything about one move, and its figure where the terminal can show it."""
    out(f"{move.title} ({move.name})")
    paragraph(_work(move))
    out(gettext("Usual: {dose}").format(dose=move.dose))
    if move.name in figures() and sys.stdout.isatty() and has_all_letters() and width() >= LEAST_COLUMNS:
        out()
        draw(of_catalogue(move.name).scene())
    out()
    paragraph(move.how)
    if move.caution:
        paragraph(screen_words.take_care(move.caution))
    paragraph(gettext("You should feel: {feel}").format(feel=move.feel))
    paragraph(gettext("Common mistake: {mistake}").format(mistake=move.mistake))
    paragraph(gettext("Easier: {easier}").format(easier=move.easier))
    for source in move.sources:
        paragraph(gettext("Source: {source}").format(source=source))


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
