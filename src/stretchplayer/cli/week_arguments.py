"""The arguments of `week`."""

from stretchplayer.cli.commands import Commands, add_json, add_minutes


def add_week(commands: Commands) -> None:
    """Add the command for the plan of the week."""
    week = commands.add(
        "week",
        "Show the plan of the next seven days, judged ahead by the caps; change it, play it, be reminded of it.",
        "week:week",
        "week",
        'week --add desk-neck --on mon,wed,fri --at 10:30 --cue "after the first coffee"',
        "week --add morning hips --on every second day",
        "week --remove desk-neck",
        "week --today",
        "week --play",
        "week --ics stretching.ics",
    )
    ways = week.add_mutually_exclusive_group()
    add_json(ways)
    ways.add_argument("--today", action="store_true", help="only what the plan has for today")
    ways.add_argument("--play", action="store_true", help="play what the plan has for today, with its doses")
    ways.add_argument("--bad-day", action="store_true", help="play the moves that the plan has for a bad day")
    ways.add_argument("--edit", action="store_true", help="open the plan in your editor")
    added = ways.add_argument("--add", nargs="+", metavar="ROUTINE", help="plan a routine; several are done in turn")
    vars(added)["complete"] = {"bash": "_stretchplayer_routines", "zsh": "_stretchplayer_routines"}
    ways.add_argument("--remove", metavar="ROUTINE|N", help="take a routine, or the Nth entry, out of the plan")
    ways.add_argument("--ics", metavar="FILE", help="write the plan as a calendar with alarms; - is standard output")
    ways.add_argument("--remind", action="store_true", help="let the system remind you at the times of the plan")
    ways.add_argument("--no-remind", action="store_true", help="take the reminders away again")
    ways.add_argument("--notify", action="store_true", help="show the reminder that is due now; for the timer")
    entry = week.add_argument_group("with --add")
    entry.add_argument(
        "--on", nargs="+", default=[], metavar="DAYS", help="mon,wed,fri or every second day (default every day)"
    )
    entry.add_argument("--cue", nargs="+", default=[], metavar="WORDS", help="when and where, in words")
    entry.add_argument("--at", default="", metavar="H:MM", help="a time of day, for reminders")
    entry.add_argument("--fallback", nargs="+", default=[], metavar="MOVE", help="two moves for a bad day")
    add_minutes(entry)
    playing = week.add_argument_group("with --play and --bad-day")
    playing.add_argument("--plain", action="store_true", help="one line per event")
    playing.add_argument("--mute", action="store_true", help="no cues, no voice, no bell")
    playing.add_argument("--yes", action="store_true", help="with --play: nothing is new today, begin at once")
