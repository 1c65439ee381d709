"""Lengths of time are said as people say them, and never as a longer or a shorter time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchplayer.caps.limits import LIMITS, usual
from stretchplayer.model.routine import Language
from stretchplayer.phrases import LANGUAGES, load, screen_words
from stretchplayer.text import counted


@pytest.mark.parametrize(
    ("language", "length", "said"),
    [
        ("en", 0, "0 seconds"),
        ("en", 1, "one second"),
        ("en", 20, "20 seconds"),
        ("en", 4.5, "4.5 seconds"),
        ("en", 59.97, "one minute"),
        ("en", 65, "one minute 5 seconds"),
        ("en", 90, "one minute 30"),
        ("en", 120, "2 minutes"),
        ("en", 3600, "one hour"),
        ("en", 3661, "one hour one minute"),
        ("en", 3 * 3600 + 300, "3 hours 5 minutes"),
        ("de", 1, "eine Sekunde"),
        ("de", 1.5, "1,5 Sekunden"),
        ("de", 90, "eine Minute 30"),
        ("de", 125, "2 Minuten und 5 Sekunden"),
        ("es", 1, "un segundo"),
        ("es", 90, "un minuto y 30 segundos"),
        ("es", 7500, "2 horas y 5 minutos"),
        ("fr", 1.5, "1,5 seconde"),
        ("fr", 2, "2 secondes"),
        ("fr", 90, "une minute 30"),
        ("fr", 3660, "une heure et une minute"),
    ],
)
def test_said_in_words(language: Language, length: float, said: str) -> None:
    assert load(language).duration(length) == said


def heard(said: str, language: Language) -> float:
    """The seconds in it, as a listener adds them up."""
    units = load(language).units
    one = {units.second.split()[0], units.minute.split()[0], units.hour.split()[0]}
    for word in one:
        said = re.sub(rf"\b{word}\b", "1", said)
    total, last = 0.0, 60.0
    for count, unit in re.findall(r"([\d,.]+)(?: ([^\W\d]+))?", said):
        number = float(count.replace(",", "."))
        scale = {"h": 3600.0, "S": 3600.0, "m": 60.0, "M": 60.0}.get(unit[:1], 1.0) if unit else last / 60
        if unit.lower().startswith(("se", "sek")):
            scale = 1.0
        total, last = total + number * scale, scale
    return total


@pytest.mark.parametrize("language", LANGUAGES)
@given(length=st.floats(0, 4 * 3600))
def test_what_is_heard_is_how_long_it_is(language: Language, length: float) -> None:
    off = 0.06 if length < 59.9 else 0.51 if length < 3599 else 31
    assert heard(load(language).duration(length), language) == pytest.approx(length, abs=off)


@pytest.mark.parametrize("language", LANGUAGES)
def test_repetitions_are_said_only_where_there_are_several(language: Language) -> None:
    said = load(language)
    assert said.times(20) == f"{said.duration(20)}."
    assert "3" in said.times(20, 3)
    assert "3" not in said.push(20, 5, 20)
    assert "3" in said.push(20, 5, 20, 3)
    assert "50" in said.push(50, 5, 20)
    assert "50" not in said.push(20, 5, 20)


def test_one_of_anything_is_singular() -> None:
    assert [counted(number, "step") for number in (0, 1, 1.0, 2, 1200)] == [
        "0 steps",
        "1 step",
        "1 step",
        "2 steps",
        "1,200 steps",
    ]
    assert usual(LIMITS["static.sessions"]) == "1 session to 2 sessions"
    assert screen_words.paused_for(1, 59.5) == "Paused for 1 s; after a moment to get ready, 1 min is left."
    assert screen_words.paused_for(61, 90) == (
        "Paused for 1 min 1 s; after a moment to get ready, 1 min 30 s are left."
    )
    assert screen_words.paused_for(2, 7, "prepare") == "Paused for 2 s; then you have time again to get ready."
