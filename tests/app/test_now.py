"""What is started for what people say, one by one; and what is offered while it is typed."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from stretchplayer.app.listing import Listed, listed
from stretchplayer.app.now import NothingToStart, asked, choose, offered, start
from stretchplayer.app.search import look_for
from stretchplayer.app.session_flow import Play, PlayText
from stretchplayer.app.substitutes import refusal_of
from stretchplayer.app.what_now import Habits, Planned, Played, arranged
from stretchplayer.caps.profile import Profile
from stretchplayer.catalog.complaints import complaints, names_in
from stretchplayer.config import Folders
from stretchplayer.file_access import bundled_routines
from stretchplayer.model.routine import flat, step_name
from stretchplayer.routine.reader import read
from stretchplayer.translation import in_language, languages

SAID: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "now_said.toml").read_text(encoding="utf-8"))[
    "said"
]

LANGUAGES = ("en", *(each for each in languages() if each != "en"))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    home = tmp_path_factory.mktemp("home")
    return Folders(home / "config", home / "data", home / "state", home / "cache", bundled_routines())


@pytest.fixture(scope="module")
def routines(folders: Folders) -> list[Listed]:
    return listed(folders)


def said(words: str, routines: list[Listed]) -> dict[str, Any]:
    """What is started, in the form of the table."""
    try:
        choice = choose(routines, words, composer=lambda *_: "")
    except NothingToStart as error:
        return {"unknown": True} if "stretchplayer list" in str(error) else {"stopped": True}
    found: dict[str, Any] = {"play": choice.listed.name} if choice.listed else {"made": list(choice.muscles[:2])}
    found |= {"minutes": choice.minutes} if choice.minutes else {}
    return found | ({"short": True} if choice.short else {}) | ({"warning": True} if choice.answer else {})


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_people_say_starts_what_is_for_it(folders: Folders, code: str) -> None:
    rows = [each for each in SAID if each.get("language", "en") == code]
    with in_language(code):
        here = listed(folders)
        wrong = {each["words"]: said(each["words"], here) for each in rows}
    about = ("words", "language")
    wanted = {each["words"]: {key: value for key, value in each.items() if key not in about} for each in rows}
    assert len(rows) >= (60 if code == "en" else 15)
    assert wrong == wanted


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("hot swollen knee", "a joint"),
        ("red hot calf", "one calf"),
        ("my knee is hot and swollen", "a joint"),
        ("cancer back pain", "with cancer"),
        ("fell on my head", "blow to the head"),
        ("I want to die", "crisis line"),
        ("torn achilles", "may be torn"),
        ("cancer", "with cancer, now or earlier"),
        ("burning feet", "numbness, tingling or burning"),
        ("my arm falls asleep", "numbness, tingling or burning"),
        ("weak leg", "weak or numb legs"),
        ("weak arm", "arm, a leg or a face"),
        ("weak back", "by exercise, not by stretching.*moves weak back"),
        ("my lower back is weak", "by exercise, not by stretching"),
        ("happy baby", "a move that no routine has.*moves happy baby"),
        ("happy baby pose 5", "a move that no routine has"),
        ("my mouth hangs on one side", "call them now"),
        ("like someone sat on my chest", "can be the heart"),
        ("dark pee sore legs", "dark urine"),
        ("peeing blood", "blood in the urine"),
        ("clumsy hands and stiff legs", "hands that grow clumsy"),
        ("foot turned blue", "cold and pale or blue"),
        ("sudden tearing pain in my back", "call them now"),
        ("pregnant and my belly hurts and bleeding", "your midwife"),
        ("my baby stopped moving", "your midwife"),
        ("scalp tender and headache", "a tender scalp"),
        ("cant catch my breath", "call them now"),
        ("big toe swollen gout", "a joint or a part"),
        ("blodd in my pee and back pain", "blood in the urine"),
    ],
)
def test_the_answer_is_about_what_was_said(routines: list[Listed], words: str, sign: str) -> None:
    with pytest.raises(NothingToStart, match=sign):
        choose(routines, words)


@pytest.mark.parametrize("words", ["chest pain and numb legs", "numb legs with chest pain", "numb legs, chest pain"])
def test_of_two_things_that_stop_the_more_urgent_is_said_first_and_each_once(
    routines: list[Listed], words: str
) -> None:
    with pytest.raises(NothingToStart) as refused:
        choose(routines, words)
    _, _, answer = str(refused.value).partition(": ")
    assert answer.startswith("this is for the emergency services: call them now, and stretch nothing. New numbness")
    assert answer.count("New numbness between the legs") == 1


def test_a_move_that_routines_have_is_found_by_its_name(routines: list[Listed]) -> None:
    assert choose(routines, "child's pose").listed is not None


@pytest.mark.parametrize(
    ("words", "key", "name"),
    [
        ("pregnant", "pregnant", "pregnancy"),
        ("osteoporosis", "thin_bones", "sixty-five-plus"),
        ("hypermobile", "hypermobile", "chair-only"),
        ("blood thinners", "blood_thinners", "full-body"),
        ("diabetes", "numb", "chair-only"),
        ("heart condition", "heart", "chair-only"),
        ("gave birth", "gave_birth", "breathing"),
    ],
)
def test_what_the_profile_asks_about_is_played_only_once_it_says_so(
    routines: list[Listed], words: str, key: str, name: str
) -> None:
    for profile in (None, Profile()):
        with pytest.raises(NothingToStart, match=f"profile --set {key}=yes"):
            choose(routines, words, profile=profile)
    choice = choose(routines, words, profile=structs.replace(Profile(), **{key: True}))
    assert choice.listed is not None
    assert choice.listed.name == name
    assert choice.answer


@pytest.mark.parametrize("words", ["pregnant neck 5", "34 weeks pregnant stiff neck 5"])
def test_what_is_made_has_nothing_that_the_profile_rules_out(routines: list[Listed], words: str) -> None:
    profile = Profile(pregnant=True)
    choice = choose(routines, words, profile=profile)
    assert choice.muscles[0].startswith("neck")
    routine = read(choice.text.encode()).routine
    assert routine is not None
    assert [step_name(step) for step in flat(routine.step) if refusal_of(step, profile)] == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "de",
            "ein Bein plötzlich schwach;auf den Kopf gefallen;Schmerzen im linken Arm;ich will sterben;Gicht",
        ),
        (
            "de",
            "Gürtelrose;Knie heiß und geschwollen;Sehne gerissen;Blutverdünner;Kiefer blockiert;Augenschmerzen",
        ),
        (
            "es",
            "pie caído;golpe en la cabeza;dolor en el brazo izquierdo;quiero morir;gota;culebrilla;rodilla hinchada",
        ),
        (
            "es",
            "desgarro en la pantorrilla;tomo anticoagulantes;mandíbula bloqueada;visión borrosa;embarazada",
        ),
        (
            "fr",
            "pied tombant;coup à la tête;douleur au bras gauche;je veux mourir;goutte;zona;genou gonflé;palpitations",
        ),
        ("fr", "tendon d'achille rompu;sous anticoagulants;mâchoire bloquée;vision trouble;enceinte;nausées matinales"),
    ],
)
def test_the_same_starts_nothing_in_other_languages(routines: list[Listed], code: str, words: str) -> None:
    with in_language(code):
        started = {each: said(each, routines) for each in words.split(";")}
    assert started == {each: {"stopped": True} for each in started}


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_started_for_what_stops(folders: Folders, code: str) -> None:
    stops = [each for each in complaints() if each.stop]
    with in_language(code):
        here = listed(folders)
        started = [name for each in stops for name in names_in(each, code) if "stopped" not in said(name, here)]
    assert started == []
    few = [each.names[0] for each in stops if len(names_in(each, code)) < min(len(each.names) / 2, 8)]
    assert few == []


def test_what_stops_is_understood_in_another_language(routines: list[Listed]) -> None:
    for words in ("gelähmt", "kann meine Beine nicht spüren", "no siento las piernas", "je ne sens plus mes jambes"):
        with pytest.raises(NothingToStart, match=f"{words}: this is for the emergency services"):
            choose(routines, words)


def test_the_gravest_answer_comes_first(routines: list[Listed], folders: Folders) -> None:
    with pytest.raises(NothingToStart, match="call them now, and stretch nothing"):
        choose(routines, "my legs are paralysed")
    with in_language("de"), pytest.raises(NothingToStart, match="meine Beine sind gelähmt: dafür ist der Notruf da"):
        choose(listed(folders), "meine Beine sind gelähmt")


@pytest.mark.parametrize(
    ("code", "words", "name", "said"),
    [
        ("en", "Neck standing", "desk-neck", 'for "Neck standing" there; this is for "Neck", in another place.'),
        ("en", "calf in bed", "calves-feet", 'for "calf in bed" there; this is for "calf", in another place.'),
        ("de", "Nacken im Stehen", "desk-neck", "das hier ist für „Nacken“, an einem anderen."),
        ("fr", "mollet au lit", "calves-feet", "ceci est pour « mollet », ailleurs."),
    ],
)
def test_what_cannot_be_done_there_is_said_before_the_warning(
    folders: Folders, code: str, words: str, name: str, said: str
) -> None:
    with in_language(code):
        choice = choose(listed(folders), words)
    assert choice.listed is not None
    assert choice.listed.name == name
    assert choice.meant.replace("\N{NO-BREAK SPACE}", " ").endswith(said)
    assert choice.answer


def test_words_are_told_back_as_they_were_typed(folders: Folders) -> None:
    with in_language("de"):
        here = listed(folders)
        with pytest.raises(NothingToStart, match="Gestürzt: Schmerzen"):
            choose(here, "Gestürzt!")
        with pytest.raises(NothingToStart, match="„Schultern und Rücken“"):
            choose(here, "nicht der Nacken")


@pytest.mark.parametrize("words", ["nothing", "nerve glide", "diaphragm", "eyelid", "xyzzy", "no target"])
def test_people_are_told_nothing_of_the_keys_of_files(routines: list[Listed], words: str) -> None:
    try:
        told = choose(routines, words, composer=lambda *_: "").answer
    except NothingToStart as error:
        told = str(error).replace("`stretchplayer list`", "")
    assert not {"kind =", "_", "`"} & {each for each in ("kind =", "_", "`") if each in told}


def test_a_title_that_is_said_goes_first_before_a_copy_of_another(folders: Folders) -> None:
    with in_language("de"):
        here = listed(folders)
        desk = next(each for each in here if each.name == "desk-neck")
        here = [desk._replace(yours=True), *(each for each in here if each is not desk)]
        choice = choose(here, "steifer Nacken")
        assert choice.listed is not None
        assert choice.listed.name == look_for(here, "steifer Nacken").routines[0].name == "stiff-neck"


def test_a_title_is_made_of_words_that_say_something(folders: Folders, routines: list[Listed]) -> None:
    choice = choose(routines, "arms after carrying shopping", composer=lambda *_: "")
    assert (choice.title, "after carrying" in choice.meant) == ("Arms after carrying", True)
    assert choose(routines, "neck me").listed is not None
    with in_language("de"):
        title = choose(listed(folders), "müde Füße nach der Schicht im Stehen", composer=lambda *_: "").title
    assert "Füße" in title
    for nothing in ("as", "me", "after", "as me"):
        with pytest.raises(NothingToStart, match="say what is stiff"):
            choose(routines, nothing)


def test_a_name_that_was_guessed_is_asked_about(routines: list[Listed]) -> None:
    with pytest.raises(NothingToStart, match=r'did you mean "calf"\?'):
        choose(routines, "clf")


def test_what_is_chosen_can_be_played(routines: list[Listed], folders: Folders) -> None:
    how = start(choose(routines, "sciatica 5"), folders, yes=True)
    assert isinstance(how, Play)
    assert (Path(how.name).stem, how.minutes, how.short, how.yes) == ("sciatica", 5.0, True, True)
    assert "a nerve is not stretched" in how.warning
    made = start(choose(routines, "calf and jaw", 4), folders)
    assert isinstance(made, PlayText)
    assert made.reading.routine is not None
    assert not made.reading.problems
    assert not Path(made.reading.routine.file).exists()


def test_minutes_are_read_as_people_say_them() -> None:
    wanted = [
        ("neck 5", "neck", 5),
        ("5 neck", "neck", 5),
        ("now neck 3 min at desk", "neck at desk", 3),
        ("neck five minutes", "neck", 5),
        ("half an hour neck", "neck", 30),
        ("over 65", "over 65", None),
        ("figure 4", "figure 4", None),
        ("34 weeks pregnant neck 5", "pregnant neck", 5),
        ("8 months pregnant, sore hips", "pregnant sore hips", None),
        ("neck", "neck", None),
    ]
    assert [(text, *asked(text)) for text, _, _ in wanted] == wanted
    assert asked("neck", 7.0) == ("neck", 7.0)
    for text, minutes in (("neck 5 min 6 min", None), ("neck 5", 6.0)):
        with pytest.raises(NothingToStart, match="5 minutes, or 6"):
            asked(text, minutes)


def test_a_row_is_offered_where_minutes_are_said_or_nothing_is_found(routines: list[Listed]) -> None:
    def row(words: str) -> str:
        return offered(routines, words, look_for(routines, words))

    assert row("neck 5") == row("now neck 5 min") == "Now: neck, 5 min"
    assert row("now neck") == "Now: neck"
    assert [row(words) for words in ("", "neck", "5", "numb legs 5", "xyzzy 5", "breathing")] == [""] * 6
    named = [*routines, routines[0]._replace(title="Neck 5")]
    assert offered(named, "neck 5", look_for(named, "neck 5")) == ""


def test_the_order_begins_with_what_somebody_is_likely_to_want(routines: list[Listed]) -> None:
    titles = {each.name: each.title for each in routines}
    played = {
        titles["jaw"]: Played(300.0, 1),
        titles["hips"]: Played(200.0, 2),
        titles["splits"]: Played(100.0, 9),
        titles["evening"]: Played(50.0, 1),
    }
    habits = Habits((Planned("morning", "after waking"), Planned("gone")), played, frozenset({"breathing", "hips"}))
    names = [each.name for each in arranged(routines, habits)]
    first = ["morning", "jaw", "splits", "hips", "breathing"]
    assert names == [*first, *(each.name for each in routines if each.name not in first)]
    assert arranged(routines, Habits()) == routines
    assert [each.name for each in arranged(routines, habits, "played")][:4] == ["jaw", "hips", "splits", "evening"]
    by_minutes = [each.seconds for each in arranged(routines, habits, "minutes")]
    assert by_minutes == sorted(by_minutes)
    by_title = [each.title.casefold() for each in arranged(routines, habits, "title")]
    assert by_title == sorted(by_title)
