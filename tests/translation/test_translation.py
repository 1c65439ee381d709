"""Which language holds, what is said in it, and what stays in English."""

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from shutil import copy
from threading import Thread

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from stretchplayer.app.child_reader import ChildReader
from stretchplayer.app.library import Shelved
from stretchplayer.app.listing import entry, listed, translated
from stretchplayer.app.move_search import moves_for
from stretchplayer.app.search import look_for
from stretchplayer.catalog import advice, muscles_named, side_name, target_name
from stretchplayer.catalog.translated import passage, step, step_name
from stretchplayer.cli.main import _language
from stretchplayer.config import Folders
from stretchplayer.file_access import bundled_routines
from stretchplayer.model.routine import flat, spoken_in
from stretchplayer.routine.reader import read
from stretchplayer.timeline import unroll
from stretchplayer.translation import (
    gettext,
    in_language,
    keeping_language,
    language,
    language_for,
    languages,
    ngettext,
    pgettext,
)

ROUTINE = b"""
format = 1
title = "Mine"
[[step]]
move = "calf-wall"
[[step]]
move = "calf-wall"
name = "My calf"
how = "As I do it."
[[step]]
kind = "stretch"
target = ["gastrocnemius", "hamstrings"]
hold = 20
"""


Both = tuple[str, str]


def texts(said: dict[Both, str], plurals: dict[Both, Both] | None = None) -> NullTranslations:
    """A catalogue as the program reads it, of texts by their contexts."""
    catalog = Catalog(locale="de")
    for (context, text), translation in said.items():
        catalog.add(text, translation, context=context or None)
    for both, translations in (plurals or {}).items():
        catalog.add(both, translations)
    out = BytesIO()
    write_mo(out, catalog)
    out.seek(0)
    return GNUTranslations(out)


def home(folder: Path) -> Folders:
    return Folders(folder / "config", folder / "data", folder / "state", folder / "cache", bundled_routines())


def test_what_is_not_translated_is_english() -> None:
    some = texts({("", "Hold."): "Halten.", ("key", "Back"): "Zurück"})
    with in_language("x1", some):
        assert (gettext("Hold."), gettext("Go.")) == ("Halten.", "Go.")
        assert (pgettext("key", "Back"), gettext("Back"), pgettext("key", "Hold.")) == ("Zurück", "Back", "Hold.")
        assert gettext("Hold.", "en") == "Hold."
        assert language() == "x1"
    assert (gettext("Hold."), language()) == ("Hold.", "en")


def test_a_thread_speaks_english_unless_it_keeps_the_language() -> None:
    some, said = texts({("", "Hold."): "Halten."}), list[str]()

    def say(more: str) -> None:
        said.append(f"{gettext('Hold.')}{more}")

    with in_language("x1", some):
        threads = [Thread(target=say, args=("1",)), Thread(target=keeping_language(say), args=("2",))]
    for thread in threads:
        thread.start()
        thread.join()
    assert said == ["Hold.1", "Halten.2"]


def test_numbers_have_their_forms() -> None:
    many = texts({}, {("{count} set", "{count} sets"): ("{count} Satz", "{count} Sätze")})
    with in_language("x1", many):
        said = [ngettext("{count} set", "{count} sets", count).format(count=count) for count in (0, 1, 2, 1.5)]
    assert said == ["0 Sätze", "1 Satz", "2 Sätze", "1.5 Sätze"]
    assert ngettext("{count} set", "{count} sets", 1) == "{count} set"


def test_every_language_can_be_read() -> None:
    assert languages()[0] == "en"
    assert {"de", "es", "fr"} <= set(languages())
    for code in languages():
        with in_language(code):
            assert gettext("A text that nobody wrote.") == "A text that nobody wrote."
    with pytest.raises(KeyError), in_language("tlh"):
        pass


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("de_AT.UTF-8", "de"),
        ("fr", "fr"),
        ("es_MX@euro", "es"),
        ("C", "en"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("en_GB.UTF-8", "en"),
        ("tlh_KX.UTF-8", None),
        ("", None),
    ],
)
def test_a_locale_asks_for_a_language(wanted: str, code: str | None) -> None:
    assert language_for(wanted) == code


