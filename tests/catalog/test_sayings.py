"""The table of dangers and idioms: everything in it is named as it should be, and each sign does stop."""

from itertools import chain

import pytest

from stretchplayer.catalog import read_table
from stretchplayer.catalog.complaints import complaints, meaning, meanings, names_in
from stretchplayer.catalog.plain_words import articles, only_in, words_of
from stretchplayer.catalog.sayings import as_meant, dangers, dangers_elsewhere
from stretchplayer.translation import in_language, languages

TABLE = read_table("sayings.toml")
LANGUAGES = ("en", *(each for each in languages() if each != "en"))


def test_every_danger_has_an_answer_and_ideas_that_are_there() -> None:
    stopping = {name for each in complaints() if each.stop and each.answer for name in each.names}
    assert {each["of"] for each in TABLE["danger"]} <= stopping
    signs = [sign for each in TABLE["danger"] for sign in each["signs"]]
    ideas = set(chain.from_iterable(sign.replace(" - ", " + ").split(" + ") for sign in signs))
    unless = {idea for each in TABLE["idiom"] for idea in each.get("unless", ())}
    assert ideas | unless == set(TABLE["words"])


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_sign_is_heard_in_every_language(code: str) -> None:
    # A word that stands for every word with its beginning is one of these.
    first = {idea: [each.replace("*", "xx") for each in only_in(names, code)] for idea, names in TABLE["words"].items()}
    assert [idea for idea, names in first.items() if not names] == []
    deaf = []
    with in_language(code):
        for sign in (sign for each in TABLE["danger"] for sign in each["signs"]):
            needed = sign.split(" - ")[0].split(" + ")
            words = words_of(" xyzzy ".join(first[idea][0] for idea in needed))
            if not dangers(words) or not any(means and means.complaint for _, means in meanings(words)):
                deaf.append(sign)
    assert deaf == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_offered_is_no_danger(code: str) -> None:
    with in_language(code):
        offered = [name for each in complaints() if not each.stop for name in names_in(each, code)]
        stopped = [
            name
            for name in offered
            if any(means and means.complaint and means.complaint.stop for _, means in meanings(words_of(name)))
        ]
    assert stopped == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_idiom_means_something_that_is_known(code: str) -> None:
    with in_language(code):
        named = [each["means"] for each in TABLE["idiom"] if each["means"]]
        means = {each: (only_in([each], code) or (each,))[0] for each in named}
        assert [each for each in means.values() if not any(found for _, found in meanings(words_of(each)))] == []
        for idiom in TABLE["idiom"]:
            for said in only_in(idiom["said"], code):
                words = words_of(said)
                if "unless" not in idiom and not meaning(words):
                    left = [word for word in as_meant([*words, "xyzzy"]) if word not in articles()]
                    assert left == [
                        word for word in words_of(f"{means.get(idiom['means'], '')} xyzzy") if word not in articles()
                    ], said


def test_what_sounds_harmless_is_not_where_a_limb_is_said() -> None:
    assert as_meant(words_of("fell asleep stiff neck")) == ["stiff", "neck"]
    assert as_meant(words_of("my arm has fallen asleep")) == ["my", "numb", "arm"]
    assert "fallen" in as_meant(words_of("fallen asleep with tingling in both legs"))
    assert as_meant(["fell", "asleep"]) == ["fell", "asleep"]


def test_a_danger_is_told_by_where_its_words_stand() -> None:
    (danger,) = dangers(words_of("my leg is so cold, and pale"))
    assert (danger.of, sorted(danger.at)) == ("leg cold and pale", [1, 4, 6])
    assert dangers(words_of("one word for two: numb")) == ()
    assert dangers(words_of("blue band for the foot")) == ()
    assert [each.of for each in dangers(words_of("blood in my pee and my mouth hangs"))] == [
        "chest pain",
        "blood in the pee",
    ]


def test_another_language_is_heard_by_itself() -> None:
    assert [each.of for each in dangers_elsewhere(words_of("meo sangre"))] == ["blood in the pee"]
    assert list(dangers_elsewhere(words_of("stiff neck after running"))) == []
