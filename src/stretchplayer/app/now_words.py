"""What somebody says, as it is told back: the words as they were typed, and what is said where nothing is known."""

from collections.abc import Sequence
from typing import Final

from stretchplayer.app.listing import Listed
from stretchplayer.app.search import Term, nearest, terms_of
from stretchplayer.catalog import asked_named
from stretchplayer.catalog.complaints import answer_of, articles, words_of
from stretchplayer.translation import gettext, to_translate

_MARKS: Final = ',.;:!?"'
_EXAMPLES: Final = to_translate('"stiff neck", "after running", "desk 2 minutes"')


def typed_words(text: str, words: str) -> str:
    """The words as they were typed, with their accents and capitals."""
    left, kept = words.split(), []
    for each in text.split():
        plain = words_of(each)
        if plain and left[: len(plain)] == plain:
            kept.append(each.strip(_MARKS))
            left = left[len(plain) :]
    return words if left else " ".join(kept)


def says_nothing(words: str) -> bool:
    """Whether the words say no more than that there is nothing at hand."""
    terms = terms_of(words_of(words))
    places = [term.meaning.place for term in terms if term.meaning and not term.meaning.muscles]
    return len(terms) == 1 and any(place is not None and place.things == frozenset() for place in places)


def without_place(terms: Sequence[Term]) -> str:
    """The words that do not say where; "" where there are no others, or none that does."""
    others = [term for term in terms if not (term.meaning and term.meaning.place) or term.meaning.complaint]
    means = any(term.meaning for term in others)
    words = (word for term in others for word in term.words if word not in articles())
    return " ".join(words) if means and len(others) < len(terms) else ""


def nothing(listed: Sequence[Listed], typed: str, words: str) -> str:
    """Why nothing is started for words that mean nothing here, and what may have been meant."""
    asked = asked_named(words)
    near = "" if asked else nearest(listed, words)
    hint = f"{answer_of(asked)}." if asked else gettext('did you mean "{meant}"?').format(meant=near) if near else ""
    if hint:
        text = gettext('nothing is known here for "{words}": {hint}').format(words=typed, hint=hint)
    else:
        text = gettext('nothing is known here for "{words}"{hint}').format(words=typed, hint=".")
    more = gettext(
        "Name a part of the body, what is the matter, a sport or a place, such as {examples}; "
        "`stretchplayer list` shows every routine"
    )
    return f"{text} {more.format(examples=gettext(_EXAMPLES))}"


def say_more() -> str:
    """What to say, where what was said says nothing."""
    text = gettext("say what is stiff or sore, or what you have done: {examples}")
    return text.format(examples=gettext(_EXAMPLES))
