"""No text of the catalogue or of a bundled routine names a drug or promises anything."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest
import tomli

from stretchplayer.catalog import advice, disclaimer
from stretchplayer.model.steps import Topic

ROUTINES = Path(__file__).parents[2] / "routines"
CATALOG = Path(str(files("stretchplayer.catalog")))
FILES = sorted([*CATALOG.rglob("*.toml"), *ROUTINES.glob("*.toml")])

PROMISES = re.compile(
    r"\b(heal\w*|cure[sd]?|curing|releas\w*|lengthen\w*|safe(ly|st|r)?|guarantee\w*|prevents?|detox\w*|toxins?"
    r"|miracle\w*|proven|knots?|melts?|painless|no pain,? no gain)\b",
    re.IGNORECASE,
)
DRUGS = re.compile(
    r"\b(paracetamol|acetaminophen|ibuprofen|aspirin|naproxen|diclofenac|ketoprofen|celecoxib|metamizole|codeine"
    r"|tramadol|morphine|opioid\w*|quinine|magnesium|potassium|cannabi\w*|cbd|menthol|capsaicin|salicylate"
    r"|cyclobenzaprine|methocarbamol|carisoprodol|baclofen|tizanidine|tolperisone|orphenadrine|metaxalone"
    r"|chlorzoxazone|dantrolene|diazepam|benzodiazepine\w*|soma|voltaren|advil|tylenol|aleve|flexeril|botox"
    r"|muscle relaxants?|painkillers?|tablets?|pills?|\d+ ?(mg|mcg|µg|ml|g))\b",
    re.IGNORECASE,
)


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Every text in a parsed file but the titles of sources, which are quoted as they are."""
    match value:
        case str() if key != "source":
            yield value
        case list():
            for item in value:
                yield from texts(item, key)
        case dict():
            for name, item in value.items():
                yield from texts(item, name)


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_words(file: Path) -> None:
    raw = file.read_text(encoding="utf-8")
    said = [*texts(tomli.loads(raw)), *(line.split("#", 1)[1] for line in raw.splitlines() if "#" in line)]
    assert said
    for text in said:
        assert not PROMISES.search(text), PROMISES.search(text)
        assert not DRUGS.search(text), DRUGS.search(text)


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_lines_are_short_and_plain(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        assert len(line) <= 120
        assert line == line.rstrip()
        assert "\t" not in line


@pytest.mark.parametrize("topic", get_args(Topic))
def test_advice(topic: Topic) -> None:
    told = advice(topic)
    assert 0 < len(told.title) <= 60
    assert 100 <= len(told.text) <= 600
    assert told.source
    assert "\n" not in told.text


def test_medicines_are_left_to_those_who_know() -> None:
    assert "pharmacist or doctor" in advice("medication").text


def test_the_disclaimer_is_word_for_word() -> None:
    assert disclaimer() == "General information, not medical advice; not reviewed by a clinician."
