"""The bare command, `list`, `play` and `resume`: what a run uses of this machine, and which face shows it."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from stretchplayer.app.library import shelf
from stretchplayer.cli.printing import FINE, WRONG, Failure, has_all_letters, note, out, out_json, table
from stretchplayer.clock import Clock, RealClock
from stretchplayer.config import Folders, folders
from stretchplayer.translation import gettext, language

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from stretchplayer.app.context import Remote
    from stretchplayer.app.drafts import Edit
    from stretchplayer.app.listing import Listed
    from stretchplayer.app.remote_control import Requests
    from stretchplayer.app.session_flow import Play, PlayText, Resume
    from stretchplayer.plain.keys import Keys
    from stretchplayer.settings import Settings
    from stretchplayer.sound.audio_system import AudioSystem
    from stretchplayer.tui.app import StretchApp


class Environment(NamedTuple):
    """The environment of one run of the program; tests replace its clock, folders and keys.

    `screen` says whether the app can be shown, and `show` runs it; `keys` and `ask` are for plain lines. `machine` is
    what this machine's environment says. `remote` lets other terminals and media keys ask while a session plays.
    """

    folders: Folders
    clock: Clock
    audio: "Callable[[Settings], AudioSystem] | None"
    screen: Callable[[], bool]
    show: "Callable[[StretchApp], object]"
    keys: "Callable[[], AbstractContextManager[Keys]]"
    ask: Callable[[str], str | None]
    machine: Mapping[str, str] = MappingProxyType({})
    remote: "Remote | None" = None


def collect_garbage() -> None:
    """Collect garbage from now on, if that was put off; what was made so far stays, so it is never looked through."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def environment(arguments: argparse.Namespace) -> Environment:
    """The environment that a command was given, or this machine's."""
    return cast("Environment | None", arguments.environment) or _this_machine()


def _this_machine() -> Environment:
    where, clock = folders(), RealClock()

    def audio(settings: "Settings") -> "AudioSystem":
        from stretchplayer.sound.audio_system import audio_system

        return audio_system(where, settings, clock)

    def keys() -> "AbstractContextManager[Keys]":
        from stretchplayer.cli import asking

        return asking.keys(clock)

    def ask(prompt: str) -> str | None:
        from stretchplayer.cli import asking

        return asking.line(prompt)

    def remote(requests: "Requests") -> "AbstractContextManager[object]":
        from stretchplayer.cli.media_keys import MediaKeys
        from stretchplayer.store.control_socket import ControlSocket

        both = ExitStack()
        both.enter_context(ControlSocket(where.state, requests.ask_in_bytes))
        both.enter_context(MediaKeys(requests, os.environ))
        return both

    return Environment(where, clock, audio, _seen, lambda app: app.run(), keys, ask, machine=os.environ, remote=remote)


def _seen() -> bool:
    """Whether there is a terminal that can show the app, with UTF-8."""
    if not all(each.isatty() for each in (sys.stdin, sys.stdout, sys.stderr)) or os.environ.get("TERM") == "dumb":
        return False
    if not has_all_letters():
        note(
            gettext("The app needs UTF-8, and this locale is {encoding}: plain lines instead.").format(
                encoding=sys.stdout.encoding
            )
        )
        return False
    return True


def start(arguments: argparse.Namespace) -> int:
    """The bare command: the library, or the list of routines and what to type next."""
    around = environment(arguments)
    if around.screen():
        return show(None, around)
    from stretchplayer.app.listing import listed

    _print_list(_as_of_today(listed(around.folders), around.folders, around.clock), ())
    note("")
    note(gettext("stretchplayer play NAME starts one; stretchplayer --help shows everything else."))
    return FINE


def play(arguments: argparse.Namespace) -> int:
    """Play a routine from its beginning."""
    if arguments.name is None:
        message = gettext("which routine? `stretchplayer list` shows them; then `stretchplayer play NAME`")
        raise Failure(message)
    from stretchplayer.app.session_flow import Play

    swaps = dict(arguments.swap)
    if swaps:
        from stretchplayer.app.move_names import named

        swaps = {step: named(move) for step, move in swaps.items()}
    how = Play(arguments.name, arguments.yes, arguments.minutes, tuple(arguments.then), swaps, short=arguments.short)
    return run_session(how._replace(by_plan=True), arguments)


def resume(arguments: argparse.Namespace) -> int:
    """Go on with the session that was left."""
    if arguments.there:
        from stretchplayer.cli import remote

        if arguments.name:
            message = gettext("`resume --there` takes no name: one session plays at a time")
            raise Failure(message)
        arguments.asks = "resume"
        return remote.steer(arguments)
    from stretchplayer.app.session_flow import Resume

    if arguments.list:
        from stretchplayer.cli.records import unfinished

        return unfinished(environment(arguments))
    version: Literal["old", "restart", "ask"] = "old" if arguments.old else "restart" if arguments.restart else "ask"
    return run_session(Resume(arguments.yes, version, arguments.name), arguments)


def run_session(how: "Play | PlayText | Resume", arguments: argparse.Namespace) -> int:
    """Run a session on a screen, or in plain lines where they are asked for or there is no screen."""
    around = environment(arguments)
    if not arguments.plain and around.screen():
        return show(how, around, mute=arguments.mute)
    from stretchplayer.cli import play

    collect_garbage()
    return play.run(how, around, mute=arguments.mute)


