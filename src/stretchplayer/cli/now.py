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
    from stretchplayer.cli.planning import playable, show_plan

    if how.warning:
        note(how.warning)
    arguments.minutes, arguments.short = None, False
    if isinstance(how, Play):
        arguments.minutes, arguments.short = how.minutes, how.short
        routine, text = playable(how.name, around.folders)
    else:
        if how.reading.routine is None:
            raise Unplayable(how.reading.problems)
        routine, text = how.reading.routine, how.reading.data
    return show_plan(routine, text, arguments, around.folders, around.clock.wall())
