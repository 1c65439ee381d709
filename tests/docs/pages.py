"""The pages in `docs/`, and what stands in them: blocks, sections, tables; and the scripts that make parts of them."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROW: Final = re.compile(r"^\| (`[^|]+)\|([^|]*)\|", re.MULTILINE)


def blocks(language: str, page: str | None = None) -> Iterator[str]:
    """The fenced blocks of one language, of one page or of all."""
    for name, text in PAGES.items():
        if page in (None, name):
            yield from (body for kind, body in BLOCK.findall(text) if kind == language)


def prose(text: str) -> str:
    """A page without its fenced blocks."""
    return BLOCK.sub("", text)


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next of the same rank or a higher one."""
    rank = heading.partition(" ")[0]
    _, found, rest = f"\n{PAGES[page]}".partition(f"\n{heading}\n")
    assert found, heading
    return re.split(rf"^#{{1,{len(rank)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> dict[str, str]:
    """The keys in the first column of the tables in `text`, with what the second column says."""
    return {key: cell.strip() for cells, cell in ROW.findall(text) for key in re.findall(r"`\[*([^`\]]+)\]*`", cells)}


@cache
def script(name: str) -> ModuleType:
    """One of the project's scripts, loaded from its file."""
    spec = spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
