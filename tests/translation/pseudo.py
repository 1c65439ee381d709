"""A language that nobody speaks: every text of the template in brackets; what stands outside is not translated."""

import re
from functools import cache
from gettext import NullTranslations

from babel.messages.pofile import read_po
from update_messages import Folder

from stretchplayer.phrases import load

OPEN, CLOSE = "⟦", "⟧"
CODE = "xx"
_INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_CUT = re.compile(f"{OPEN}[^{CLOSE}]*$", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]{2,}")


class Pseudo(NullTranslations):
    """Puts brackets around what the template has, and leaves the rest as it is."""

    def __init__(self) -> None:
        super().__init__()
        with Folder().template_file.open("rb") as file:
            catalog = read_po(file)
        ids = [each.id if isinstance(each.id, str) else each.id[0] for each in catalog]
        self._known = {(each.context, text) for each, text in zip(catalog, ids, strict=True)}

    def gettext(self, message: str) -> str:
        return self._bracketed(None, message)

    def pgettext(self, context: str, message: str) -> str:
        return self._bracketed(context, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{OPEN}{msgid1 if n == 1 else msgid2}{CLOSE}" if (None, msgid1) in self._known else msgid1

    def _bracketed(self, context: str | None, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}" if (context, message) in self._known else message


@cache
def pseudo() -> Pseudo:
    """The texts of that language."""
    return Pseudo()


@cache
def _spoken() -> re.Pattern[str]:
    """Everything that the phrases of a language say: each language has them in a file of its own."""
    said = load("en", brief=True)
    own = [value for value in (getattr(said, name) for name in said.__struct_fields__) if isinstance(value, str)]
    filled = [getattr(said.filled, name) for name in said.filled.__struct_fields__]
    texts = sorted({*own, *filled, *said.red_flags, *said.tools.values()}, key=len, reverse=True)
    return re.compile("|".join(re.sub(r"\\{\w+\\}", ".*?", re.escape(text)) for text in texts if len(text) > _SHORTEST))


_SHORTEST = 3


def outside(text: str) -> str:
    """What of a text does not stand in brackets, and is not said by the phrases."""
    before = ""
    while before != text:
        before, text = text, _INNERMOST.sub(" ", text)
    # Where there was no room for all of it.
    return _spoken().sub(" ", _CUT.sub(" ", text))


def english(text: str, allowed: frozenset[str]) -> list[str]:
    """The words of a text outside of brackets, but for those that are `allowed` in small letters."""
    return [word for word in _WORD.findall(outside(text)) if word.casefold() not in allowed]
