"""Reads one routine for the library, and asks what today's limits would make of it."""

from stretchplayer.caps import SEASONED, Profile, admit
from stretchplayer.listing import Listed
from stretchplayer.problems import Unreadable, UserError
from stretchplayer.routine import load
from stretchplayer.routine.quoting import plain
from stretchplayer.tui.desk import AppContext
from stretchplayer.tui.preview import Preview, of_problems, of_routine, problem_lines
from stretchplayer.tui.rows import name


def glance(desk: AppContext, listed: Listed) -> Preview:
    """What there is to tell of a routine; of a bad file, its problems."""
    if listed.left_alone:
        return of_problems(name(listed), listed.problems)
    try:
        reading = load(listed.file)
    except Unreadable as error:
        return of_problems(name(listed), [shortly(str(error), listed)])
    if reading.routine is None:
        return of_problems(name(listed), problem_lines(reading.problems))
    try:
        plan, unknown = desk.plan(reading.routine, desk.profile()), ""
    except UserError as error:
        plan = admit(reading.routine, Profile(), SEASONED, 0.0)
        unknown = f"What today's limits take away cannot be told: {error}"
    return of_routine(reading.routine, plan, yours=listed.yours, unknown=unknown)


def faults(listed: Listed) -> tuple[str, list[str]]:
    """A title and the problems of a file that cannot be played, for a page of their own."""
    title = f"{plain(f'{listed.name}.toml')} cannot be played yet"
    if listed.left_alone:
        return title, list(listed.problems)
    try:
        told = problem_lines(load(listed.file).problems)
    except Unreadable as error:
        told = [shortly(str(error), listed)]
    return title, told


def shortly(text: str, listed: Listed) -> str:
    """`text` with the name of the file in place of its path."""
    return text.replace(plain(listed.file), plain(f"{listed.name}.toml"))
