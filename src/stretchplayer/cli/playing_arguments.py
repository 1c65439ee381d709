"""The arguments of the commands that play a session, and of those that steer one that plays elsewhere."""

import argparse
from typing import Final

from stretchplayer.cli.commands import Commands, add_face, add_json, add_minutes, add_routine, number, number_of_minutes
from stretchplayer.translation import gettext

_SLOWEST: Final = 5
_FASTEST: Final = 10_000


def add_playing(commands: Commands) -> None:
    """Add `play`, `now`, `resume` and `rehearse`."""
    play = commands.add(
        "play",
        gettext("Play a routine."),
        "start:play",
        "play desk-neck",
        "play desk-neck --plain --yes",
        "play desk-neck --minutes 10",
        "play desk-neck --short",
        "play ./my-routine.toml",
        "play morning hips",
    )
    add_routine(play, optional=True)
    play.add_argument("then", nargs="*", metavar="THEN", help=gettext("routines that follow it in the same session"))
    add_minutes(play)
    play.add_argument(
        "--swap",
        action="append",
        default=[],
        type=_swap,
        metavar="STEP=MOVE",
        help=gettext("another move in the place of a step, such as 3=calf-towel"),
    )
    add_face(play)
    now = commands.add(
        "now",
        gettext("Start what fits what you say: a routine, as long as you have, or one made for it."),
        "now:now",
        "now stiff neck",
        "now neck 5",
        "now lower back in bed --minutes 8 --dry-run",
    )
    now.add_argument(
        "words", nargs="+", metavar="WORD", help=gettext("what is stiff or sore, a sport, a place, how many minutes")
    )
    now.add_argument("--minutes", type=number_of_minutes, metavar="N", help=gettext("how many minutes you have"))
    add_face(now)
    plans = now.add_mutually_exclusive_group()
    plans.add_argument("--dry-run", action="store_true", help=gettext("show what would be played, and play nothing"))
    plans.add_argument("--json", action="store_true", help=gettext("the same as JSON"))
    resume = commands.add(
        "resume", gettext("Go on with the session that was left or lost."), "start:resume", "resume", "resume --list"
    )
    resume.add_argument("name", nargs="?", default="", help=gettext("of which routine, or the start of a session's id"))
    resume.add_argument(
        "--list", action="store_true", help=gettext("list the unfinished sessions of the last week, with their ids")
    )
    add_face(resume)
    which = resume.add_mutually_exclusive_group()
    which.add_argument(
        "--old", action="store_true", help=gettext("if the file was edited meanwhile: go on with the old version")
    )
    which.add_argument(
        "--restart", action="store_true", help=gettext("if the file was edited meanwhile: start the new version")
    )
    which.add_argument(
        "--there", action="store_true", help=gettext("go on with the session that is paused in another terminal")
    )
    rehearse = commands.add(
        "rehearse",
        gettext("Play a routine fast, with nothing recorded, charged or put on, for authors."),
        "play:rehearse",
        "rehearse my-routine --speed 20",
    )
    add_routine(rehearse)
    add_minutes(rehearse)
    rehearse.add_argument(
        "--speed",
        type=_speed,
        default=20.0,
        metavar="N",
        help=gettext("how many times as fast, 5 or more (default 20)"),
    )


def add_steering(commands: Commands) -> None:
    """Add `status`, `pause`, `next` and `back`."""
    status = commands.add(
        "status",
        gettext("Show the session that plays in another terminal, or what is unfinished."),
        "remote:status",
        "status",
        "status --line",
    )
    shapes = status.add_mutually_exclusive_group()
    add_json(shapes)
    shapes.add_argument(
        "--line", action="store_true", help=gettext("one line for a status bar, or none where there is nothing to say")
    )
    for name, sentence in (
        ("pause", gettext("Pause the session that plays in another terminal; `resume --there` goes on.")),
        ("next", gettext("Go to the next hold or set of the session that plays in another terminal.")),
        ("back", gettext("Go back in the session that plays in another terminal.")),
    ):
        commands.add(name, sentence, "remote:steer", name).set_defaults(asks=name)


def _swap(text: str) -> tuple[str, str]:
    step, equals, move = text.partition("=")
    if not (equals and move and all(part.isdecimal() for part in step.split("."))):
        message = gettext("not a step and a move: {text} (write 3=calf-towel)").format(text=text)
        raise argparse.ArgumentTypeError(message)
    return step, move


def _speed(text: str) -> float:
    # Any slower, it would be a session that is not counted.
    return number(text, gettext("a speed for a rehearsal"), _SLOWEST, _FASTEST)
