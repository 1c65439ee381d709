"""No text of the catalogue or of a bundled routine names a drug or promises anything."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import tomli

from every import every
from stretchplayer import DISCLAIMER
from stretchplayer.catalog import advice, advice_page
from stretchplayer.model.steps import Topic
from stretchplayer.phrases.warning_signs import warning_signs

ROUTINES = Path(__file__).parents[2] / "routines"
CATALOG = Path(str(files("stretchplayer.catalog")))
LONGEST_SENTENCE = 25
FILES = sorted([*CATALOG.rglob("*.toml"), *ROUTINES.glob("*.toml")])

PROMISES = re.compile(
    r"\b(heal\w*|cure[sd]?|curing|releas\w*|lengthen\w*|safe(ly|st|r)?|guarantee\w*|prevents?|detox\w*|toxins?"
    r"|miracle\w*|proven|knots?|melts?|painless|no pain,? no gain)\b",
    re.IGNORECASE,
)
DRUGS = re.compile(
    r"\b(paracetamol|acetaminophen|ibuprofen|aspirin|naproxen|diclofenac|ketoprofen|celecoxib|metamizole|codeine"
    r"|tramadol|morphine|opioid\w*|quinine|cannabi\w*|cbd|menthol|capsaicin|salicylate"
    r"|cyclobenzaprine|methocarbamol|carisoprodol|baclofen|tizanidine|tolperisone|orphenadrine|metaxalone"
    r"|chlorzoxazone|dantrolene|diazepam|benzodiazepine\w*|soma|voltaren|advil|tylenol|aleve|flexeril|botox"
    r"|muscle relaxants?|painkillers?|tablets?|pills?|\d+ ?(mg|mcg|µg|ml|g))\b",
    re.IGNORECASE,
)

NUTRIENTS = {
    "Magnesium": ("leafy greens", "nuts", "seeds", "beans"),
    "Potassium": ("bananas", "potatoes", "beans"),
    "Calcium": ("milk", "yoghurt", "cheese"),
    "Vitamin D": ("oily fish", "eggs", "sun"),
}
"""What muscles and bones use, and the food that has it. Nutrients in food are no drugs."""


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


@every("file", {file.name: file for file in FILES})
def test_words(file: Path) -> None:
    raw = file.read_text(encoding="utf-8")
    table = tomli.loads(raw)
    for heard in table.get("complaint", ()):
        # What people call what is the matter with them, which may be any word.
        del heard["names"]
    if file.name == "sayings.toml":
        table = {}
    said = [*texts(table), *(line.split("#", 1)[1] for line in raw.splitlines() if "#" in line)]
    assert said
    for text in said:
        assert not PROMISES.search(text), PROMISES.search(text)
        assert not DRUGS.search(text), DRUGS.search(text)


@every("file", {file.name: file for file in FILES})
def test_lines_are_short_and_plain(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        assert len(line) <= 120
        assert line == line.rstrip()
        assert "\t" not in line


@every("topic", get_args(Topic))
def test_advice(topic: Topic) -> None:
    told = advice(topic)
    assert 0 < len(told.title) <= 60
    assert 100 <= len(told.text) <= 600
    assert "\n" not in told.text
    # With its topic, a line fits into a terminal of 80 columns.
    assert 20 <= len(told.line) <= 64
    assert told.line.endswith(".")


@every("topic", get_args(Topic))
def test_a_page_of_advice(topic: Topic) -> None:
    page = advice_page(topic)
    assert len(page.section) >= 3
    assert len({section.title for section in page.section}) == len(page.section)
    for section in page.section:
        assert 0 < len(section.title) <= 60
        assert section.text or section.points
        assert all(point[:1].isupper() and point[-1] in ".?" for point in section.points)


@every("topic", get_args(Topic))
def test_a_page_names_where_it_comes_from(topic: Topic) -> None:
    sources = advice_page(topic).source
    assert len(set(sources)) == len(sources) >= 2
    # A body that answers for what it says, or a study with its year.
    known = re.compile(r"^(NHS|NHS inform|Midlands Partnership NHS|HSE|Elderly Health Service|Project safety page)\b")
    dated = re.compile(r"\b(19|20)\d\d\b|GETP-\d+|NG\d+|National Sleep Foundation|\(HSE\)")
    assert [source for source in sources if not known.search(source) and not dated.search(source)] == []


@every("topic", get_args(Topic))
def test_advice_speaks_in_short_sentences(topic: Topic) -> None:
    short, page = advice(topic), advice_page(topic)
    told = [short.line, short.text, *(text for each in page.section for text in (each.text, *each.points))]
    said = [sentence for text in told for sentence in re.split(r"(?<=[.!?])\s+", text.strip())]
    assert [sentence for sentence in said if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_the_page_names_every_part_of_the_work_place() -> None:
    titles = " ".join(section.title for section in advice_page("posture").section).casefold()
    assert all(part in titles for part in ("chair", "desk", "screen", "breaks"))


def test_warning_signs_are_written_once() -> None:
    signs = {sign for group in warning_signs().values() for sign in group.signs}
    written = set(texts(tomli.loads((CATALOG / "pages" / "professional.toml").read_text(encoding="utf-8"))))
    assert signs.isdisjoint(written)


def test_food_is_named_with_what_it_brings_and_supplements_are_supervised() -> None:
    page = advice_page("nutrition")
    points = [point for section in page.section for point in section.points]
    for nutrient, foods in NUTRIENTS.items():
        (said,) = (point for point in points if point.startswith(f"{nutrient}:"))
        assert [food for food in foods if food not in said] == []
        assert nutrient.lower() in advice("nutrition").text.lower()
    assert "only under medical supervision" in advice("nutrition").text
    (supplements,) = (section for section in page.section if section.title == "Supplements")
    assert "only under medical supervision" in supplements.text


@every("topic", ["heat", "cold"])
def test_warmth_and_cold_say_who_asks_first(topic: Topic) -> None:
    said = " ".join(point for section in advice_page(topic).section for point in section.points).lower()
    assert [word for word in ("heart trouble or angina", "ill skin", "cancer", "feel little") if word not in said] == []


def test_medicines_are_left_to_those_who_know() -> None:
    assert "pharmacist or doctor" in advice("medication").text


def test_the_disclaimer_is_word_for_word() -> None:
    assert DISCLAIMER == "General information, not medical advice; not reviewed by a clinician."
