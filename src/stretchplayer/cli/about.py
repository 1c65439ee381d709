"""`profile`, `caps`, `schema`, `where` and `completion`: what the program knows about you and itself."""

import argparse
import sys

from msgspec import structs

from stretchplayer import DISCLAIMER
from stretchplayer.app.answers import load_profile, person, save_profile
from stretchplayer.caps.limits import (
    ALL_LIMITS,
    GRADES,
    Limit,
    bound,
    grade_of,
    limits_disclaimer,
    ruled_of,
    usual,
    what_of,
)
from stretchplayer.caps.profile import Profile, Today
from stretchplayer.caps.questions import PROFILE, Question
from stretchplayer.cli.asking import asked, parsed, written
from stretchplayer.cli.printing import FINE, Failure, fields, interactive, note, out, out_json, table
from stretchplayer.clock import RealClock
from stretchplayer.config import folders
from stretchplayer.translation import gettext, pgettext

_QUESTIONS = {question.key: question for question in PROFILE}


def profile(arguments: argparse.Namespace) -> int:
    """Show, ask, set or reset the answers."""
    where = folders()
    if arguments.reset:
        save_profile(Profile(), where)
        note(gettext("All answers are forgotten."))
        if still := person(where, RealClock().wall()).still:
            note(still)
        return FINE
    answers = load_profile(where)
    if arguments.set:
        answers = structs.replace(answers, **dict(map(_setting, arguments.set)))
        save_profile(answers, where)
    elif not arguments.json and interactive():
        note(gettext("Enter keeps what stands in brackets. Nothing has to be answered; nothing leaves this machine."))
        answers = structs.replace(answers, **{each.key: asked(each, getattr(answers, each.key)) for each in PROFILE})
        save_profile(structs.replace(answers, today=Today()), where)
    elif not arguments.json:
        note(
            gettext(
                "Questions are asked at a terminal only; `stretchplayer profile --set KEY=ANSWER` answers one anywhere."
            )
        )
    if arguments.json:
        out_json(_profile_shape(answers))
    else:
        table([(gettext(each.text), written(each, getattr(answers, each.key))) for each in PROFILE])
        out(gettext(DISCLAIMER))
    return FINE


def _setting(text: str) -> tuple[str, object]:
    key, _, answer = text.partition("=")
    question: Question | None = _QUESTIONS.get(key.strip())
    if question is None:
        message = gettext("no question is called {key}: {questions}").format(key=key, questions=", ".join(_QUESTIONS))
        raise Failure(message)
    try:
        return question.key, parsed(question, answer)
    except ValueError as error:
        message = f"{key}: {error}"
        raise Failure(message) from error


def _profile_shape(answers: Profile) -> dict[str, object]:
    """The answers in their stable format.

    `pregnant` and `recent_surgery` mean what they did when each was one question with yes or no; `pregnant_now` and
    `recent_surgery_where` have the details.
    """
    found = {question.key: getattr(answers, question.key) for question in PROFILE}
    return found | {
        "pregnant": answers.pregnant or answers.gave_birth,
        "pregnant_now": answers.pregnant,
        "recent_surgery": bool(answers.recent_surgery),
        "recent_surgery_where": answers.recent_surgery,
    }


_NAMES_IN = {
    "bash": """\
_stretchplayer_routines() {
  compgen -W "$(stretchplayer list --names 2>/dev/null)" -- "$1"
  compgen -f -X '!*.toml' -- "$1"
}
_stretchplayer_moves() {
  compgen -W "$(stretchplayer figure 2>/dev/null)" -- "$1"
}
""",
    "zsh": """\
_stretchplayer_routines() {
  local -a names
  names=(${(f)"$(stretchplayer list --names 2>/dev/null)"})
  _describe 'routine' names
  _files -g '*.toml'
}
_stretchplayer_moves() {
  local -a names
  names=(${(f)"$(stretchplayer figure 2>/dev/null)"})
  _describe 'move' names
}
""",
    "tcsh": "",
}
"""Shell functions that complete the names of routines and moves; `parser` refers to them."""


def caps(arguments: argparse.Namespace) -> int:
    """Every limit: what it binds, usual and cap, grade, source."""
    if arguments.json:
        out_json([_limit_shape(limit) for limit in ALL_LIMITS.values()])
        return FINE
    for limit in ALL_LIMITS.values():
        out(f"{limit.id}: {what_of(limit)}")
        common = gettext("usual {usual}; ").format(usual=usual(limit)) if limit.usual else ""
        out(f"    {common}{bound(limit)}{f' ({ruled_of(limit)})' if limit.ruled else ''}")
        out(gettext("    grade {grade}: {source}").format(grade=grade_of(limit), source=limit.source))
    out("")
    for grade, meaning in GRADES.items():
        out(f"{grade}: {pgettext('grade', meaning)}")
    out(limits_disclaimer())
    return FINE


def schema(_arguments: argparse.Namespace) -> int:
    """The JSON Schema of a routine file."""
    # Imported here: no other command of this module needs the reader.
    from stretchplayer.routine.json_schema import schema as make

    out_json(make())
    return FINE


def where(_arguments: argparse.Namespace) -> int:
    """The folders in use, whether they exist yet or not."""
    used = folders()
    table(
        [
            (gettext("your routines"), str(used.routines)),
            (gettext("configuration"), str(used.config)),
            (gettext("plan of the week"), str(used.plan)),
            (gettext("history and profile"), str(used.data)),
            (pgettext("where", "state"), str(used.state)),
            (gettext("reports"), str(used.reports)),
            (gettext("your sounds"), str(used.sounds)),
            (gettext("spoken phrases"), str(used.spoken)),
            (gettext("bundled routines"), str(used.bundled)),
        ]
    )
    return FINE


def completion(arguments: argparse.Namespace) -> int:
    """A completion script, made from the command line as it is declared."""
    # Imported here: shtab and the parser are needed for nothing else.
    import shtab

    from stretchplayer.cli.parser import parser

    sys.stdout.write(shtab.complete(parser(), arguments.shell, preamble=_NAMES_IN[arguments.shell]))
    return FINE


def _limit_shape(limit: Limit) -> dict[str, object]:
    return {
        **fields(limit, "id", "what", "unit", "usual"),
        "cap": limit.cap if limit.capped else None,
        **fields(limit, "least", "grade", "source"),
        "more": limit.ruled,
    }
