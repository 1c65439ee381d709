"""Texts in the language in which the program speaks to the user: English is the source, the others are catalogues.

The language stands in one place: `in_language` puts it there, once for the whole program (`cli/main.py`) or for a block
of a test. A thread that is started begins in English, unless what it does is given to `keeping_language`. Every
function takes a language of its own too, for what is spoken in another one than what is shown.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from pkgutil import get_data
from typing import TYPE_CHECKING, Final, NamedTuple, ParamSpec, TypeVar

if TYPE_CHECKING:
    from gettext import GNUTranslations, NullTranslations

SOURCE: Final = "en"
"""The language in which everything is written."""
DOMAIN: Final = "stretchplayer"
_LISTED: Final = "locale/LINGUAS"
Given = ParamSpec("Given")
Made = TypeVar("Made")


class Language(NamedTuple):
    """The two letters of a language, and its texts; None for English."""

    code: str
    texts: "NullTranslations | None" = None


_ENGLISH: Final = Language(SOURCE)
_HOLDS: Final[ContextVar[Language]] = ContextVar("language", default=_ENGLISH)


@cache
def languages() -> tuple[str, ...]:
    """Every language there is, English first, by its two letters."""
    # pkgutil instead of importlib.resources: a tenth of the time to import.
    listed = (get_data(__package__, _LISTED) or b"").decode().splitlines()
    return (SOURCE, *(word for line in listed for word in line.partition("#")[0].split()))


def language() -> str:
    """The language that holds here."""
    return _HOLDS.get().code


def by_language(most: int | None = None) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Makes a function keep its results, each for its arguments in the language that holds; the last `most` of them."""

    def keeping(make: Callable[Given, Made]) -> Callable[Given, Made]:
        @lru_cache(maxsize=most)
        def made(_code: str, *given: Given.args, **named: Given.kwargs) -> Made:
            return make(*given, **named)

        @wraps(make)
        def found(*given: Given.args, **named: Given.kwargs) -> Made:
            return made(language(), *given, **named)  # type: ignore[arg-type]  # kept for what can be hashed

        return found

    return keeping


@contextmanager
def in_language(code: str, texts: "NullTranslations | None" = None) -> Iterator[None]:
    """Let a language hold within the block, with texts of its own if they are given.

    KeyError if there are none for these letters.
    """
    token = _HOLDS.set(Language(code, _texts(code) if texts is None else texts))
    try:
        yield
    finally:
        _HOLDS.reset(token)


def keeping_language(work: Callable[Given, None]) -> Callable[Given, None]:
    """The same for a thread that is started here: what it says is in the language that holds here."""
    holds = _HOLDS.get()

    def kept(*given: Given.args, **named: Given.kwargs) -> None:
        # A thread has a context of its own, which ends with it.
        _HOLDS.set(holds)
        work(*given, **named)

    return kept


def language_for(wanted: str) -> str | None:
    """The language that a locale such as `de_AT.UTF-8` asks for; None where there is none for it."""
    code = wanted.partition(".")[0].partition("@")[0].replace("-", "_").partition("_")[0].casefold()
    if code in ("c", "posix"):
        return SOURCE
    return code if code in languages() else None


def gettext(message: str, code: str | None = None) -> str:
    """The text in the language that holds, or in another; as it is where it has not been translated."""
    found = _texts(code)
    return message if found is None else found.gettext(message)


def pgettext(context: str, message: str, code: str | None = None) -> str:
    """The same, for a text that needs its context: one word of English may be several elsewhere."""
    found = _texts(code)
    return message if found is None else found.pgettext(context, message)


def ngettext(one: str, many: str, count: float, code: str | None = None) -> str:
    """The same, for a number of things; what is not whole counts as several. The number is filled in by who asks."""
    found = _texts(code)
    if found is None:
        return one if count == 1 else many
    whole = int(count)
    # The rules of a language are for whole numbers. What is no whole number takes the form of a large one.
    return found.ngettext(one, many, whole if whole == count else _SEVERAL)


class Number(float):
    """A number that people read: formatted with a comma where the language that holds writes one."""

    def __format__(self, spec: str) -> str:
        written = super().__format__(spec)
        return written if language() == SOURCE else written.replace(".", ",")


def to_translate(message: str) -> str:
    """A text for the catalogues, which is translated where it is shown: for tables that are made once."""
    return message


def to_translate_in(context: str, message: str) -> str:  # noqa: ARG001 - the context is for the extraction
    """The same, with a context."""
    return message


def to_translate_many(one: str, many: str) -> tuple[str, str]:
    """The same, for a number of things."""
    return one, many


_SEVERAL: Final = 7


def _texts(code: str | None) -> "NullTranslations | None":
    holds = _HOLDS.get()
    return holds.texts if code is None or code == holds.code else _catalogue(code)


@cache
def _catalogue(code: str) -> "GNUTranslations | None":
    """The texts of a language; None for English. Read when they are first asked for. KeyError if there are none."""
    if code == SOURCE:
        return None
    if code not in languages():
        raise KeyError(code)
    # Imported here: who reads English does not need it.
    from gettext import GNUTranslations
    from io import BytesIO

    return GNUTranslations(BytesIO(get_data(__package__, f"locale/{code}/LC_MESSAGES/{DOMAIN}.mo") or b""))
