"""No English is left in the everyday commands: no line or cell of theirs is a text that the catalogue translates."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from update_messages import Folder

from cli.files import SHORT, TINY
from cli.forks import forks
from cli.house import Home, sound
from stretchplayer.translation import SOURCE, languages

LOCALES = {"de": "de_DE.UTF-8", "es": "es_ES.UTF-8", "fr": "fr_FR.UTF-8"}
LEAST = 12
"""Letters of a text besides what is filled in: fewer could be any line."""
CELLS = re.compile(r"\s{2,}")
PLACE = re.compile(r"\{[^{}]*\}|%(?:\(\w+\))?[rs]")
ASIDE = "stretchplayer: "
COMMANDS = """\
new my-morning
customize desk-neck
edit my-morning --set title=Mine
edit my-morning --set titel=Mine
edit my-morning --remove 99
edit my-morning --copy 1 --off 2 --steps
edit my-morning --copy 1 --off 2
edit my-morning --steps
check my-morning
remove my-morning
restore my-morning
restore
where
ledger
import past.jsonl
ledger
history
export past.jsonl
import nowhere.jsonl
"""
ONCE = """\
new my-morning
new my-slip --from slip.txt
remove desk-neck
restore
restore my-morning
play desk-nack
render tiny -o tiny.wav --voice off
doctor
profile
profile --set pregnant=perhaps
caps
moves neck
figure calf-wall
now blubb
new --for blubb
week --add nowhere --on xyz
play desk-neck --minutes x
render desk-neck
completion fish
list --json --names
edit my-morning --step
history --bogus
now --help
edit --help
export nowhere/past.jsonl
"""
"""Only in one language: which text is looked up does not depend on it."""


@cache
def sources(code: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The English texts that this language says otherwise: those that stand as they are, and those with places."""
    plain, filled = set(), []
    with Folder().file(code, "mo").open("rb") as file:
        catalog = read_mo(file)
    for each in catalog:
        said = each.string if isinstance(each.string, tuple | list) else (each.string,)
        for text in each.id if isinstance(each.id, tuple | list) else (each.id,):
            if not text or text in said:
                continue
            literals = PLACE.split(text)
            if len(literals) == 1:
                plain.add(text)
            elif sum(map(str.isalpha, "".join(literals))) >= LEAST:
                filled.append(".+".join(map(re.escape, literals)))
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


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The history of somebody who has stretched once, as it is exported."""
    home = Home(tmp_path_factory.mktemp("past"))
    home.own("short", SHORT)
    home.good("play", "short", "--plain", "--yes", "--mute", warp=(100.0, 0.0))
    return home.good("export", "-").out


@pytest.mark.parametrize("code", [each for each in languages() if each != SOURCE])
def test_everyday_commands_speak_the_language(code: str, past: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.own("tiny", TINY)
    home.write("past.jsonl", past)
    home.write("slip.txt", "10 slow bridges\nfigure four\n2 tablets a day\nStop if it hurts\n")
    around = home.environment({"LANG": LOCALES[code], "STRETCHPLAYER_SOUND": "null"})
    # Without a voice: to try it out takes longer than all the rest.
    home.write("config/stretchplayer/config.toml", '[sound]\nvoice = "off"\n')
    wrong = []
    for command in (COMMANDS + (ONCE if code == "de" else "")).splitlines():
        done = forks().run(command.split(" "), stdin=b"", folder=home.folder, environment=around, warp=None, timeout=60)
        said = sound(done.stdout.decode()) + sound(done.stderr.decode())
        assert "\\xa0" not in said, said
        wrong += [f"{command}: {cell}  <- {text}" for cell, text in untranslated(code, said)]
    assert wrong == []


def test_english_would_be_found() -> None:
    """The rule holds for lines, for cells of a table, and behind the name of the program."""
    said = "stretchplayer: no routine is called x: did you mean y?\n7 days  a\nKein Programm.\n"
    assert [cell for cell, _ in untranslated("de", said)] == [
        "stretchplayer: no routine is called x: did you mean y?",
        "7 days",
    ]
