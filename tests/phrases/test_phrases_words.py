"""Every language says everything, fills in the same places, and says in English what the plain lines say."""

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

from stretchplayer import phrases, routine
from stretchplayer.caps.questions import RED_FLAGS
from stretchplayer.model.routine import Language, Routine
from stretchplayer.model.steps import Breathe, Cold, ContractRelax, Heat, Massage
from stretchplayer.phrases.languages import LANGUAGES, Filled, Phrases, load
from stretchplayer.plain.narrator import Narrator
from stretchplayer.session import events as happened
from stretchplayer.timeline import Segment
from stretchplayer.timeline.cues import confirmation, cue_points, skin_question
from stretchplayer.timeline.segments import unroll

FOLDER = Path(phrases.__path__[0])
KEYS_OF_WORDS = "stcdko"
TEXT = """\
format = 1
title = "All of it"
[[step]]
kind = "stretch"
target = "hamstrings"
sides = "each"
hold = 30
reps = 2
[[step]]
kind = "contract-relax"
target = "hamstrings"
sides = "left"
contract = 5
hold = 30
[[step]]
kind = "dynamic"
target = "hamstrings"
duration = 30
[[step]]
kind = "heat"
target = "hamstrings"
duration = 600
using = "warm towel"
[[step]]
kind = "cold"
target = "hamstrings"
duration = 600
using = "ice pack"
[[step]]
kind = "breathe"
duration = 60
[[step]]
kind = "stretch"
target = "hamstrings"
hold = 30
"""


def flat(table: dict[str, Any], above: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in table.items():
        found |= flat(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}": value}
    return found


def written(language: str) -> dict[str, Any]:
    return flat(tomli.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8")))


def places(text: object) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(str(text)) if name is not None)


def segments() -> tuple[Segment, ...]:
    loaded = routine.read(TEXT.encode(), "all.toml").routine
    assert isinstance(loaded, Routine)
    return unroll(loaded)


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
    assert len(other["red_flags"]) == len(RED_FLAGS["emergency"])
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


def test_english_says_what_the_plain_lines_say() -> None:
    said, cued = load("en"), {point.text for point in cue_points(segments())}
    fixed = [said.let_go, said.halfway, said.take_off_heat, said.take_off_cold, said.stop, said.push_gently]
    assert {*fixed, said.skin_heat, said.skin_cold, said.relax_and_stretch} <= cued
    assert f"{said.let_go} {said.last_one}" in cued
    assert said.switch_to("right") in cued
    assert f"{said.hold} {said.count(2, 2)}" in cued


def test_english_asks_what_the_plain_lines_ask() -> None:
    said = load("en")
    for segment in segments():
        if isinstance(segment.what, Heat | Cold) and segment.phase == "confirm" and segment.targets:
            asks = said.confirm_heat if isinstance(segment.what, Heat) else said.confirm_cold
            assert confirmation(segment).endswith(asks(segment.what.using))
        elif segment.phase == "work" and segment.thermal:
            assert skin_question(segment) == (said.skin_heat if segment.kind == "heat" else said.skin_cold)
        elif isinstance(segment.what, Breathe):
            assert "In for 4, out for 6." in said.breathing(60, segment.what.inhale, segment.what.exhale)
        elif isinstance(segment.what, ContractRelax):
            assert said.push(segment.what.effort, 5, 30).startswith("Push with about a fifth of your strength for ")


def test_english_tells_what_the_plain_lines_tell() -> None:
    said, narrator = load("en"), Narrator()
    assert said.red_flags == RED_FLAGS["emergency"]
    assert narrator.lines([happened.RedFlagged(at=0.0, word="dizzy")]) == [said.red_flags_intro, *said.red_flags]
    assert narrator.lines([happened.Ended(at=0.0)]) == [said.ended]
    assert narrator.lines([happened.RedFlagged(at=0.0, word="skin")]) == [said.skin_signs]
    assert narrator.lines([happened.Alarmed(at=0.0, ended=True)]) == [said.nobody_answered]


@pytest.mark.parametrize("language", LANGUAGES)
@given(name=st.text(min_size=1, max_size=60))
def test_a_name_is_said_whatever_it_is(language: Language, name: str) -> None:
    """Also one with braces in it, which mark places elsewhere."""
    said = load(language)
    bare = " ".join(name.split()).removesuffix(".")
    for sentence in (said.next(name), said.coming_up(name), said.left_out(name)):
        assert bare in sentence
        assert not sentence.endswith("..") or bare.endswith(".")
    assert said.confirm_heat(name).count("\n") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_side_has_its_words(language: Language) -> None:
    said: Phrases = load(language)
    assert len({said.side("left"), said.side("right"), said.side("both")}) == 3
    assert len({said.switch_to("left"), said.switch_to("right"), said.switch_to("both")}) == 3
