"""No English is left in the everyday commands: no line or cell of theirs is a text that the catalogue translates."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from update_messages import Folder

from cli.files import TINY
from cli.forks import forks
from cli.house import Home, sound
from stretchplayer.translation import SOURCE, languages

LOCALES = {"de": "de_DE.UTF-8", "es": "es_ES.UTF-8", "fr": "fr_FR.UTF-8"}
LEAST = 6
"""Letters of a text besides what is filled in: fewer could be any line."""
CELLS = re.compile(r"\s{2,}")
ASIDE = "stretchplayer: "
COMMANDS = """\
new my-morning
new my-morning
new --for stiff neck --minutes 8
new --minutes 8
new my-slip --from slip.txt
new nobody --from nowhere.txt
customize desk-neck
customize desk-nack
edit my-morning --set title=Morning
edit my-morning --steps
edit my-morning --remove 99
edit desk-back --steps
check my-morning
check nowhere.toml
fmt my-morning
remove my-morning
remove my-morning
remove desk-neck
remove no-headache
restore
restore my-morning
restore my-morning
play desk-nack
show desk-nack
moves qwertz
render tiny -o tiny.wav
render tiny -o tiny.wav
render tiny -o tiny.txt
doctor
where
ledger
history
history nothing
play tiny --plain --yes --mute
ledger
history
history last
export past.jsonl
import past.jsonl
import slip.txt
import nowhere.jsonl
"""


@cache
def sources(code: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The English texts that this language says otherwise: those that stand as they are, and those with places."""
    folder, plain, filled = Folder(), set(), []
    for each in folder.read(code, folder.template()):
        if not all(place.endswith(".py") for place, _ in each.locations):
            # Content: a routine of one's own may be in the same words.
            continue
        said = each.string if isinstance(each.string, tuple | list) else (each.string,)
        for text in each.id if isinstance(each.id, tuple) else (each.id,):
            if not text or text in said:
                continue
            parts = [(literal, field) for literal, field, _, _ in Formatter().parse(text)]
            if all(field is None for _, field in parts):
                plain.add(text)
            elif sum(map(str.isalpha, "".join(literal for literal, _ in parts))) >= LEAST:
                filled.append("".join(re.escape(literal) + (".+" if field else "") for literal, field in parts))
    return frozenset(plain), tuple(map(re.compile, filled))


def untranslated(code: str, said: str) -> Iterator[tuple[str, str]]:
    """Each line of `said`, or cell of a table in it, that is English, with the text that it is."""
    plain, filled = sources(code)
    for line in said.splitlines():
        for cell in {line.strip(), *CELLS.split(line.strip())}:
            text = cell.removeprefix(ASIDE)
            if text in plain:
                yield cell, text
            yield from ((cell, each.pattern) for each in filled if each.fullmatch(text))


@pytest.mark.parametrize("code", [each for each in languages() if each != SOURCE])
def test_everyday_commands_speak_the_language(code: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.own("tiny", TINY)
    home.write("slip.txt", "10 slow bridges\nfigure four\n2 tablets a day\nStop if it hurts\n")
    around = home.environment({"LANG": LOCALES[code], "STRETCHPLAYER_SOUND": "null"})
    wrong = []
    for command in COMMANDS.splitlines():
        done = forks().run(command.split(" "), stdin=b"", folder=home.folder, environment=around, warp=None, timeout=60)
        said = sound(done.stdout.decode()) + sound(done.stderr.decode())
        assert said or done.returncode == 0, command
        wrong += [f"{command}: {cell}  <- {text}" for cell, text in untranslated(code, said)]
    assert wrong == []


def test_english_would_be_found() -> None:
    """The rule holds for lines, for cells of a table, and behind the name of the program."""
    said = "stretchplayer: no routine is called x: did you mean y?\n7 days  a\nKein Programm.\n"
    assert [cell for cell, _ in untranslated("de", said)] == [
        "stretchplayer: no routine is called x: did you mean y?",
        "7 days",
    ]
