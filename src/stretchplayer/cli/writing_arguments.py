"""Arguments of the commands that write routines, `new`, `customize`, `remove`, `restore`, `fmt`, `edit`; and `week`."""

import argparse

from stretchplayer.cli.commands import Commands, add_face, add_json, add_minutes, add_paths, add_routine, number
from stretchplayer.translation import gettext


def add_writing(commands: Commands) -> None:
    """Add them."""
    new = commands.add(
        "new",
        gettext("Write a routine into your folder: a commented starter, one for what you say, or one made of a list."),
        "authoring:new",
        "new my-morning",
        'new --for "stiff neck" --minutes 8',
        "new my-back --for lower back in bed --minutes 5",
        "new my-knee --from slip.txt",
    )
    new.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help=gettext("what the routine shall be called (with --for or --from: made of that)"),
    )
    ways = new.add_mutually_exclusive_group()
    _composing(new, ways)
    ways.add_argument(
        "--from",
        dest="source",
        metavar="FILE|-",
        help=gettext(
            "make it of a list as a physiotherapist writes it, a CSV, Workrave's exercises.xml, or the "
            "JSON of an exercise database or an interval timer; - reads standard input"
        ),
    )
    customize = commands.add(
        "customize",
        gettext("Copy a bundled routine, comments and all, as yours."),
        "authoring:customize",
        "customize desk-neck",
        "customize desk-neck --as my-neck",
    )
    add_routine(customize, gettext("the bundled routine"))
    customize.add_argument("--as", dest="new_name", metavar="NEW", help=gettext("under another name"))
    remove = commands.add(
        "remove",
        gettext("Remove a routine of yours; it is kept, and can be put back."),
        "authoring:remove",
        "remove my-neck",
    )
    add_routine(remove, gettext("a routine of yours"))
    restore = commands.add(
        "restore",
        gettext("Put back a routine of yours that was removed."),
        "authoring:restore",
        "restore",
        "restore my-neck",
    )
    restore.add_argument("name", nargs="?", metavar="NAME", help=gettext("which (without one: list them)"))
    _fmt(commands)
    _editing(commands)


def _editing(commands: Commands) -> None:
    # Imported here: no other command needs it.
    from stretchplayer.app.edit_commands import COMMANDS
    from stretchplayer.cli.editing import Operation

    edit = commands.add(
        "edit",
        gettext("Edit a routine: in your editor, as steps on the screen, line by line, or by options."),
        "editing:edit",
        "edit my-neck",
        "edit my-neck --app",
        "edit my-neck --step 3 hold=30 reps=2",
        "edit my-neck --add hamstring-strap --after 2 --remove 5",
        "edit my-neck --steps",
    )
    add_routine(edit, gettext("a routine, or a file; of a bundled one, a copy of your own is edited"))
    ways = edit.add_mutually_exclusive_group()
    ways.add_argument("--app", action="store_true", help=gettext("as steps on the screen, also where $EDITOR is set"))
    ways.add_argument("--plain", action="store_true", help=gettext("line by line, for screen readers and pipes"))
    ways.add_argument("--steps", action="store_true", help=gettext("only show the steps with their numbers"))
    edit.add_argument("--json", action="store_true", help=gettext("with --steps: as JSON"))
    done = edit.add_argument_group(gettext("changes"), gettext("made in their order, all or none of them, and saved"))
    for option, metavar, sentence in (
        ("step", "N KEY=VALUE", gettext("give a step values; KEY= takes one away")),
        ("set", "KEY=VALUE", gettext("title, summary, defaults.hold and other values of the whole routine")),
        ("add", "MOVE KEY=VALUE", gettext("put a move in at the end, or --after N, or --before N")),
        ("instead", "N MOVE", gettext(COMMANDS["instead"].help)),
        ("copy", "N", gettext(COMMANDS["copy"].help)),
        ("move", "N", gettext("move a step --to M")),
        ("remove", "N|N-M", gettext(COMMANDS["remove"].help)),
        ("off", "N", gettext(COMMANDS["off"].help)),
        ("on", "N", gettext(COMMANDS["on"].help)),
        ("rounds", "N-M", gettext("play steps in rounds, --times R (2 without it)")),
        ("apart", "N", gettext(COMMANDS["apart"].help)),
    ):
        several = " " in metavar
        names = tuple(metavar.split(" ")) if several else metavar
        nargs: str | None = "+" if several else None
        done.add_argument(f"--{option}", action=Operation, dest="operations", nargs=nargs, metavar=names, help=sentence)
    for option in ("after", "before", "to", "times"):
        done.add_argument(f"--{option}", action=Operation, dest="operations", metavar="N", help=argparse.SUPPRESS)


