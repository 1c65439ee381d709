"""A printed sheet: what is really played, in words that can be followed without a screen, on as few pages as can be."""

import io
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import settings
from pypdf import PdfReader

from stretchplayer import DISCLAIMER
from stretchplayer.app.sheet import Item, Sheet, sheet_of
from stretchplayer.app.sheet_fonts import Font, font_for
from stretchplayer.app.sheet_html import html_page
from stretchplayer.app.sheet_lines import Picture, Rectangle, Words
from stretchplayer.app.sheet_page import HEIGHT, SMALLEST, WIDTH, Pages, set_pages
from stretchplayer.app.sheet_pdf import NotPrinted, pdf_of
from stretchplayer.caps import Ledger, Profile, admit
from stretchplayer.model.routine import flat
from stretchplayer.phrases.warning_signs import warning_signs
from stretchplayer.routine.reader import load, read

ROUTINES: Final = Path(__file__).parents[2] / "routines"
FULLEST: Final = ("tension-headache", "full-body", "ice-then-rest")
NAMES: Final = sorted(each.stem for each in ROUTINES.glob("*.toml"))
LOOKED_AT: Final = NAMES if settings().max_examples > 1000 else FULLEST
"""Drawing takes half a second a routine: usually those with most to say, and one with heat and cold; `slow`: all."""
VOID: Final = {"meta", "br", "img", "link", "input", "hr"}
CROOKED: Final = '"><script>alert(1)</script></svg></style><!-- &amp; \\'
SHEETS: dict[str, Sheet] = {}


