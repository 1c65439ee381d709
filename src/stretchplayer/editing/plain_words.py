"""What is said about the text of a routine in the words of its form: fields by their labels, moves by their titles."""

import re
from typing import Final

from stretchplayer.editing.question_words import titled
from stretchplayer.editing.step_form import label, within
from stretchplayer.routine.fields import ANY_KIND
from stretchplayer.text import capitalised

_MISSING: Final = re.compile(r"^missing key [`']([a-z_]+)[`']: ")
_ABOUT: Final = re.compile(r"^([a-z_]+): ")
_MARKED: Final = re.compile(r"`([a-z_]+)`")
_SET: Final = re.compile(r'`?\b([a-z_]+) = ("?)([\w.,\[\] -]+?)\2`?(?=[ .,:;)]|$)')
_KNOWN: Final = ANY_KIND | {"kind", "repeat", "defaults"}


def plainly(message: str) -> str:
    """A message about a text as it is said beside its form, as a sentence without a full stop of its own."""
    said = _MISSING.sub(lambda found: f'"{label(found[1]).partition(",")[0]}" is not filled in: ', message)
    said = _ABOUT.sub(lambda found: f"{label(found[1]).partition(',')[0]}: " if found[1] in _KNOWN else found[0], said)
    said = said.replace(
        'does nothing without sides = "each"', "counts only where Sides is each. Press s for each, or empty this field"
    )
    said = _SET.sub(lambda found: f"{_short(found[1])} {found[3]}" if found[1] in _KNOWN else found[0], titled(said))
    said = _MARKED.sub(lambda found: _short(found[1]) if found[1] in _KNOWN else found[0], said)
    return capitalised(said)


def _short(key: str) -> str:
    """The label of a field within a sentence."""
    return within(label(key).partition(",")[0])
