"""Asks questions line by line, in a terminal or through a pipe, and reads the answers."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from msgspec import structs

from stretchplayer.caps.profile import Profile, Today
from stretchplayer.caps.questions import NOTHING_NEW, TODAY, Question
from stretchplayer.catalog import target_name
from stretchplayer.cli.outcome import WRONG, Failure
from stretchplayer.cli.output import note
from stretchplayer.cli.reading import tell_red_flags
from stretchplayer.model.muscles import GROUP_OF, GROUPS
from stretchplayer.plain.keys import Keys, LineKeys, TerminalKeys

_WORST = 10
_YES = frozenset({"y", "yes"})
_NO = frozenset({"n", "no", ""})
Ask = Callable[[str], str | None]
"""Puts a question, and returns one line of answer, stripped; None when nobody is there."""


@cache
def lines() -> LineKeys:
    """The one reader of standard input where it is no terminal: what it reads ahead is not lost to the next."""
    return LineKeys(sys.stdin.fileno())


@contextmanager
def keys() -> Iterator[Keys]:
    """Single keys of the terminal, or lines where standard input is none."""
    if sys.stdin.isatty():
        with TerminalKeys(sys.stdin.fileno()) as keys:
            yield keys
    else:
        yield lines()


def line(prompt: str) -> str | None:
    """One line of answer, stripped; None when nobody is there."""
    note(prompt)
    if not sys.stdin.isatty():
        return lines().line()
    answer = sys.stdin.readline()
    return answer.strip() if answer else None


def today(answers: Profile, ask: Ask = line) -> Profile:
    """Today's questions put in one; only who has something new is asked them one by one."""
    while True:
        answer = ask(f"{NOTHING_NEW} Enter or n: nothing new. y: something. w: show the warning signs.")
        if answer is None:
            message = "today's questions were not answered; --yes says that nothing is new"
            raise Failure(message, WRONG)
        if answer.lower() == "w":
            tell_red_flags()
        elif answer.lower() in _NO:
            return answers
        elif answer.lower() in _YES:
            return structs.replace(answers, today=_each(ask))


def _each(ask: Ask) -> Today:
    changes = {question.key: asked(question, getattr(Today(), question.key), ask) for question in TODAY}
    return structs.replace(Today(), **changes)


def asked(question: Question, standing: object, ask: Ask = line) -> object:
    """The answer to one question; Enter, or nobody there, leaves `standing`."""
    while True:
        answer = ask(f"{question.text} [{_hint(question, standing)}]")
        if not answer:
            return standing
        try:
            return parsed(question, answer)
        except ValueError as error:
            note(str(error))


def parsed(question: Question, answer: str) -> bool | int | str | tuple[str, ...]:
    """The value of a written answer; ValueError says what could be answered."""
    word = answer.lower().strip()
    if question.kind == "yes":
        if word in _YES or word in _NO:
            return word in _YES
        message = "answer yes or no"
    elif question.kind == "choice":
        if word in question.choices:
            return word
        message = f"answer one of: {', '.join(question.choices)}"
    elif question.kind == "scale":
        if word.isascii() and word.isdigit() and int(word) <= _WORST:
            return int(word)
        message = "answer a number from 0 to 10"
    else:
        areas = tuple(dict.fromkeys(part.strip().replace(" ", "_") for part in word.split(",") if part.strip()))
        if word in _NO:
            return ()
        unknown = [area for area in areas if area not in GROUPS and area not in GROUP_OF]
        if not unknown:
            return areas
        message = f"not a body area: {unknown[0]}; write one or more of: {', '.join(GROUPS)}"
    raise ValueError(message)


def written(question: Question, value: object) -> str:
    """An answer as people read it."""
    if question.kind == "yes":
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(target_name(area) for area in value) or "none"
    return "not answered" if value is None else str(value)


def scale(prompt: str) -> int | None:
    """A number from 0 to 10, or None for Enter."""
    answer = asked(Question(key="", text=prompt, kind="scale"), None)
    return answer if isinstance(answer, int) else None


def _hint(question: Question, standing: object) -> str:
    choices = {
        "yes": "yes/no",
        "choice": "/".join(question.choices),
        "scale": "0-10",
        "areas": f"none, or: {', '.join(GROUPS)}",
    }[question.kind]
    return f"{choices}; Enter: {written(question, standing)}"
