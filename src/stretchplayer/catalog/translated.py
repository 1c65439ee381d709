"""Texts of routines, moves and steps in the language in which they are shown or spoken.

A text is looked up as it stands: what the catalogues know is translated, wherever it was written, and what a routine
says in words of its own stays as it is.
"""

from collections.abc import Iterable

from msgspec import structs

from stretchplayer.catalog.step_names import plain_name, targeted_name, topic_name
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Advice, AnyStep, Group, Step, Targeted
from stretchplayer.translation import SOURCE, gettext, language, pgettext


def passage(text: str, code: str | None = None) -> str:
    """Sentences: how something is done, what to take care of, what a routine is."""
    key = " ".join(text.split())
    if not key:
        return text
    found = gettext(key, code)
    return text if found == key else found


def name(text: str, code: str | None = None) -> str:
    """The name of a move or a step."""
    return _short("move", text, code)


def title(text: str, code: str | None = None) -> str:
    """The title of a routine."""
    return _short("title", text, code)


def thing(text: str, code: str | None = None) -> str:
    """What the user needs at hand."""
    return _short("thing", text, code)


def things(names: Iterable[str], code: str | None = None) -> tuple[str, ...]:
    """Several of these."""
    return tuple(thing(each, code) for each in names)


def tag(text: str, code: str | None = None) -> str:
    """A word by which routines are found."""
    return _short("tag", text, code)


def _short(context: str, text: str, code: str | None) -> str:
    return pgettext(context, text, code) if text else text


def step_name(what: AnyStep, code: str | None = None) -> str:
    """What a step is called: its own name, that of its move, or one made from its kind and its muscles."""
    given = what.name or ""
    found = name(given, code)
    if found != given or isinstance(what, Group) or (code or language()) == SOURCE:
        return found
    if given == _made(what, SOURCE):
        return _made(what, code or language()) or given
    return given


def _made(what: Step, code: str) -> str | None:
    if isinstance(what, Advice):
        return topic_name(what.topic, code)
    if isinstance(what, Targeted) and what.target:
        return targeted_name(what.kind, what.target, code)
    return plain_name(what.kind, code)


def step(what: Step, code: str | None = None) -> Step:
    """A step with everything that it says of itself translated."""
    if (code or language()) == SOURCE:
        return what
    return structs.replace(
        what,
        name=step_name(what, code),
        how=None if what.how is None else passage(what.how, code),
        caution=None if what.caution is None else passage(what.caution, code),
        say=None if what.say is None else passage(what.say, code),
    )


def routine_texts(routine: Routine, code: str | None = None) -> Routine:
    """A routine with its title and what it says of itself translated; its steps stay as they are."""
    if (code or language()) == SOURCE:
        return routine
    return structs.replace(
        routine,
        title=title(routine.title, code),
        summary=passage(routine.summary, code),
        suits=passage(routine.suits, code),
        not_for=passage(routine.not_for, code),
    )
