"""Asks questions line by line, in a terminal or through a pipe, and reads the answers."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from msgspec import structs

from stretchplayer.app.answers import Person, choice_words, part_words, record
from stretchplayer.caps.profile import ASKED_AGAIN, ELSEWHERE, Part, Profile, Today, binds, ending, parts, today_of
from stretchplayer.caps.questions import NOTHING_NEW, NOTHING_YET, TODAY, Question
from stretchplayer.catalog import target_name
from stretchplayer.catalog.plain_words import unaccented
from stretchplayer.cli.printing import WRONG, Failure, note, print_warning_signs
from stretchplayer.clock import Clock
from stretchplayer.config import Folders
from stretchplayer.model.muscles import GROUP_OF, GROUPS
from stretchplayer.plain.keys import Keys, LineKeys, TerminalKeys
from stretchplayer.problems import Unreadable
from stretchplayer.translation import SOURCE, gettext, language, pgettext, to_translate

_WORST = 10
_YES = frozenset({"y", "yes"})
_NO = frozenset({"n", "no", ""})
_NONE: Final = to_translate("none")
Ask = Callable[[str], str | None]
"""Prints a question, and returns one line of answer, stripped; None at the end of the input."""


@cache
def lines() -> LineKeys:
    """The one reader of standard input where it is no terminal, so that nothing that it reads ahead is lost."""
    return LineKeys(sys.stdin.fileno())


@contextmanager
def keys(clock: Clock) -> Iterator[Keys]:
    """Single keys of the terminal, or lines where standard input is none."""
    if sys.stdin.isatty():
        with TerminalKeys(sys.stdin.fileno(), clock.monotonic) as keys:
            yield keys
    else:
        yield lines()


def line(prompt: str) -> str | None:
    """One line of answer, stripped; None at the end of the input."""
    note(prompt)
    if not sys.stdin.isatty():
        return lines().line()
    answer = sys.stdin.readline()
    return answer.strip() if answer else None


def today(
    person: Person, folders: Folders, now: Callable[[], float], ask: Ask = line, *, first: bool = False
) -> Profile:
    """Ask whether anything is new today, or so for the `first` time, and only then each of today's questions.

    What still holds stays, unless the user says that it is over. The answers are saved as of `now`.
    """
    profile, standing = person.profile, person.profile.today
    held = [each.part for each in person.said if binds(each.part)]
    new: set[Part] = set()
    over: set[Part] = set()
    if person.still:
        note(person.still)
        _asked_again(standing, new, over, ask)
    ways = gettext("Enter or n: nothing new. y: something.")
    ways += gettext(" o: something is over.") if held else ""
    while True:
        answer = ask(f"{gettext(NOTHING_YET if first else NOTHING_NEW)} {ways} {gettext('w: show the warning signs.')}")
        if answer is None:
            message = gettext("today's questions were not answered; --yes says that nothing is new")
            raise Failure(message, WRONG)
        word = answer.lower()
        if word == "w":
            print_warning_signs()
        elif word == "o" and held:
            over |= _over([part for part in held if part not in over], ask)
        elif word in _YES:
            new |= _each(standing, {answer for answer, _ in new}, ask)
            break
        elif word in _NO:
            break
    at = now()
    try:
        record(folders, at, new=new, over=over)
    except Unreadable as error:
        note(f"stretchplayer: {error}")
    there = [part for part in parts(standing) if part not in over and not (part[0] == "pain" and _pain(new))]
    return structs.replace(profile, today=today_of((*there, *new), (*standing.until, *ending(new, at))))


def _asked_again(standing: Today, new: set[Part], over: set[Part], ask: Ask) -> None:
    """Ask again for what holds only until it is asked again."""
    for question in TODAY:
        value = getattr(standing, question.key)
        if question.key not in ASKED_AGAIN or not any(binds(part) for part in _parts(question, value)):
            continue
        answer = asked(question, value, ask)
        if answer != value:
            over.update(_parts(question, value))
            new.update(_parts(question, answer))


def _over(held: Iterable[Part], ask: Ask) -> set[Part]:
    """Which of the things that still hold are over; Enter means no."""
    note(
        gettext(
            "Say that something is over only when you are sure: an injury needs its days even when it feels better."
        )
    )
    over = set()
    for part in held:
        question = Question(key="", text=gettext("Is it over: {part_words}?").format(part_words=part_words(part)))
        if asked(question, standing=False, ask=ask):
            over.add(part)
    return over


def _each(standing: Today, done: Collection[str], ask: Ask) -> set[Part]:
    """Ask each question, but not for what is `done`, or holds already and has no more to it; returns what is new."""
    new: set[Part] = set()
    for question in TODAY:
        value = getattr(standing, question.key)
        if question.key in done or (question.kind == "yes" and value):
            continue
        answer = asked(question, () if question.kind == "areas" else value, ask)
        if question.kind == "areas" or answer != value:
            new.update(_parts(question, answer))
    return new


def _parts(question: Question, value: object) -> tuple[Part, ...]:
    return parts(structs.replace(Today(), **{question.key: value}))


def _pain(found: Iterable[Part]) -> bool:
    return any(answer == "pain" for answer, _ in found)


def asked(question: Question, standing: object, ask: Ask = line) -> object:
    """The answer to one question; Enter, or the end of the input, leaves `standing`."""
    text = gettext(question.text)
    if question.key_hint:
        text = f"{text.rstrip('?').rstrip()} ({gettext(question.key_hint)})?"
    while True:
        answer = ask(f"{text} [{_hint(question, standing)}]")
        if not answer:
            return standing
        if question.key == "red_flag" and answer.lower() == "w":
            print_warning_signs()
            continue
        try:
            return parsed(question, answer)
        except ValueError as error:
            note(str(error))


def parsed(question: Question, answer: str) -> bool | int | str | tuple[str, ...] | None:
    """The value of a typed answer; ValueError says what could be answered."""
    word = answer.lower().strip()
    if question.kind == "yes":
        yes, no = ({label, label[:1], unaccented(label)} for label in _yes_no())
        if word in _YES or word in _NO or word in yes or word in no:
            return word in _YES or word in yes
        message = gettext("answer {yes} or {no}").format(yes=_yes_no()[0], no=_yes_no()[1])
    elif question.kind == "choice":
        if word in question.choices:
            return word
        if (choice := _meant(word, question.choices)) is not None:
            return choice
        if question.unsaid == "no" and (word in _NO or word == _yes_no()[1]):
            return None
        message = gettext("answer one of: {names}").format(names=", ".join(_choices(question)))
    elif question.kind == "scale":
        if word.isascii() and word.isdigit() and int(word) <= _WORST:
            return int(word)
        message = gettext("answer a number from 0 to 10")
    else:
        return _areas(question, word)
    raise ValueError(message)


def _areas(question: Question, word: str) -> tuple[str, ...]:
    yes, no = _yes_no()
    if word in _NO or word in (no, _NONE, gettext(_NONE)):
        return ()
    if (word in _YES or word == yes) and ELSEWHERE in question.choices:
        return (ELSEWHERE,)
    parts = [part.strip() for part in word.split(",") if part.strip()]
    known = (*GROUPS, *GROUP_OF, *question.choices)
    areas = tuple(dict.fromkeys(_meant(part, known) or part for part in parts))
    unknown = [area for area in areas if area not in known]
    if unknown or not areas:
        wrong = f": {unknown[0]}" if unknown else ""
        message = gettext("not a body area{wrong}; write one or more of: {names}").format(
            wrong=wrong, names=", ".join(_choices(question))
        )
        raise ValueError(message)
    return areas


def written(question: Question, value: object) -> str:
    """An answer as people read it."""
    if question.kind == "yes":
        return _yes_no()[0 if value else 1]
    if isinstance(value, tuple):
        return ", ".join(_word(area, question) for area in value) or gettext(_NONE)
    if value is None:
        return _yes_no()[1] if question.unsaid == "no" else gettext("not answered")
    return _word(value, question) if isinstance(value, str) else str(value)


def scale(prompt: str) -> int | None:
    """A number from 0 to 10, or None for Enter."""
    answer = asked(Question(key="", text=prompt, kind="scale"), None)
    return answer if isinstance(answer, int) else None


def _hint(question: Question, standing: object) -> str:
    ways = {"yes": "/".join(_yes_no()), "choice": "/".join(_choices(question)), "scale": "0-10"}
    hint = ways.get(question.kind) or gettext("{none}, or: {names}").format(
        none=gettext(_NONE), names=", ".join(_choices(question))
    )
    return f"{hint}; {gettext('Enter: {answer}').format(answer=written(question, standing))}"


def _choices(question: Question) -> tuple[str, ...]:
    """What can be typed, as it is written in the language that holds; the words of files are taken as well."""
    words = tuple(_word(each, question) for each in question.choices)
    if question.kind == "areas":
        return (*(GROUPS if language() == SOURCE else map(target_name, GROUPS)), *words)
    return (*words, _yes_no()[1]) if question.unsaid == "no" else words


def _word(value: str, question: Question) -> str:
    """A choice or a part of the body; in English a choice is written as in files."""
    if value in question.choices:
        return value if language() == SOURCE else choice_words(value)
    return target_name(value)


def _yes_no() -> tuple[str, str]:
    return pgettext("answer", "yes"), pgettext("answer", "no")


def _meant(word: str, known: Iterable[str]) -> str | None:
    """The choice or the part of the body that a word means, as in files or as it is shown, if it is one."""
    known = tuple(known)
    as_in_files = word.replace(" ", "_")
    if as_in_files in known:
        return as_in_files
    return next((key for key in known if word in _called(key)), None)


def _called(key: str) -> tuple[str, ...]:
    named = (target_name(key).casefold(),) if key in GROUPS or key in GROUP_OF else ()
    return (choice_words(key).casefold(), *named)