def _composing(new: argparse.ArgumentParser, ways: "argparse._MutuallyExclusiveGroup") -> None:
    """Let `new` compose a routine."""
    ways.add_argument(
        "--for",
        dest="words",
        nargs="+",
        metavar="WORD",
        help=gettext("compose it for what is stiff or tight, or for the whole body; a place and a thing may follow"),
    )

    def minutes(text: str) -> float:
        # Imported here: to build the arguments needs no moves.
        from stretchplayer.editing.compose import LEAST_MINUTES, MOST_MINUTES

        return number(text, gettext("minutes for a routine"), LEAST_MINUTES, MOST_MINUTES)

    new.add_argument("--minutes", type=minutes, metavar="N", help=gettext("with --for: how long it takes (default 10)"))


def _fmt(commands: Commands) -> None:
    """Add the command that formats files."""
    fmt = commands.add(
        "fmt",
        gettext("Bring routine files into order: keys, spacing, durations; every remark stays."),
        "formatting:fmt",
        "fmt",
        "fmt my-morning",
        "fmt --check routines/",
    )
    add_paths(fmt)
    fmt.add_argument(
        "--check", action="store_true", help=gettext("write nothing; name the files that would change, and exit 1")
    )


def add_week(commands: Commands) -> None:
    """Add the command for the plan of the week."""
    week = commands.add(
        "week",
        gettext("Show your plan for the next seven days, and what the limits say of it; change it, play it."),
        "week:week",
        "week",
        'week --add desk-neck --on mon,wed,fri --at 10:30 --cue "after the first coffee"',
        "week --add morning hips --on every second day",
        "week --remove desk-neck",
        "week --play",
        "week --ics stretching.ics",
    )
    ways = week.add_mutually_exclusive_group()
    add_json(ways)
    routines = ways.add_argument(
        "--add", nargs="+", metavar="ROUTINE", help=gettext("plan a routine; several are done in turn")
    )
    vars(routines)["complete"] = {"bash": "_stretchplayer_routines", "zsh": "_stretchplayer_routines"}
    for option, metavar, sentence in (
        ("today", "", gettext("only what the plan has for today")),
        ("play", "", gettext("play what the plan has for today")),
        ("bad-day", "", gettext("play the moves that the plan has for a bad day")),
        ("edit", "", gettext("open the plan in your editor")),
        ("remove", "ROUTINE|N", gettext("take a routine, or the Nth entry, out of the plan")),
        ("ics", "FILE", gettext("write the plan as a calendar with alarms; - is standard output")),
        ("remind", "", gettext("let the system remind you at the times of the plan")),
        ("no-remind", "", gettext("take the reminders away again")),
        ("notify", "", gettext("show the reminder that is due now; for the timer")),
    ):
        if metavar:
            ways.add_argument(f"--{option}", metavar=metavar, help=sentence)
        else:
            ways.add_argument(f"--{option}", action="store_true", help=sentence)
    entry = week.add_argument_group(gettext("with --add"))
    entry.add_argument(
        "--on",
        nargs="+",
        default=[],
        metavar="DAYS",
        help=gettext("mon,wed,fri or every second day (default every day)"),
    )
    entry.add_argument("--cue", nargs="+", default=[], metavar="WORDS", help=gettext("when and where, in words"))
    entry.add_argument(
        "--at",
        nargs="+",
        default=[],
        metavar="TIME",
        help=gettext("a time of day, for reminders: 10:30, 8 or 8pm; of several, each is an entry"),
    )
    entry.add_argument("--fallback", nargs="+", default=[], metavar="MOVE", help=gettext("two moves for a bad day"))
    add_minutes(entry)
    add_face(week.add_argument_group(gettext("with --play and --bad-day")))
