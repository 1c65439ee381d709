"""Whoever only listens to a bundled routine hears in each step whether to sit, stand, kneel or lie."""

import re
from pathlib import Path

from catalog.bundled_files import EACH, load, steps
from catalog.test_catalog_moves import POSTURES


@EACH
def test_every_step_says_how_the_body_is_placed(file: Path) -> None:
    """A step may place the body otherwise than its move does; then the words have to fit that place as well."""
    for step in steps(load(file)):
        if step["kind"] not in {"rest", "advice"}:
            assert re.search(POSTURES[step["position"]], step["how"], re.IGNORECASE), step["name"]
