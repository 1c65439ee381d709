"""The command line: every command with its arguments, its help and an example."""

import argparse
from collections.abc import Callable, Collection, Iterator
from types import MappingProxyType
from typing import Final

from stretchplayer import DISCLAIMER, __version__
from stretchplayer.cli.commands import (
    Commands,
    HelpFormatter,
    Parser,
    add_json,
    add_minutes,
    add_paths,
    add_routine,
)
from stretchplayer.cli.playing_arguments import add_playing, add_steering
from stretchplayer.cli.writing_arguments import add_week, add_writing
from stretchplayer.translation import gettext, to_translate

Run = Callable[[argparse.Namespace], int]

_ABOUT: Final = to_translate("A guided stretching player for the terminal, with caps that keep you from overdoing it.")
_BEGIN: Final = (
    ("stretchplayer play desk-neck", to_translate("play a routine")),
    ("stretchplayer resume", to_translate("go on with the one that was left")),
    ("stretchplayer customize desk-neck", to_translate("make it yours")),
)


def _epilog() -> str:
    lines = [gettext("Start here:"), *(f"  {typed:<35} {gettext(does)}" for typed, does in _BEGIN)]
    return "\n".join((*lines, "", gettext(DISCLAIMER)))


def parser(first: str | None = None) -> "Parser":
    """The command line; each command names the function that runs it as `module:function`.

    Where the `first` word is a command, or "" because nothing was typed, only what it needs is built: building all
    takes a tenth of the time that `list` takes.
    """
    top = Parser(
        prog="stretchplayer",
        description=gettext(_ABOUT),
        epilog=_epilog(),
        formatter_class=HelpFormatter,
    )
    top.add_argument(
        "--version",
        action="version",
        version=f"stretchplayer {__version__}",
        help=gettext("show the version of the program and exit"),
    )
    top.set_defaults(run="stretchplayer.cli.start:start")
    commands = Commands(top.add_subparsers(title=gettext("commands"), metavar="COMMAND"))
    top.names = commands.names
    everything = [] if first == "" else list(GROUPS)
    for add in [each for each, names in GROUPS.items() if first in names] or everything:
        add(commands)
    return top


class _Topics(Collection[str]):
    """The topics of advice, imported when one is typed or completed: no other command needs them."""

    def __contains__(self, topic: object) -> bool:
        return any(topic == each for each in self)

    def __iter__(self) -> Iterator[str]:
        from stretchplayer.advice import TOPICS

        return iter(TOPICS)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _sounding(commands: Commands) -> None:
    render = commands.add(
        "render",
        gettext("Write the whole guided session as one file of sound."),
        "rendering:render",
        "render desk-neck -o desk-neck.wav",
        "render desk-neck -o - --format flac > desk-neck.flac",
    )
    add_routine(render)
    add_minutes(render)
    render.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help=gettext(".wav, .flac, .mp3 or .ogg by its ending; - is standard output"),
    )
    render.add_argument(
        "--format",
        choices=("wav", "flac", "mp3", "ogg"),
        default="wav",
        help=gettext("for standard output (default wav)"),
    )
    render.add_argument("--voice", choices=("full", "names", "off"), help=gettext("how much is spoken"))
    render.add_argument("--force", action="store_true", help=gettext("overwrite the file if it is there"))
    sound = commands.add(
        "sound",
        gettext("Play each cue by its name, and a phrase."),
        "doctor:sound",
        "sound test",
        "sound test go release",
    )
    sound.add_argument("what", choices=("test",), help=gettext("what to do"))
    sound.add_argument("cues", nargs="*", metavar="CUE", help=gettext("only these cues"))