class Page(HTMLParser):
    """The elements and texts of a page, after a look that each element that was opened is closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert "svg" in self.open, f"<{tag}/> closes itself only in drawings"
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def bundled(name: str) -> Sheet:
    if name not in SHEETS:
        routine = load(ROUTINES / f"{name}.toml").routine
        assert routine is not None
        SHEETS[name] = sheet_of(admit(routine, Profile(), Ledger(), 0.0))
    return SHEETS[name]


def sheet(steps: str, top: str = "", **answers: Any) -> Sheet:
    reading = read(f'format = 1\ntitle = "T"\n{top}\n{steps}'.encode())
    assert reading.routine is not None, reading.problems
    return sheet_of(admit(reading.routine, Profile(**answers), Ledger(), 0.0))


def step(keys: str, kind: str = "stretch") -> str:
    return f'[[step]]\nkind = "{kind}"\nname = "Name"\n{keys}\n'


def pages(made: Sheet) -> Pages:
    """The sheet in letters that are all half as wide as they are high."""
    return set_pages(made, lambda text, bold: len(text) * (0.19 if bold else 0.176))


def words_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


HAM: Final = 'target="hamstrings"\n'
DOSES: Final = {
    "Hold 20 s, 2 times each side, 10 s rest between": ("stretch", HAM + 'sides="each"\nhold=20\nreps=2\nrest=10'),
    "Hold 20 s on the right side": ("stretch", HAM + 'sides="right"\nhold=20'),
    "Hold 10 s, then 15 s, 10 s rest between": ("stretch", HAM + "hold=[10, 15]\nreps=2"),
    "Left side: hold 15 s; right side: hold 20 s": ("stretch", HAM + 'sides="each"\nhold={ left=15, right=20 }'),
    "Hold 15 s, 2 times each side, left and right in turn": ("stretch", HAM + 'sides="alternate"\nhold=15\nreps=2'),
    "Push for 5 s with a fifth of your strength, then stretch for 20 s, 2 times, 10 s rest between": (
        "contract-relax",
        HAM + "contract=5\nhold=20\nreps=2",
    ),
    "3 sets of 10 repetitions on the left side, each held 5 s, 4 s for the movement, 10 s rest between": (
        "exercise",
        'target="biceps"\nsides="left"\nreps=10\nsets=3\nhold=5\ntempo=4',
    ),
    "10 repetitions, 2 s out, 5 s back": ("exercise", 'target="biceps"\nreps=10\ntempo="2-0-5-0"'),
    "For 40 s, left and right in turn": ("dynamic", 'target="glutes"\nsides="alternate"\nduration=40'),
    "For 1 min each side, with a ball, pressure at most 3 of 10": (
        "massage",
        'target="calves"\nsides="each"\nduration=60\nusing="ball"\npressure=3',
    ),
    "1 min: in for 4 s, hold 2 s, out for 6 s": ("breathe", "duration=60\ninhale=4\nhold=2\nexhale=6"),
    "1 min 30 s": ("rest", "duration=90"),
}


@pytest.mark.parametrize("said", DOSES)
def test_a_dose_is_said_in_words(said: str) -> None:
    kind, keys = DOSES[said]
    (item,) = sheet(step(keys, kind)).items
    assert item.dose == said


def test_rounds_have_a_heading_and_say_where_they_differ() -> None:
    hold = step('target="hamstrings"\nhold=30\nreps=2').replace("[[step]]", "[[step.step]]")
    move = step('target="biceps"\nreps=8', "exercise").replace("[[step]]", "[[step.step]]")
    made = sheet(f'[[step]]\nrepeat=3\nrest=30\nname="Legs"\n{hold}{move}')
    heading, held, moved = made.items
    assert (heading.form, heading.name) == ("rounds", "Legs: 3 rounds of steps 1 and 2, 30 s rest between rounds")
    assert (heading.depth, held.depth, held.number, moved.number) == (0, 1, 1, 2)
    # What a newcomer may have in a session is shared by the rounds: no more is printed than is played.
    assert any(each.startswith("Step 1: ") and "At most" in each for each in made.changes)
    assert "30 s, 2 times" not in held.dose


def test_only_what_is_played_is_on_it_and_what_is_left_out_is_said() -> None:
    calf = '[[step]]\nmove = "calf-wall"\n'
    held = step('target="hamstrings"\nhold=90\nnot_with="heart"')
    read_this = step('topic="rest"\nhow="Read this."', "advice")
    made = sheet(f"{calf}enabled = false\n{held}{read_this}{calf}hold = 90\n", heart=True)
    advice, calves = made.items
    assert (advice.form, advice.how, advice.number, advice.dose) == ("advice", "Read this.", 0, "")
    assert (calves.number, calves.dose) == (1, "Hold 1 min, 2 times each side, 10 s rest between")
    assert any(each.startswith("Name: not played: ") for each in made.changes)
    assert any(each.startswith("Step 1: hold = 90") and "60 s" in each for each in made.changes)


def test_heat_says_what_a_screen_would_ask() -> None:
    warm, bath = sheet(
        step('target="lumbar_extensors"\nduration="12 min"\nusing="heat pack"', "heat")
        + step('target="calves"\nduration="4 min"\nusing="warm bath"', "heat")
    ).items
    assert "cloth between it and the skin" in warm.how
    assert "Look at the skin every 5 min." in warm.how
    assert "cloth" not in bath.how
    assert "every" not in bath.how
    assert "stop" in bath.how


@pytest.mark.parametrize("name", LOOKED_AT)
def test_each_bundled_routine_is_one_page_with_everything_on_it(name: str) -> None:
    made = bundled(name)
    data = pdf_of(made)
    reader, found = PdfReader(io.BytesIO(data)), words_of(data)
    assert len(reader.pages) == 1
    assert not any(page.images for page in reader.pages)
    page = Page(html_page(made))
    on_page = " ".join(" ".join(page.texts).split())
    routine = load(ROUTINES / f"{name}.toml").routine
    assert routine is not None
    texts = [made.title, made.summary, *made.facts, *made.reminders, *made.changes, *made.sources, DISCLAIMER]
    texts += [sign for _, signs in warning_signs().values() for sign in signs]
    for each in flat(routine.step):
        texts += [" ".join(text.split()) for text in (each.name, each.how, each.caution) if text]
    texts += [item.dose for item in made.items]
    for text in texts:
        assert text in found
        assert text in on_page
    drawn = [attributes for tag, attributes in page.elements if tag == "svg"]
    assert [each["aria-label"] for each in drawn] == [item.alt for item in made.items if item.picture]
    assert all(each["aria-label"] and each["role"] == "img" for each in drawn)
    assert len(drawn) >= len([item for item in made.items if item.form == "step"])


@pytest.mark.parametrize("name", FULLEST)
def test_nothing_stands_on_something_else_or_off_the_page(name: str) -> None:
    made = pages(bundled(name))
    assert made.size >= SMALLEST
    for page in made.pages:
        lines = list(_lines(made, page))
        for left, top, right, bottom in [*lines, *_boxes(page)]:
            assert 5 <= left < right <= WIDTH - 5
            assert 5 <= top < bottom <= HEIGHT - 5
        solid = lines + [(e.x, e.y, e.x + e.width, e.y + e.height) for e in page if isinstance(e, Picture)]
        for number, one in enumerate(solid):
            for other in solid[number + 1 :]:
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart, (one, other)


def _lines(made: Pages, page: tuple[Any, ...]) -> Iterator[tuple[float, float, float, float]]:
    for each in page:
        if isinstance(each, Words):
            assert each.size >= SMALLEST
            wide = each.size * sum(0.19 if each.bold else 0.176 for _ in each.text)
            # From the height of small letters to the baseline, which no other line may touch.
            yield each.x, each.y - 0.15 * each.size, each.x + wide, each.y


def _boxes(page: tuple[Any, ...]) -> Iterator[tuple[float, float, float, float]]:
    for each in page:
        if isinstance(each, Rectangle | Picture):
            yield each.x, each.y, each.x + each.width, each.y + each.height


def test_what_does_not_fit_goes_on_with_the_number_of_its_page() -> None:
    long = "A sentence that is neither short nor long, and says little. " * 8
    made = sheet(step(f'target="biceps"\nduration=10\nhow="{long}"', "exercise") * 40)
    data = pdf_of(made)
    read_back = PdfReader(io.BytesIO(data)).pages
    assert len(read_back) == 3
    for number, page in enumerate(read_back, 1):
        assert f"page {number} of {len(read_back)}" in page.extract_text()
    found = words_of(data)
    assert found.count(long.strip()) == 40
    assert all(f"{number}. Name" in found for number in range(1, 41))


@pytest.mark.parametrize("make", [html_page, pdf_of])
def test_the_same_sheet_is_the_same_file_on_any_day(make: Any) -> None:
    assert make(bundled("ice-then-rest")) == make(bundled("ice-then-rest"))


def test_a_pdf_says_what_it_is() -> None:
    made = sheet(step('target="biceps"\nduration=10', "exercise"), 'language = "de"')
    reader = PdfReader(io.BytesIO(pdf_of(made)))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.subject) == ("T", DISCLAIMER)
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.year == 2000
    assert reader.trailer["/Root"]["/Lang"] == "de"  # type: ignore[index]


def test_hostile_texts_stay_texts() -> None:
    item = Item("step", CROOKED, 1, CROOKED, CROOKED, CROOKED)
    made = bundled("ice-then-rest")._replace(
        title=CROOKED, summary=CROOKED, audience=(("For", CROOKED),), changes=(CROOKED,), sources=(CROOKED,)
    )
    made = made._replace(items=(item, *made.items))
    page = Page(html_page(made))
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "iframe", "link", "a"})
    assert page.texts.count(CROOKED) >= 5
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert CROOKED in words_of(pdf_of(made))


def test_a_figure_with_hostile_words_is_still_a_figure() -> None:
    alt = CROOKED.removesuffix(" \\")
    figure = f"figure = {{ view = 'front', alt = '{alt}', start = {{ hips = [0, 0.895] }}, end = {{ lean = 20 }} }}"
    page = Page(html_page(sheet(step(f'target="biceps"\nduration=10\n{figure}', "exercise"))))
    (drawn,) = (attributes for tag, attributes in page.elements if tag == "svg")
    assert drawn["aria-label"] == alt
    assert "script" not in {tag for tag, _ in page.elements}


def test_letters_of_the_west_need_no_font_and_others_one_of_this_machine(tmp_path: Path) -> None:
    assert font_for(["Größe – “déjà” 20 °C × 3 €"], [tmp_path]) == Font("helvetica")
    assert font_for(["Łydki"], [tmp_path]) == "Ł"
    (tmp_path / "DejaVuSans.ttf").write_bytes(b"no font")
    (tmp_path / "DejaVuSans-Bold.ttf").write_bytes(b"no font")
    assert font_for(["Жизнь"], [tmp_path]) == "Ж з и н ь"
    assert font_for(["שלום"], [tmp_path]) == "its letters have to be joined"


def test_letters_that_no_font_joins_are_refused_with_a_way_out() -> None:
    made = bundled("ice-then-rest")._replace(title="שלום")
    with pytest.raises(NotPrinted, match="write it as"):
        pdf_of(made)
    assert "שלום" in html_page(made)
