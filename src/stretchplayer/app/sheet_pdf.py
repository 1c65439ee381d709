"""A sheet as PDF, written by fpdf2: figures as paths, and the same bytes for the same sheet.

fpdf2 was taken because it is pure Python with types, draws SVG and embeds only the letters that are used. ReportLab
needs a third of the room on the disk, because fpdf2 brings fontTools, but draws no SVG and has no types. WeasyPrint
would take the HTML page as it is, but needs Pango, which pip cannot install, and does not fit a text to one page.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from stretchplayer import DISCLAIMER, __version__
from stretchplayer.app.sheet import Sheet
from stretchplayer.app.sheet_fonts import WESTERN, Font, font_for
from stretchplayer.app.sheet_lines import Mark, Picture, Rectangle, Words
from stretchplayer.app.sheet_page import set_pages
from stretchplayer.problems import UserError
from stretchplayer.translation import gettext

if TYPE_CHECKING:
    from fpdf import FPDF

_NO_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""A PDF has to say when it was made; the same sheet shall be the same file on any day."""
_SET: Final = "sheet"
"""The name under which a font is embedded."""
_LARGE: Final = 100.0
"""Points at which texts are measured."""
_THIN: Final = 0.2
"""Millimetres of a line around a box."""
_PALE: Final = 230
"""The grey of a ground, of 255."""


class NotPrinted(UserError):
    """A sheet cannot be written as PDF; the message says why, and what can be done instead."""


def pdf_of(sheet: Sheet) -> bytes:
    """The sheet as a PDF file. Raises NotPrinted where fpdf2 is missing, or a font for the letters of the routine."""
    try:
        from fpdf import FPDF
    except ImportError as error:
        message = gettext(
            'a PDF needs a library that is not here: pip install "stretchplayer[pdf]", or write .html, which needs '
            "nothing"
        )
        raise NotPrinted(message) from error
    font = font_for(sheet.texts)
    if isinstance(font, str):
        message = gettext(
            "no font for a PDF has every letter of this routine ({font}): write it as .html, and print that"
        )
        raise NotPrinted(message.format(font=font))
    pdf = FPDF(orientation="portrait", unit="mm", format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.core_fonts_encoding = WESTERN
    pdf.set_creation_date(_NO_DAY)
    pdf.set_title(sheet.title)
    pdf.set_subject(gettext(DISCLAIMER))
    pdf.set_lang(sheet.language)
    pdf.set_creator(f"stretchplayer {__version__}")
    pdf.set_producer("fpdf2")
    family = _embedded(pdf, font)
    for page in set_pages(sheet, _Measured(pdf, family)).pages:
        pdf.add_page()
        pdf.set_line_width(_THIN)
        for mark in page:
            _draw(pdf, family, mark)
    return bytes(pdf.output())


def _embedded(pdf: "FPDF", font: Font) -> str:
    if font.files is None:
        return font.family
    for style, path in zip(("", "B"), font.files, strict=True):
        pdf.add_font(_SET, style, path)
    return _SET


class _Measured:
    """How wide texts are in one family, in millimetres at one point of size."""

    def __init__(self, pdf: "FPDF", family: str) -> None:
        self._pdf, self._family = pdf, family
        self._known: dict[tuple[str, bool], float] = {}

    def __call__(self, text: str, bold: bool) -> float:  # noqa: FBT001 - a measure is given by position
        """The width of `text`."""
        if (text, bold) not in self._known:
            self._pdf.set_font(self._family, "B" if bold else "", _LARGE)
            self._known[text, bold] = self._pdf.get_string_width(text) / _LARGE
        return self._known[text, bold]


def _draw(pdf: "FPDF", family: str, mark: Mark) -> None:
    match mark:
        case Words(x, y, text, size, bold):
            pdf.set_font(family, "B" if bold else "", size)
            pdf.text(x, y, text)
        case Rectangle(x, y, width, height, filled):
            pdf.set_fill_color(_PALE)
            pdf.rect(x, y, width, height, style="F" if filled else "D")
        case Picture(x, y, width, height, drawing):
            # Without its words: with them fpdf2 marks the file as tagged, and readers then skip text that has no tags.
            pdf.image(drawing.svg.encode(), x=x, y=y, w=width, h=height)
