"""`profile`: the questions that are asked once and kept."""

import argparse

from msgspec import structs

from stretchplayer.app.answers import keep, kept, person
from stretchplayer.caps.profile import Profile, Today
from stretchplayer.caps.questions import PROFILE, Question
from stretchplayer.cli.asking import asked, parsed, written
from stretchplayer.cli.outcome import FINE, Failure
from stretchplayer.cli.output import note, out, out_json, table
from stretchplayer.cli.reading import interactive
from stretchplayer.clock import RealClock
from stretchplayer.config import folders

_QUESTIONS = {question.key: question for question in PROFILE}


def profile(arguments: argparse.Namespace) -> int:
    """Show, ask, set or forget the answers; those left out mean the careful default of a new user."""
    where = folders()
    if arguments.reset:
        keep(Profile(), where)
        note("All answers are forgotten.")
        if still := person(where, RealClock().wall()).still:
            note(still)
        return FINE
    answers = kept(where)
    if arguments.set:
        answers = structs.replace(answers, **dict(map(_setting, arguments.set)))
        keep(answers, where)
    elif not arguments.json and interactive():
        note("Enter keeps what stands in brackets. Nothing has to be answered; nothing leaves this machine.")
        answers = structs.replace(answers, **{each.key: asked(each, getattr(answers, each.key)) for each in PROFILE})
        keep(structs.replace(answers, today=Today()), where)
    if arguments.json:
        out_json(_shape(answers))
    else:
        table([(question.text, written(question, getattr(answers, question.key))) for question in PROFILE])
        out("General information, not medical advice; not reviewed by a clinician.")
    return FINE


def _setting(text: str) -> tuple[str, object]:
    key, _, answer = text.partition("=")
    question: Question | None = _QUESTIONS.get(key.strip())
    if question is None:
        message = f"no question is called {key}: {', '.join(_QUESTIONS)}"
        raise Failure(message)
    try:
        return question.key, parsed(question, answer)
    except ValueError as error:
        message = f"{key}: {error}"
        raise Failure(message) from error


def _shape(answers: Profile) -> dict[str, object]:
    """The answers as others may rely on them.

    `pregnant` and `recent_surgery` say what they said when each was one question with yes or no; `pregnant_now` and
    `recent_surgery_where` say the rest.
    """
    found = {question.key: getattr(answers, question.key) for question in PROFILE}
    return found | {
        "pregnant": answers.pregnant or answers.gave_birth,
        "pregnant_now": answers.pregnant,
        "recent_surgery": bool(answers.recent_surgery),
        "recent_surgery_where": answers.recent_surgery,
    }
