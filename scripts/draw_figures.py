"""Draws the pictures in `docs/figures/`: sheets of all figures, one for each region, and the example of the page.

With `-o sheet.png`, draws a sheet of the figures named instead, or of all, cell by cell as a terminal shows them.
"""

import argparse
import hashlib
import json
import re
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

import tomli
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from stretchplayer.cli.rendering import Drawn, of_catalogue, of_routine
from stretchplayer.figures.blocks import GLYPHS, raster_for, still_lines
from stretchplayer.figures.colours import DARK
from stretchplayer.figures.export import still
from stretchplayer.figures.shading import shaded, still_of
from stretchplayer.routine.reader import read

DOCS: Final = Path(__file__).parent.parent / "docs"
FOLDER: Final = DOCS / "figures"
PAGE: Final = DOCS / "routine-files.md"
EXAMPLE: Final = "example"
"""The picture of the one figure in that page."""
CATALOGUE: Final = files("stretchplayer.catalog") / "figures"
MARK: Final = "Figures"
"""Under this name a picture keeps the digest of what is drawn: its bytes differ from one Pillow to the next."""
COLUMNS: Final = 28
"""Cells across in which a figure is compared with the one that was drawn."""
SIZE: Final = 224
"""Pixels of a figure, in both directions."""
ACROSS: Final = 5
"""Moves side by side."""
GAP: Final = 18
WIDEST: Final = 1800
"""Pixels that a sheet of cells is wide."""
LINE: Final = 24
COLOURS: Final = 48
PAPER: Final = "#11181c"
NAME: Final = "#e8eef0"
KEY: Final = "#8d999e"


def regions() -> list[str]:
    """The names of the files with figures, which the sheets have as well."""
    return sorted(file.name.removesuffix(".toml") for file in CATALOGUE.iterdir() if file.name.endswith(".toml"))


def example() -> str:
    """The file in the page whose move has a figure."""
    page = PAGE.read_text(encoding="utf-8")
    (found,) = re.findall(r"^```toml\n(# complete: a move with a figure.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return str(found)


def figures(name: str) -> dict[str, Drawn]:
    """The figures in one picture by the keys of their moves, in the order of their file."""
    if name == EXAMPLE:
        routine = read(example().encode()).routine
        assert routine is not None  # noqa: S101 - a test holds that it has no problem
        return {key: of_routine(routine, key) for key in tomli.loads(example())["move"]}
    return {key: of_catalogue(key) for key in tomli.loads((CATALOGUE / f"{name}.toml").read_text(encoding="utf-8"))}


def digest(name: str) -> str:
    """What is drawn in a picture, in short: every name and every dot."""
    told = hashlib.sha256()
    for key, drawn in figures(name).items():
        scene = drawn.scene()
        raster = raster_for(COLUMNS, COLUMNS // 2)
        areas = {shade: hex(area) for shade, area in shaded(scene, scene.last, raster, still_of(scene, raster)).items()}
        told.update(json.dumps([key, drawn.name, areas], sort_keys=True).encode())
    return told.hexdigest()


def picture(name: str) -> bytes:
    """One of the pictures, as PNG."""
    font, small = ImageFont.load_default(size=17), ImageFont.load_default(size=13)
    drawn = figures(name)
    poses = [still(each.scene().smooth(), SIZE, square=True) for each in drawn.values()]
    across, down = min(ACROSS, len(poses)), -(-len(poses) // ACROSS)
    width, height = poses[0].width, poses[0].height + 2 * LINE
    paper = Image.new("RGB", (across * (width + GAP) + GAP, down * (height + GAP) + GAP), PAPER)
    pen = ImageDraw.Draw(paper)
    for number, (key, pose) in enumerate(zip(drawn, poses, strict=True)):
        row, column = divmod(number, ACROSS)
        left, top = GAP + column * (width + GAP), GAP + row * (height + GAP)
        pen.text((left, top), drawn[key].name, fill=NAME, font=font)
        pen.text((left, top + LINE), key, fill=KEY, font=small)
        paper.paste(pose, (left, top + 2 * LINE))
    about, made = PngInfo(), BytesIO()
    about.add_text(MARK, digest(name))
    paper.quantize(COLOURS, dither=Image.Dither.NONE).save(made, "PNG", optimize=True, pnginfo=about)
    return made.getvalue()


def kept(name: str) -> str:
    """The digest that the picture in the folder keeps; empty if it keeps none."""
    with Image.open(FOLDER / f"{name}.png") as image:
        return str(image.info.get(MARK, ""))


def in_cells(move: str, columns: int, rows: int, pixels: int) -> Image.Image:
    """The figure of a move while it is still, in quadrant blocks, each `pixels` wide and twice as high."""
    image = Image.new("RGB", (2 * columns, 2 * rows))
    for y, line in enumerate(still_lines(of_catalogue(move).scene(), columns, rows)):
        column = 0
        for text, front, back in line:
            for letter in text:
                quadrants = GLYPHS.index(letter)
                for at, (right, below) in enumerate(((0, 0), (1, 0), (0, 1), (1, 1))):
                    colour = DARK.of(front if quadrants >> at & 1 else back)
                    image.putpixel((2 * column + right, 2 * y + below), colour)
                column += 1
    return image.resize((2 * columns * pixels, 4 * rows * pixels), Image.Resampling.NEAREST)


def contact_sheet(moves: list[str], cells: tuple[int, int], pixels: int, *, named: bool) -> Image.Image:
    """The figures side by side, each under its name, or under a number only."""
    drawn = [in_cells(move, *cells, pixels) for move in moves]
    across = max(1, min(len(drawn), WIDEST // (drawn[0].width + GAP)))
    width, height = drawn[0].width, drawn[0].height + LINE
    down = -(-len(drawn) // across)
    sheet = Image.new("RGB", (across * (width + GAP) + GAP, down * (height + GAP) + GAP), "#303a40")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=17)
    for number, (move, image) in enumerate(zip(moves, drawn, strict=True)):
        row, column = divmod(number, across)
        left, top = GAP + column * (width + GAP), GAP + row * (height + GAP)
        pen.text((left, top), move if named else str(number + 1), fill=NAME, font=font)
        sheet.paste(image, (left, top + LINE))
    return sheet


def main() -> None:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="sheets of docs/figures, or moves with -o")
    parser.add_argument("-o", "--output", metavar="SHEET.png", help="write one sheet of these moves")
    parser.add_argument("--cells", default="48x25", metavar="48x25", help="columns and rows of a figure")
    parser.add_argument("--pixels", type=int, default=4, metavar="N", help="the width of a quadrant (default 4)")
    parser.add_argument("--no-names", action="store_true", help="numbers in place of names")
    chosen = parser.parse_args()
    if chosen.output:
        columns, rows = map(int, chosen.cells.split("x"))
        moves = chosen.names or [move for name in regions() for move in figures(name)]
        contact_sheet(moves, (columns, rows), chosen.pixels, named=not chosen.no_names).save(chosen.output)
        return
    FOLDER.mkdir(exist_ok=True)
    for each in chosen.names or [*regions(), EXAMPLE]:
        (FOLDER / f"{each}.png").write_bytes(picture(each))


if __name__ == "__main__":
    main()
