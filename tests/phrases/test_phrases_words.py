"""Every language says everything and fills in the same places."""

import inspect
import re
import string
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from stretchplayer import phrases
from stretchplayer.model.duration import SpanRange
from stretchplayer.model.routine import Language
from stretchplayer.model.steps import Cold, Heat, Massage, Targets
from stretchplayer.phrases.languages import LANGUAGES, Filled, Phrases, load

FOLDER = Path(phrases.__path__[0])
KEYS_OF_WORDS = "stcdko"


def flat(table: dict[str, Any], above: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in table.items():
        found |= flat(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}": value}
    return found


def written(language: str) -> dict[str, Any]:
    return flat(tomli.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8")))


def places(text: object) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(str(text)) if name is not None)


def test_a_language_of_the_format_is_a_file_of_words() -> None:
    assert get_args(Language) == LANGUAGES
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == sorted(LANGUAGES)


def test_no_other_language_is_spoken() -> None:
    with pytest.raises(KeyError):
        load("tlh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language: Language) -> None:
    english, other = written("en"), written(language)
    assert list(other) == list(english)
    assert len(other["red_flags"]) == len(english["red_flags"])
    free = {"units.and_more"}  # a language says there what it says best
    assert {key: places(text) for key, text in other.items() if key not in free} == {
        key: places(text) for key, text in english.items() if key not in free
    }
    assert all(text.strip() == text for text in other.values() if isinstance(text, str))


def test_nothing_is_translated_that_is_never_spoken() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py"))
    filling = (FOLDER / "languages.py").read_text(encoding="utf-8")
    named = [name for name in Phrases.__struct_fields__ if name not in ("language", "filled", "tools", "units")]
    assert [name for name in named if f".{name}" not in said and f"self.{name}" not in filling] == []
    methods = [name for name, value in vars(Phrases).items() if inspect.isfunction(value) and not name.startswith("_")]
    assert [name for name in methods if f".{name}(" not in said and f"self.{name}(" not in filling] == []
    assert [name for name in Filled.__struct_fields__ if f"filled.{name}" not in filling] == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_nothing_is_left_in_english(language: Language) -> None:
    same = {key for key, text in written(language).items() if isinstance(text, str) and text == written("en")[key]}
    may = {"filled.alone", "filled.count", "units.and_more", "units.and_few", "units.minutes", "units.point"}
    assert same <= may | {"using.ball"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_for_too_much_is_asked_for_with_its_key(language: Language) -> None:
    asked = load(language).too_much
    # One key after the other: "o" is a word of its own in Spanish.
    assert re.search(" .*".join(f"[ ]{key}" for key in KEYS_OF_WORDS) + " ", asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_format_lists_has_a_name(language: Language) -> None:
    said = load(language)
    listed = [
        *msgspec.inspect.type_info(Massage.__annotations__["using"]).values,  # type: ignore[attr-defined] # a Literal
        *msgspec.inspect.type_info(Cold.__annotations__["using"]).values,  # type: ignore[attr-defined] # the same
        "heat pack",
        "warm towel",
        "warm bath",
    ]
    assert sorted(said.tools) == sorted(listed)
    assert said.using("my old hot-water bottle") == "my old hot-water bottle"


@pytest.mark.parametrize("language", LANGUAGES)
@given(name=st.text(min_size=1, max_size=60))
def test_a_name_is_said_whatever_it_is(language: Language, name: str) -> None:
    """Also one with braces in it, which mark places elsewhere."""
    said = load(language)
    bare = " ".join(name.split()).removesuffix(".")
    for sentence in (said.next(name), said.coming_up(name), said.left_out(name)):
        assert bare in sentence
        assert not sentence.endswith("..") or bare.endswith(".")
    assert said.confirm(Heat(target=Targets(("jaw",)), duration=SpanRange(60), using=name)).count("\n") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_side_has_its_words(language: Language) -> None:
    said: Phrases = load(language)
    assert len({said.side("left"), said.side("right"), said.side("both")}) == 3
    assert len({said.switch_to("left"), said.switch_to("right"), said.switch_to("both")}) == 3