def show(how: "Play | PlayText | Resume | Edit | None", around: Environment, *, mute: bool = False) -> int:
    """Show the app until it is left; returns its exit code."""
    from stretchplayer import tui

    farewell = tui.run(
        around.folders, around.clock, how, mute=mute, audio=around.audio, show=around.show, remote=around.remote
    )
    for line in farewell.words:
        note(line)
    return farewell.code


def list_(arguments: argparse.Namespace) -> int:
    """List every routine that has a name; a bad file is listed with its first problem, and hides nothing."""
    around = environment(arguments)
    if arguments.names and not arguments.words and not arguments.said:
        for each in shelf(around.folders):
            out(each.name)
        return FINE
    from stretchplayer.app.listing import listed

    everything = listed(around.folders)
    found, muscles = _for(everything, " ".join(arguments.words)) if arguments.words else (everything, ())
    has: dict[str, str] = {}
    if arguments.said:
        found, has = _said(found, " ".join(arguments.said))
    if arguments.names:
        for one in found:
            out(one.name)
    elif arguments.json:
        out_json([_shape(one) for one in found])
    else:
        found = _as_of_today(found, around.folders, around.clock)
        _print_list(found, muscles, has)
    return FINE


def _as_of_today(listed: "list[Listed]", where: "Folders", clock: "Clock") -> "list[Listed]":
    """The routines, those that are planned for today as long as they are then."""
    if not where.plan.exists():
        return listed
    from stretchplayer.app.context import AppContext
    from stretchplayer.app.what_now import as_planned

    context = AppContext(where, clock)
    try:
        return as_planned(listed, context.planned_today())
    finally:
        context.close()


def _said(listed: "list[Listed]", words: str) -> "tuple[list[Listed], dict[str, str]]":
    """The routines for what somebody says, and which move they are found by; Failure where there is none."""
    from stretchplayer.app.rewording import found_for
    from stretchplayer.app.search import look_for

    found = look_for(listed, words)
    if not found.routines:
        hint = (
            f"{words}: {found.answer}"
            if found.answer
            else gettext('nothing is found for "{words}"; `stretchplayer list` shows all').format(words=words)
        )
        raise Failure(hint, WRONG)
    if found.meant:
        note(found_for(words, found.meant, fewer=found.fewer))
    if found.answer:
        note(f"{words if found.fewer else found.meant or words}: {found.answer}.")
    return found.routines, found.has


def _for(listed: "list[Listed]", words: str) -> "tuple[list[Listed], tuple[str, ...]]":
    """The routines for the muscles that these words mean, or else those that say the words; Failure where none does."""
    from stretchplayer.app.search import for_muscles, look_for
    from stretchplayer.catalog import asked_named, muscles_among, spaced
    from stretchplayer.catalog.translated import passage

    written = spaced(words.casefold()).split()
    muscles, others = muscles_among(written)
    said = look_for(listed, words)
    # A slip is no muscle that was meant: what is looked for here is named just so.
    found = for_muscles(listed, muscles, words) if muscles else [] if said.meant else said.routines
    named = " ".join(word for word in written if word not in others)
    asked = asked_named(named) if muscles else None
    if asked is not None:
        note(f"{named}: {passage(asked.answer)}")
    if said.answer and not said.meant and (asked is None or said.answer != passage(asked.answer).replace("`", "")):
        note(f"{words}: {said.answer}.")
    if not found:
        from stretchplayer.routine.faults import Spelling
        from stretchplayer.routine.suggestions import target_hint

        message = gettext('no routine is for "{words}"').format(words=words) + target_hint(
            words, Spelling(), language()
        )
        raise Failure(message, WRONG)
    return found, muscles


def _shape(each: "Listed") -> dict[str, object]:
    return {
        "name": each.name,
        "file": each.file,
        "title": each.title,
        "minutes": each.minutes,
        "short_minutes": each.short or None,
        "seconds": each.seconds,
        "tags": each.tags,
        "needs": each.needs,
        "areas": each.areas,
        "for": each.suits,
        "not_for": each.not_for,
        "yours": each.yours,
        "problems": each.problems,
    }


def _print_list(listed: "list[Listed]", muscles: tuple[str, ...], has: "Mapping[str, str] | None" = None) -> None:
    """One line for each; with `muscles`, how long it works on them; of files in `has`, which move was found."""
    from stretchplayer.app.listing import both_lengths
    from stretchplayer.catalog.translated import things

    rows: list[tuple[str, ...]] = []
    for each in listed:
        mark = gettext("yours") if each.yours else ""
        if each.title:
            text = each.title
            if has and has.get(each.file):
                text = gettext("{title}, has {move}").format(title=text, move=has[each.file])
            if each.needs:
                needed = ", ".join(things(each.needs))
                text = gettext("{title} (needs {things})").format(title=text, things=needed)
            cells = [each.name, both_lengths(each), mark, text]
        else:
            cells = [
                each.name,
                "-",
                mark,
                gettext("cannot be played: {problem}").format(
                    problem=gettext(each.problems[0]) if each.problems else ""
                ),
            ]
        if muscles:
            from stretchplayer.app.search import seconds_on
            from stretchplayer.model.duration import spoken

            cells.insert(2, gettext("{length} on it").format(length=spoken(seconds_on(each, muscles))))
        rows.append(tuple(cells))
    table(rows)
    if not rows and not muscles:
        # Imported here: seldom needed, and this command starts fast.
        from stretchplayer.phrases import screen_words

        note(gettext(screen_words.NO_ROUTINES))