def test_the_settings_come_before_the_machine(tmp_path: Path) -> None:
    where = home(tmp_path)
    assert _language(where, {}) == "en"
    assert _language(where, {"LANG": "de_DE.UTF-8"}) == "de"
    assert _language(where, {"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}) == "fr"
    assert _language(where, {"LANG": "de_DE.UTF-8", "LC_ALL": "C"}) == "en"
    where.settings.parent.mkdir(parents=True)
    where.settings.write_text('language = "es"\n', encoding="utf-8")
    assert _language(where, {"LANG": "de_DE.UTF-8"}) == "es"
    # A file with errors says nothing.
    where.settings.write_text('language = "tlh"\n', encoding="utf-8")
    assert _language(where, {"LANG": "de_DE.UTF-8"}) == "de"


def test_a_routine_is_spoken_in_its_own_language() -> None:
    routine, german = read(ROUTINE).routine, read(b'language = "de"\n' + ROUTINE).routine
    assert routine is not None
    assert german is not None
    with in_language("fr"):
        assert (spoken_in(routine), spoken_in(german)) == ("fr", "de")
    assert spoken_in(routine) == "en"


def test_moves_are_translated_and_words_of_ones_own_are_not() -> None:
    routine = read(ROUTINE).routine
    assert routine is not None
    bundled, own, made = flat(routine.step)
    said = texts(
        {
            ("move", str(bundled.name)): "Wade an der Wand",
            ("", " ".join((bundled.how or "").split())): "Stell dich vor eine Wand.",
            ("muscle", "calf"): "Wade",
            ("muscle", target_name("hamstrings")): "Rückseite des Oberschenkels",
            ("muscle", target_name("gastrocnemius")): "Wade",
            ("muscle", "left {muscle}"): "{muscle}, links",
            ("step", "Stretch: {places}"): "Dehnen: {places}",
            ("list", "{words} and {last}"): "{words} und {last}",
        }
    )
    with in_language("x2", said):
        assert step_name(bundled) == "Wade an der Wand"
        assert step(bundled).how == "Stell dich vor eine Wand."
        assert (step_name(own), step(own).how) == ("My calf", "As I do it.")
        assert step_name(made) == "Dehnen: Wade und Rückseite des Oberschenkels"
        assert side_name("hamstrings", "left") == "Rückseite des Oberschenkels, links"
        # What files are read by stays English.
        assert not muscles_named("rückseite des oberschenkels")
    assert step_name(made) == made.name == "Stretch: calf and back of the thigh"
    assert passage("  As I\n do it. ") == "  As I\n do it. "


def test_getting_ready_lasts_as_long_as_the_translated_words_take() -> None:
    routine = read(ROUTINE).routine
    assert routine is not None
    how = " ".join((flat(routine.step)[0].how or "").split())
    with in_language("x5", texts({("", how): "Stell dich hin."})):
        short = unroll(routine)
    with in_language("x5", texts({("", how): f"{how} {how} {how}"})):
        long = unroll(routine)
    assert [each.phase for each in long] == [each.phase for each in short]
    longer = [(two.path, two.phase) for one, two in zip(short, long, strict=True) if two.seconds > one.seconds]
    assert longer == [("1", "prepare")]


def test_lists_have_the_lengths_of_the_language_that_is_spoken(tmp_path: Path) -> None:
    folders = home(tmp_path)._replace(bundled=tmp_path)
    copy(bundled_routines() / "hamstrings.toml", tmp_path)
    shelved = Shelved("hamstrings", tmp_path / "hamstrings.toml", yours=True)
    english = listed(folders)[0].seconds
    reader = ChildReader(patience=60.0)
    with in_language("de"):
        german = listed(folders)[0].seconds
        assert reader.entry(shelved).seconds == german
    reader.close()
    assert english < german < 1.5 * english
    assert listed(folders)[0].seconds == english


def test_advice_is_translated() -> None:
    with in_language(
        "x3", texts({("title", "Drinking"): "Trinken", ("", advice("hydration").line): "Trink bei Durst."})
    ):
        said = advice("hydration")
        assert (said.title, said.line) == ("Trinken", "Trink bei Durst.")
        assert said.text.startswith("Drink when")
    assert advice("hydration").title == "Drinking"


def test_routines_and_moves_are_found_by_both_names(tmp_path: Path) -> None:
    shelved = [Shelved(name, bundled_routines() / f"{name}.toml", yours=False) for name in ("hamstrings", "hips")]
    found = [entry(each) for each in shelved]
    english = {each.name: each.title for each in found}
    said = texts(
        {
            ("title", english["hamstrings"]): "Beinrückseite dehnen",
            ("move", "Calf stretch at the wall"): "Wade an der Wand",
            ("tag", "thigh"): "Oberschenkel",
            ("muscle", "jaw"): "Kiefer",
        }
    )
    with in_language("x4", said):
        here = [translated(each) for each in found]
        assert here[0].title == "Beinrückseite dehnen"
        for words in ("beinrückseite", "BEINRUCKSEITE dehnen", english["hamstrings"]):
            assert look_for(here, words).routines[0].name == "hamstrings", words
        assert set(moves_for("kiefer")) <= set(moves_for("jaw"))
        assert moves_for("kiefer")[0] == moves_for("jaw")[0]
        assert moves_for("wade an der wand")[0] == "calf-wall"
    assert listed(home(tmp_path))[0].written == ""
