"""`print`: a routine as a page of paper, for those who practise without a screen."""

import argparse
import sys
from pathlib import Path
from typing import Final, Literal

from stretchplayer.app.answers import load_profile
from stretchplayer.app.sheet import sheet_of
from stretchplayer.caps import Ledger
from stretchplayer.cli.planning import admitted, check_playable, playable, print_verdicts
from stretchplayer.cli.printing import FINE, Failure, note, there_already
from stretchplayer.clock import RealClock
from stretchplayer.config import folders
from stretchplayer.file_access import LEFT_AS_IT_IS, Refused, in_the_way, reason, system_words, write_new, write_whole
from stretchplayer.translation import gettext

Form = Literal["html", "pdf"]
FORMS: Final[tuple[Form, ...]] = ("html", "pdf")
_STDOUT: Final = "-"


def print_(arguments: argparse.Namespace) -> int:
    """Write the sheet with what a newcomer is admitted who has done nothing yet: paper is used on any day."""
    form = _form(arguments.output, arguments.format)
    if arguments.output == _STDOUT and form == "pdf" and sys.stdout.isatty():
        message = gettext("a terminal cannot show a PDF: name a file, such as -o sheet.pdf, or send it on with > or |")
        raise Failure(message)
    where = folders()
    if arguments.output != _STDOUT:
        _check(Path(arguments.output), force=arguments.force)
    routine, text = playable(arguments.name, where)
    profile, now = load_profile(where), RealClock().wall()
    made, summary = admitted(routine, text, profile, Ledger(), now, arguments)
    print_verdicts(made)
    check_playable(made)
    sheet = sheet_of(made, summary)
    # Imported here: each form needs what the other does not.
    if form == "pdf":
        from stretchplayer.app.sheet_pdf import pdf_of

        data = pdf_of(sheet)
    else:
        from stretchplayer.app.sheet_html import html_page

        data = html_page(sheet).encode()
    if arguments.output == _STDOUT:
        sys.stdout.buffer.write(data)
        return FINE
    _write(Path(arguments.output), data, force=arguments.force)
    return FINE


def _form(output: str, wanted: Form | None) -> Form:
    """What is written: by the ending of the file, or as it is asked for on standard output."""
    if output == _STDOUT:
        return wanted or "html"
    found = next((each for each in FORMS if Path(output).suffix.lower() == f".{each}"), None)
    if found is None:
        message = gettext("{output} has to end in .html or .pdf").format(output=output)
        raise Failure(message)
    return found


def _check(path: Path, *, force: bool) -> None:
    """See whether the file can be put in its place: before the work, and again in the end."""
    if why := in_the_way(path, overwrite=force):
        if why == gettext(LEFT_AS_IT_IS):
            raise there_already(path)
        message = f"{path} {why}"
        raise Failure(message)


def _write(path: Path, data: bytes, *, force: bool) -> None:
    _check(path, force=force)
    try:
        (write_whole if force else write_new)(path, data)
    except Refused as error:
        message = f"{path}: {reason(error)}"
        raise Failure(message) from error
    except OSError as error:
        message = gettext("{path} cannot be written: {value}").format(path=path, value=system_words(error))
        raise Failure(message) from error
    note(
        gettext("{path}: {count:.0f} kB. Open it to print it, or to send it on.").format(
            path=path, count=len(data) / 1000
        )
    )