def _reading(commands: Commands) -> None:
    listing = commands.add(
        "list",
        gettext("List the routines with minutes and needs, or those for what you say."),
        "start:list_",
        "list",
        "list stiff neck",
        "list --for lower back",
    )
    listing.add_argument(
        "said", nargs="*", metavar="WORD", help=gettext("what is the matter, a sport, a place, a move in it")
    )
    listing.add_argument(
        "--for",
        dest="words",
        nargs="+",
        metavar="WORD",
        help=gettext("only those that work on a muscle or body part, in any usual name, the best first"),
    )
    forms = listing.add_mutually_exclusive_group()
    add_json(forms)
    forms.add_argument("--names", action="store_true", help=gettext("only the names, one per line"))
    every = gettext("List the moves for what you say, or show one of them in full.")
    found = commands.add("moves", every, "moves:list_moves", "moves tight hips", "moves neck in bed", "moves calf-wall")
    words = found.add_argument(
        "words", nargs="*", metavar="WORD", help=gettext("what is the matter, a muscle, a place, a name")
    )
    vars(words)["complete"] = {"bash": "_stretchplayer_moves", "zsh": "_stretchplayer_moves"}
    found.add_argument("--all", action="store_true", help=gettext("on a terminal, also those that do not fit on it"))
    add_json(found)
    show = commands.add("show", gettext("Show one routine in full."), "browse:show", "show desk-neck")
    add_routine(show)
    check = commands.add(
        "check",
        gettext("Find all problems of routine files, with line and column."),
        "authoring:check",
        "check",
        "check my-routine.toml routines/",
        "check my-morning --watch",
    )
    add_paths(check)
    ways = check.add_mutually_exclusive_group()
    add_json(ways)
    ways.add_argument(
        "--watch", action="store_true", help=gettext("check again whenever a file changes; ctrl+c ends it")
    )
    plan = commands.add(
        "plan",
        gettext("Show what would be played now, and what the caps take away."),
        "planning:plan",
        "plan desk-neck",
        "plan desk-neck --minutes 10",
    )
    add_routine(plan)
    add_minutes(plan)
    add_json(plan)
    commands.add(
        "schema", gettext("Print the JSON Schema of the file format."), "about:schema", "schema > routine.schema.json"
    )


def _drawing(commands: Commands) -> None:
    drawn = commands.add(
        "figure",
        gettext("Show how a move is done, or write it as a picture."),
        "rendering:figure",
        "figure calf-wall",
        "figure calf-wall -o calf-wall.gif",
        "figure my-stretch --routine my-morning",
    )
    move = drawn.add_argument(
        "move", nargs="?", metavar="MOVE", help=gettext("a move of the catalogue (without one: list them)")
    )
    vars(move)["complete"] = {"bash": "_stretchplayer_moves", "zsh": "_stretchplayer_moves"}
    routine = drawn.add_argument(
        "--routine", metavar="NAME|FILE", help=gettext("look for the move in this routine instead")
    )
    vars(routine)["complete"] = {"bash": "_stretchplayer_routines", "zsh": "_stretchplayer_routines"}
    drawn.add_argument("--side", choices=("left", "right"), help=gettext("the side at work (default left)"))
    drawn.add_argument("-o", "--output", metavar="FILE", help=gettext(".png, .svg or, moving, .gif by its ending"))
    drawn.add_argument("--force", action="store_true", help=gettext("overwrite the file if it is there"))

    sheet = commands.add(
        "print",
        gettext("Write a routine as a page to print: figures, doses, cautions and warning signs."),
        "sheets:print_",
        "print desk-neck -o desk-neck.html",
        "print desk-neck -o desk-neck.pdf",
        "print desk-neck -o - --format pdf > desk-neck.pdf",
    )
    add_routine(sheet)
    add_minutes(sheet)
    sheet.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help=gettext(".html or .pdf by its ending; - is standard output"),
    )
    sheet.add_argument("--format", choices=("html", "pdf"), help=gettext("for standard output (default html)"))
    sheet.add_argument("--force", action="store_true", help=gettext("overwrite the file if it is there"))


