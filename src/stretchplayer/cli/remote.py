"""`status`, `pause`, `resume --there`, `next` and `back`: for a session that plays in another terminal."""

import argparse
from typing import TYPE_CHECKING

import msgspec

from stretchplayer.cli.printing import FINE, PROBLEMS, Failure, fields, note, out, out_json
from stretchplayer.cli.start import environment
from stretchplayer.store.control_socket import NoChannel, ask
from stretchplayer.store.lock import holder_of
from stretchplayer.translation import gettext

if TYPE_CHECKING:
    from stretchplayer.app.remote_control import Answer
    from stretchplayer.cli.start import Environment
    from stretchplayer.store import Unfinished


def steer(arguments: argparse.Namespace) -> int:
    """Ask the session that plays to do what the command says; exit 1 where it does not."""
    around = environment(arguments)
    answer = _asked(around, arguments.asks)
    if answer is None:
        raise Failure(_why_unanswered(around), PROBLEMS)
    note(answer.said)
    return FINE if answer.ok else PROBLEMS


def status(arguments: argparse.Namespace) -> int:
    """How the session that plays stands, or what is unfinished; with `--line`, on one line or none."""
    around = environment(arguments)
    try:
        answer = _asked(around, "status")
        trouble = "" if answer is not None or holder_of(around.folders.data) is None else _why_unanswered(around)
    except NoChannel as error:
        answer, trouble = None, str(error)
    # Only one is reported, and none while another plays: a session that plays is unfinished itself.
    left = None if answer is not None or trouble else _left(around)
    if arguments.json:
        shape: dict[str, object] = {"format": 1, "state": "unknown" if trouble else "idle", "unfinished": None}
        if answer is not None:
            shape |= fields(answer.status, *answer.status.__struct_fields__)
        elif left is not None:
            shape["unfinished"] = {"id": left.id, "routine": left.title, "file": left.file, "left": left.wall}
        out_json(shape)
    elif arguments.line:
        _print_line(answer, left)
    elif answer is not None:
        from stretchplayer.model.duration import spoken

        out(answer.status.line)
        length = spoken(max(1, round(answer.status.session_remaining)))
        out(gettext("{title}, {length} left").format(title=answer.status.routine, length=length))
    else:
        out(trouble or gettext("No session is playing."))
        if left is not None:
            from stretchplayer.phrases import screen_words

            out(f"{_unfinished(left)}. {gettext(screen_words.RESUMES)}.")
    return FINE


def _print_line(answer: "Answer | None", left: "Unfinished | None") -> None:
    if answer is not None:
        out(answer.status.line, whole=True)
    elif left is not None:
        from stretchplayer.app.remote_control import bar_text

        out(bar_text(_unfinished(left)), whole=True)


def _unfinished(left: "Unfinished") -> str:
    from stretchplayer.catalog import translated

    return gettext("Unfinished: {title}").format(title=translated.title(left.title))


def _asked(around: "Environment", word: str) -> "Answer | None":
    """The answer of the session that plays; None where there is none. Raises NoChannel."""
    said = ask(around.folders.state, word)
    if said is None:
        return None
    # Imported here: where no session plays, a status bar asks every second for nothing.
    from stretchplayer.app.remote_control import Answer

    try:
        return msgspec.json.decode(said, type=Answer)
    except msgspec.DecodeError as error:
        message = gettext("The session that plays is of another version of stretchplayer.")
        raise NoChannel(message) from error


def _why_unanswered(around: "Environment") -> str:
    """Why there is no answer: no session plays, or one that cannot be asked."""
    holder = holder_of(around.folders.data)
    if holder is None:
        return gettext("No session is playing.")
    return gettext(
        "A session is being played ({where}), but it cannot be asked: it has not begun yet, or no socket"
        " could be made for it."
    ).format(where=holder.where)


def _left(around: "Environment") -> "Unfinished | None":
    """The session that was left last, where that is not long ago."""
    from stretchplayer.store.opening import FILE

    if not (around.folders.data / FILE).is_file():
        # A status bar makes no history.
        return None
    from stretchplayer.app.active_session import usable_store
    from stretchplayer.app.unfinished import OFFERED_FOR

    now = around.clock.wall()
    store = usable_store(around.folders, now)
    try:
        left = store.unfinished()
    finally:
        store.close()
    return left if left is not None and left.wall > now - OFFERED_FOR else None
