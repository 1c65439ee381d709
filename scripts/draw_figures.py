"""Draws the pictures in `docs/figures/`: sheets of all figures, one for each region, and the example of the page."""

import hashlib
import json
import re
import sys
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Final

import tomli
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from stretchplayer.cli.rendering import Drawn, of_catalogue, of_routine
from stretchplayer.figures.picture import still
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
ROWS: Final = 15
"""Cells of one pose."""
SMALLER: Final = 2
ACROSS: Final = 3
"""Moves side by side."""
GAP: Final = 18
LINE: Final = 24
COLOURS: Final = 24
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
        poses = [scene.dots(frame, COLUMNS, ROWS).tones() for frame in (0, scene.last)]
        told.update(json.dumps([key, drawn.name, poses], sort_keys=True).encode())
    return told.hexdigest()


def picture(name: str) -> bytes:
    """One of the pictures, as PNG."""
    font, small = ImageFont.load_default(size=17), ImageFont.load_default(size=13)
    drawn = figures(name)
    poses = [still(each.scene(), COLUMNS, ROWS).reduce(SMALLER) for each in drawn.values()]
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


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in sys.argv[1:] or [*regions(), EXAMPLE]:
        (FOLDER / f"{each}.png").write_bytes(picture(each))