def _records(commands: Commands) -> None:
    history = commands.add(
        "history",
        gettext("Show the sessions done, or one of them in full."),
        "records:history",
        "history",
        "history --csv",
        "history last",
        "history --delete 3f2a91c0",
    )
    history.add_argument(
        "id", nargs="?", metavar="ID", help=gettext("the session to open: the start of its id, or `last`")
    )
    shapes = history.add_mutually_exclusive_group()
    add_json(shapes)
    shapes.add_argument("--csv", action="store_true", help=gettext("as comma-separated values"))
    shapes.add_argument("--delete", metavar="ID", help=gettext("delete the session with this id; asks first"))
    shapes.add_argument(
        "--note", metavar="TEXT", help=gettext("keep this text as the session's note; an empty one removes it")
    )
    history.add_argument("--yes", action="store_true", help=gettext("delete without asking"))
    measure = commands.add(
        "measure",
        gettext("Measure how far you reach: knee to wall, and fingertips to floor."),
        "measuring:measure",
        "measure",
        "measure --show",
        "measure --every-two-weeks yes",
    )
    measure.add_argument("--show", action="store_true", help=gettext("only show what was measured"))
    measure.add_argument(
        "--every-two-weeks", choices=("yes", "no"), help=gettext("whether the history page offers it every two weeks")
    )
    add_json(measure)
    ledger = commands.add(
        "ledger",
        gettext("Show seconds per muscle and side, today and this week, against their caps."),
        "records:ledger",
        "ledger",
    )
    add_json(ledger)
    export = commands.add(
        "export", gettext("Write the history as JSON Lines."), "records:export", "export history.jsonl"
    )
    export.add_argument("file", metavar="FILE", help=gettext("where to; - is standard output"))
    export.add_argument("--force", action="store_true", help=gettext("overwrite the file if it is there"))
    bring = commands.add(
        "import",
        gettext("Merge a history from another machine; doing it twice changes nothing."),
        "records:import_",
        "import h.jsonl",
    )
    bring.add_argument("file", metavar="FILE", help=gettext("what export wrote; - is standard input"))


def _about(commands: Commands) -> None:
    profile = commands.add(
        "profile",
        gettext("Answer the questions that the caps go by."),
        "about:profile",
        "profile",
        "profile --set age=65-over --set pregnant=no",
    )
    profile.add_argument(
        "--set", action="append", default=[], metavar="KEY=ANSWER", help=gettext("one answer, without asking")
    )
    profile.add_argument("--reset", action="store_true", help=gettext("forget all answers"))
    add_json(profile)
    advice = commands.add(
        "advice",
        gettext("Read what there is on drinking, posture, rest and more, and when to see someone."),
        "browse:advice",
        "advice",
        "advice posture",
    )
    advice.add_argument(
        "topic", nargs="?", type=_topic, choices=_Topics(), metavar="TOPIC", help=gettext("what to read about")
    )
    add_json(advice)
    caps = commands.add("caps", gettext("Show every limit with its value, grade and source."), "about:caps", "caps")
    add_json(caps)
    commands.add("doctor", gettext("Show what works here and what does not."), "doctor:doctor", "doctor")
    commands.add("where", gettext("Show the folders in use."), "about:where", "where")
    completion = commands.add(
        "completion", gettext("Print a completion script for your shell."), "about:completion", "completion bash"
    )
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help=gettext("which shell"))


def _topic(word: str) -> str:
    # Imported here: the texts are needed for nothing else.
    from stretchplayer.cli.browse import topic

    return topic(word)


GROUPS: Final = MappingProxyType(
    {
        add_playing: ("play", "now", "resume", "rehearse"),
        add_steering: ("status", "pause", "next", "back"),
        _sounding: ("render", "sound"),
        _reading: ("list", "moves", "show", "check", "plan", "schema"),
        _drawing: ("figure", "print"),
        add_writing: ("new", "customize", "edit", "remove", "restore", "fmt"),
        add_week: ("week",),
        _records: ("history", "measure", "ledger", "export", "import"),
        _about: ("profile", "advice", "caps", "doctor", "where", "completion"),
    }
)
"""What adds commands, and which."""
