"""The golden corpus: routine files beside what the reader says about them.

Run this file to write the golden texts and `schema/routine.schema.json` anew; then read every line that changed.
"""

import json
from pathlib import Path
from typing import Final

from stretchplayer.routine import json_schema, reader

ROOT: Final = Path(__file__).parents[2]
CORPUS: Final = ROOT / "tests" / "corpus"
LISTS: Final = "lists"
"""Where the text beside a file is the list that it was made from."""
SCHEMA_FILE: Final = ROOT / "schema" / "routine.schema.json"


def files(folder: str) -> list[Path]:
    """The routine files of one folder of the corpus."""
    return sorted((CORPUS / folder).glob("*.toml"))


def said(path: Path) -> str:
    """What the reader says about a file, which is called by its name alone."""
    return "".join(f"{problem}\n" for problem in reader.read(path.read_bytes(), path.name).problems)


def golden(path: Path) -> str:
    """What the reader is expected to say about a file: nothing, if nobody wrote it down."""
    beside = path.with_suffix(".txt")
    return beside.read_text(encoding="utf-8") if beside.exists() else ""


def schema_text() -> str:
    """The schema as its file holds it."""
    return json.dumps(json_schema.schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every golden text and the schema file anew."""
    for path in (path for path in CORPUS.rglob("*.toml") if path.parent.name != LISTS):
        text = said(path)
        if text:
            path.with_suffix(".txt").write_text(text, encoding="utf-8")
        else:
            path.with_suffix(".txt").unlink(missing_ok=True)
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
