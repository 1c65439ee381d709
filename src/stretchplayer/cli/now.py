"""`now`: starts what fits what the user says, or shows what would be started."""

import argparse

from stretchplayer.app.listing import listed
from stretchplayer.app.now import choose, start
from stretchplayer.app.session_flow import Play, Unplayable
from stretchplayer.cli.printing import note
from stretchplayer.cli.start import environment, run_session


def now(arguments: argparse.Namespace) -> int:
    """Choose a routine for what is said, and play it; with `--dry-run` or `--json`, print its plan."""
    around = environment(arguments)
    choice = choose(listed(around.folders), " ".join(arguments.words), arguments.minutes)
    how = start(choice, around.folders, yes=arguments.yes)
    if choice.meant:
        note(choice.meant)
    if not (arguments.dry_run or arguments.json):
        return run_session(how, arguments)
    from stretchplayer.cli.planning import show_plan, show_play

    if how.warning:
        note(how.warning)
    if isinstance(how, Play):
        return show_play(how, arguments, around)
    if how.reading.routine is None:
        raise Unplayable(how.reading.problems)
    arguments.minutes, arguments.short = None, False
    return show_plan(how.reading.routine, how.reading.data, arguments, around.folders, around.clock.wall())
