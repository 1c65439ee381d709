"""The catalogues are checked: nothing missing, fuzzy or broken, and what the program reads is what was written."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from update_messages import Folder, check, compile_language, faults, update, write

CODE = """
from stretchplayer.translation import gettext, ngettext
print(gettext("Hold still."), gettext("{count} of {all} done"))
print(ngettext("{count} rep", "{count} reps", 2))
"""
MOVES = '[lean]\nkind = "stretch"\nname = "Lean"\nhow = """\nLean on the wall. \\\n  Breathe."""\nneeds = "wall"\n'
GERMAN = {
    "Lean": "Anlehnen",
    "Lean on the wall. Breathe.": "Lehn dich an die Wand. Atme.",
    "wall": "Wand",
    "Hold still.": "Halt still.",
    "{count} of {all} done": "{count} von {all} geschafft",
}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A project with six texts, all of them in German."""
    source = tmp_path / "src" / "stretchplayer"
    (source / "catalog" / "moves").mkdir(parents=True)
    (source / "locale").mkdir()
    (source / "locale" / "LINGUAS").write_text("de\n", encoding="utf-8")
    (source / "said.py").write_text(CODE, encoding="utf-8")
    (source / "catalog" / "moves" / "all.toml").write_text(MOVES, encoding="utf-8")
    made = Folder(tmp_path, {})
    update(made, ["de"])
    for text, said in GERMAN.items():
        say(made, text, said)
    say(made, "{count} rep", ("{count} Mal", "{count} Male"))
    compile_language(made, "de", made.template())
    return made


def say(folder: Folder, text: str, said: str | tuple[str, ...], *, fuzzy: bool = False) -> None:
    catalog = folder.read("de", folder.template())
    (message,) = (each for each in catalog if text in (each.id, each.id[0] if isinstance(each.id, tuple) else ""))
    message.string = said
    if fuzzy:
        message.flags.add("fuzzy")
    write(catalog, folder.file("de"))


def found(folder: Folder) -> str:
    return "\n".join(check(folder, ["de"]))


def test_nothing_is_wrong_where_all_is_there(folder: Folder) -> None:
    assert found(folder) == ""
    contexts = {(each.context, each.id) for each in folder.template() if each.id}
    assert ("move", "Lean") in contexts
    assert ("thing", "wall") in contexts


def test_what_is_missing_is_found(folder: Folder) -> None:
    say(folder, "Hold still.", "")
    assert '"Hold still." is not translated' in found(folder)
    allowed = Folder(folder.root, {"de": ["src/stretchplayer/said.py"]})
    assert "not translated" not in found(allowed)
    say(folder, "wall", "")
    assert '"wall" (thing) is not translated' in found(allowed)


def test_what_is_fuzzy_is_found_and_not_used(folder: Folder) -> None:
    say(folder, "Hold still.", "Halt still.", fuzzy=True)
    assert '"Hold still." is fuzzy' in found(folder)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("{count} geschafft", "places to fill in"),
        ("{count} von {alle} geschafft", "places to fill in"),
        ("{count von {all}", "brace"),
        (" {count} von {all}", "blank"),
        ("{count} von {all}\n", "lines"),
        ("`{count}` von {all}", "between two `"),
    ],
)
def test_a_broken_translation_is_found(folder: Folder, said: str, why: str) -> None:
    say(folder, "{count} of {all} done", said)
    assert why in found(folder)


def test_each_form_of_a_number_is_checked() -> None:
    assert list(faults(("{count} rep", "{count} reps"), ("{count} Mal", "{n} Male")))
    assert not list(faults(("one rep", "{count} reps"), ("ein Mal", "{count} Male")))


def test_places_of_argparse_and_the_blanks_of_french_are_checked() -> None:
    assert list(faults(("argument %(name)s: %(message)s",), ("Argument %(message)s",)))
    assert not list(faults(("argument %(name)s: %(message)s",), ("%(message)s, Argument %(name)s",)))
    assert list(faults((": did you mean {word}?",), (" : vouliez-vous dire {word} ?",)))
    assert not list(
        faults((": did you mean {word}?",), ("\N{NO-BREAK SPACE}: vouliez-vous dire {word}\N{NO-BREAK SPACE}?",))
    )


def test_a_change_of_the_sources_is_found(folder: Folder) -> None:
    (folder.root / "src/stretchplayer/said.py").write_text(CODE.replace("still", "quite still"), encoding="utf-8")
    said = found(folder)
    assert "stretchplayer.pot is not up to date" in said
    assert '"Hold quite still." is not in stretchplayer.po' in said
    assert '"Hold still." is in no source any more' in said
    update(folder, ["de"])
    # A translation of what was changed is kept, to be looked at.
    assert '"Hold quite still." is fuzzy' in found(folder)


def test_what_was_not_compiled_is_found(folder: Folder) -> None:
    say(folder, "Hold still.", "Nicht bewegen.")
    assert "stretchplayer.mo is not up to date" in found(folder)
    compile_language(folder, "de", folder.template())
    assert found(folder) == ""


def test_a_new_language_is_files_only(folder: Folder) -> None:
    (folder.locale / "LINGUAS").write_text("de it\n", encoding="utf-8")
    update(folder, folder.languages())
    with folder.file("it").open("rb") as file:
        assert {each.id for each in read_po(file) if each.id} >= {"Hold still.", ("{count} rep", "{count} reps")}


def test_the_catalogues_of_this_project_are_in_order() -> None:
    """Run `python scripts/update_messages.py` after a change of any text."""
    folder = Folder()
    assert "\n".join(check(folder, folder.languages())) == ""
