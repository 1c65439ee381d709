"""What may be written for a value that does not fit: its nearest form as TOML, which is known to fit."""

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec
import tomli
from msgspec import inspect

from stretchplayer.model.duration import Count, Tempo, count_meant, length_meant, phases_meant
from stretchplayer.model.number_ranges import Labels
from stretchplayer.model.steps import Targets
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import TRUTHS, WORDS, Path, Spelling, fits, word_meant
from stretchplayer.routine.fields import LABEL, LENGTHS, WRITTEN, Field, read_value
from stretchplayer.routine.number_words import in_digits

_PLAIN_NUMBER: Final = re.compile(r"-?[0-9]{1,8}([.,][0-9]{1,4})?").fullmatch
_TWO_ENDS: Final = re.compile(r"(\D*)([0-9.]+)(\D*?(?:-|–|to)\D*?)([0-9.]+)(\D*)").fullmatch
_MOST: Final = 1_000_000
"""Beyond this, a number is no slip of the hand."""
_GAP: Final = re.compile(r"\s+")


def rewritten(value: object, field: Field, where: Path, spelling: Spelling) -> tuple[str, ...]:
    """What may stand in place of `value`, or of its item at `where`, as TOML, the best first; often nothing."""
    if not where:
        return _fitting(_meant(value, field.shape, spelling), "{}", field)
    (index,) = where
    shape = field.shape
    if not isinstance(value, list) or not isinstance(index, int) or not isinstance(shape, inspect.CustomType):
        return ()
    # In a list, each item is judged by itself.
    return _fitting(_item_meant(value[index], shape.cls, spelling), "[{}]", field)


def _fitting(candidates: Iterator[str], form: str, field: Field) -> tuple[str, ...]:
    """The candidates that fit, each meaning once: 30 and "30 s" are the same."""
    found: dict[str, str] = {}
    for each in candidates:
        value = tomli.loads(f"value = {form.format(each)}")["value"]
        if fits(value, field):
            found.setdefault(repr(msgspec.convert(value, field.annotation, dec_hook=read_value)), each)
    return tuple(found.values())


def _meant(value: object, shape: inspect.Type, spelling: Spelling) -> Iterator[str]:
    if isinstance(shape, inspect.CustomType):
        yield from _custom_meant(value, shape.cls, spelling)
    elif isinstance(shape, inspect.StrType):
        yield from _text_meant(value, shape)
    elif isinstance(shape, inspect.IntType | inspect.FloatType):
        yield from _number_meant(value)
        if isinstance(shape, inspect.IntType) and isinstance(value, int) and not isinstance(value, bool):
            # The nearer end of a scale; a length or a temperature beyond its ends says nothing about what is meant.
            yield str(min(max(value, shape.ge or 0), shape.le or 0))
    elif isinstance(shape, inspect.LiteralType):
        yield from _word_meant(value, tuple(map(str, shape.values)), spelling)
    elif isinstance(shape, inspect.BoolType):
        yield from _truth_meant(value)


def _custom_meant(value: object, kind: type[Any], spelling: Spelling) -> Iterator[str]:
    if kind in LENGTHS or kind in WRITTEN:
        if isinstance(value, str):
            yield from _written_meant(value, kind)
        yield from _number_meant(value)
    elif not isinstance(value, list):
        words = tuple(_item_meant(value, kind, spelling))
        # Several entries stand in a list only.
        yield from (each for each in words if '", "' not in each)
        yield from (f"[{each}]" for each in words)


def _item_meant(item: object, kind: type[Any], spelling: Spelling) -> Iterator[str]:
    """What may stand for an entry of a list of texts, loads, answers or targets: one entry, or several."""
    if kind is Labels:
        yield from _text_meant(item, LABEL)
    elif kind in WORDS:
        yield from _word_meant(item, WORDS[kind], spelling)
    elif kind is Targets and isinstance(item, str):
        # Imported here: it needs the whole catalogue, which a sound file does not.
        from stretchplayer.routine.suggestions import target_meant

        if keys := target_meant(item, spelling):
            yield ", ".join(map(quoting.text, keys))


def _written_meant(text: str, kind: type[Any]) -> Iterator[str]:
    """A length, a tempo or a number of repetitions in the words that people use."""
    bare = in_digits(text.strip())
    yield quoting.text(bare)
    if _PLAIN_NUMBER(bare):
        yield bare.replace(",", ".")
    yield quoting.text(f"{bare} s")
    if found := _TWO_ENDS(bare):
        before, low, between, high, after = found.groups()
        yield quoting.text(f"{before}{high}{between}{low}{after}")
    meant = phases_meant(bare) if kind is Tempo else ""
    meant = meant or (count_meant(bare) if issubclass(kind, Count) and re.search("[0-9]", bare) else length_meant(bare))
    if meant:
        yield meant if meant.startswith('"') or meant.isdecimal() else quoting.text(meant)


def _number_meant(value: object) -> Iterator[str]:
    """A number that is written as text, as a fraction, or with a minus."""
    number: float
    value = in_digits(value) if isinstance(value, str) else value
    if isinstance(value, str) and _PLAIN_NUMBER(value.strip()):
        number = float(value.strip().replace(",", "."))
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _MOST:
        number = value
    else:
        return
    yield f"{number:.12g}"
    if number < 0:
        yield f"{-number:.12g}"


def _text_meant(value: object, shape: inspect.StrType) -> Iterator[str]:
    if isinstance(value, int | float):
        yield quoting.text(quoting.value(value))
    if isinstance(value, str) and not (shape.max_length and len(value) > shape.max_length):
        yield quoting.text("".join(each for each in _GAP.sub(" ", value) if each.isprintable()).strip())


def _word_meant(value: object, words: tuple[str, ...], spelling: Spelling) -> Iterator[str]:
    if isinstance(value, str):
        meant = word_meant(value, words, spelling)
        # Where there is one word, it is meant.
        yield from (quoting.text(each) for each in ((meant,) if meant else words[:1] if len(words) == 1 else ()))


def _truth_meant(value: object) -> Iterator[str]:
    word = str(value).strip().lower() if isinstance(value, str | int) else ""
    meant = {"1": "true", "0": "false"}.get(word) or TRUTHS.get(word)
    if meant:
        yield meant
