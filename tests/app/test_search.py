"""What people say when they look for something, and what a physiotherapist would reach for first."""

from pathlib import Path
from typing import Final, get_args

import pytest

from stretchplayer.app.listing import Listed, listed
from stretchplayer.app.search import (
    complaint,
    for_muscles,
    look_for,
    moves_for,
    moves_sought,
    muscles_of,
    warning,
)
from stretchplayer.catalog import moves
from stretchplayer.catalog.complaints import Complaint, Place, called_elsewhere, complaints, places
from stretchplayer.config import Folders
from stretchplayer.file_access import bundled_routines
from stretchplayer.model.muscles import MUSCLES
from stretchplayer.model.steps import Position


def by_words(listed: list[Listed], words: str) -> list[Listed]:
    return look_for(listed, words).routines


SAID: Final[dict[str, tuple[str, str]]] = {
    # What is said: what must be among the first three routines, and among the first five moves.
    "stiff neck": ("stiff-neck desk-neck", "head-turn ear-to-shoulder chin-glide"),
    "I woke up with a stiff neck": ("stiff-neck", "head-turn look-over-shoulder"),
    "crick in my neck": ("stiff-neck", "head-turn"),
    "can't turn my head": ("stiff-neck", "head-turn look-over-shoulder"),
    "desk neck": ("desk-neck desk-eyes-neck", "chin-glide shoulder-roll"),
    "text neck": ("desk-neck", "chin-glide upper-back-reach"),
    "tech-neck": ("desk-neck", "chin-glide"),
    "neck pain": ("stiff-neck desk-neck", "head-turn ear-to-shoulder"),
    "tension headache": ("tension-headache", "skull-edge-rub heat-neck-shoulders"),
    "headache": ("tension-headache", "temple-rub skull-edge-rub"),
    "migraine": ("breathing", "quiet-rest"),
    "teeth grinding": ("jaw", "jaw-open cheek-rub"),
    "clenched jaw": ("jaw", "cheek-rub"),
    "tired eyes": ("desk-eyes-neck", "look-far blink"),
    "screen break": ("desk-eyes-neck", "look-far"),
    "tense shoulders": ("desk-neck", "shoulder-roll shoulder-lift"),
    "knots in my shoulders": ("desk-neck", "knead-shoulder-top"),
    "round shoulders": ("desk-neck", "hands-behind doorway-chest blade-squeeze"),
    "bad posture": ("desk-neck", "wall-angel blade-squeeze"),
    "between the shoulder blades": ("desk-neck", "upper-back-reach self-hug"),
    "tight chest muscles": ("after-cycling", "doorway-chest hands-behind"),
    "frozen shoulder": ("", "pendulum table-slide"),
    "mouse arm": ("desk-wrists", "palm-forward back-of-hand wrist-up-down"),
    "RSI": ("desk-wrists", "tendon-glide palm-forward"),
    "sore wrists": ("desk-wrists", "wrist-up-down"),
    "carpal tunnel": ("carpal-tunnel desk-wrists", "tendon-glide median-glide"),
    "tennis elbow": ("tennis-elbow", "hand-lower-palm-down back-of-hand forearm-rub"),
    "golfer's elbow": ("golfers-elbow-climbing", "hand-lower-palm-up palm-forward"),
    "after climbing": ("golfers-elbow-climbing", "finger-press palms-turned-back"),
    "texting thumb": ("desk-wrists", "tendon-glide"),
    "guitar hands": ("desk-wrists", "tendon-glide"),
    "lower back pain": ("lower-back heat-then-stretch-back", "knee-to-chest knee-rolls pelvic-tilt"),
    "my back hurts": ("lower-back", "knee-rolls pelvic-tilt"),
    "bad back": ("lower-back", "knee-to-chest"),
    "threw out my back": ("back-spasm", "legs-up-breathing heat-low-back-side"),
    "lumbago": ("lower-back", "pelvic-tilt"),
    "sciatica": ("sciatica lower-back", "leg-glide knee-rolls figure-four-lying"),
    "pain down my leg": ("lower-back", "knee-rolls"),
    "slipped disc": ("back-spasm", "pelvic-tilt legs-up-breathing"),
    "sitting all day": ("desk-back after-sitting", "hip-flexor-stand stand-lean-back"),
    "tight hips from sitting": ("after-sitting desk-reset-hips", "hip-flexor-stand low-lunge couch-stretch"),
    "long car ride": ("desk-back", "hip-flexor-stand"),
    "period pain": ("period-pain heat-then-stretch-back", "heat-belly heat-low-back childs-pose"),
    "pregnant": ("pregnancy chair-only breathing", "hands-knees-sway seated-cat cat-cow"),
    "tight hips": ("hips", "hip-flexor-kneel figure-four-lying butterfly"),
    "hip opener": ("hip-opening hips", "pigeon butterfly"),
    "tight hip flexors": ("hips", "hip-flexor-kneel hip-flexor-stand"),
    "psoas": ("hips", "hip-flexor-kneel"),
    "piriformis": ("hips", "figure-four-lying figure-four-seated"),
    "sore bum": ("hips", "figure-four-lying ball-buttock"),
    "IT band": ("outer-thigh hips", "outer-hip outer-hip-lying outer-thigh-cross"),
    "outer thigh": ("outer-thigh", "outer-thigh-cross outer-hip"),
    "runner's knee": ("outer-thigh", "outer-thigh-cross quad-stand"),
    "do the splits": ("splits", "half-split straddle-sit low-lunge"),
    "groin": ("hips", "butterfly side-lunge"),
    "touch my toes": ("touch-your-toes hamstrings", "forward-fold hamstring-strap hamstring-chair"),
    "tight hamstrings": ("hamstrings contract-relax-hamstrings", "hamstring-strap hamstring-push"),
    "hammies": ("hamstrings", "hamstring-strap"),
    "more flexible": ("hamstrings", "hamstring-strap"),
    "quads": ("after-sport", "quad-stand quad-side"),
    "knee pain": ("hamstrings", "quad-set straight-leg-raise"),
    "calf cramp": ("calf-cramp", "calf-wall toes-to-you"),
    "charley horse": ("calf-cramp", "calf-wall"),
    "night cramps": ("calf-cramp", "calf-wall"),
    "restless legs": ("calf-cramp", "toes-to-you"),
    "tight calves": ("calves-feet", "calf-wall soleus-wall"),
    "plantar fasciitis": ("heel-and-sole calves-feet", "toe-pull sole-rub foot-ball calf-wall"),
    "heel pain in the morning": ("heel-and-sole", "toe-pull sole-rub"),
    "sore feet": ("calves-feet", "foot-ball"),
    "standing all day": ("calves-feet", "foot-ball"),
    "achilles": ("calves-feet", "heel-raise calf-wall"),
    "shin splints": ("calves-feet", "shin-seated soleus-wall"),
    "stiff ankles": ("calves-feet", "knee-over-toes ankle-circle"),
    "sprained ankle": ("ice-then-rest", "cold-foot"),
    "pulled hamstring": ("ice-then-rest", "cold-thigh"),
    "after running": ("after-running", "calf-wall quad-stand"),
    "before a run": ("before-sport", "march leg-swing-front"),
    "warm up": ("before-sport", "march hip-circle"),
    "after cycling": ("after-cycling", "hip-flexor-stand quad-stand"),
    "bike": ("after-cycling", "hip-flexor-stand"),
    "gym": ("after-sport", "quad-stand"),
    "hiking": ("after-sport", "calf-wall"),
    "swimmer's shoulder": ("swimmers-shoulders", "door-frame-side chair-reach-kneel"),
    "quick break": ("desk-reset-neck desk-reset-back", "shoulder-roll side-bend"),
    "ankle alphabet": ("plane-and-train-seat", "ankle-alphabet"),
    "sore muscles": ("roller-session after-sport", "roller-calf easy-walk"),
    "foam roller": ("roller-session", "roller-calf thigh-roller"),
    "gardening": ("lower-back", "stand-lean-back"),
    "can't sleep": ("evening breathing", "slow-breathing-lying long-out-breath"),
    "bedtime": ("evening in-bed-bedtime", "slow-breathing-lying"),
    "stressed": ("breathing", "slow-breathing long-out-breath"),
    "stiff in the morning": ("morning in-bed-waking", "pelvic-tilt ankle-pump"),
    "stiff all over": ("full-body", "reach-up"),
    "elderly": ("sixty-five-plus chair-only", "sit-to-stand heel-raise"),
    "balance": ("sixty-five-plus", "tandem-stand one-leg-stand"),
    "wheelchair": ("chair-only", "shoulder-roll"),
    # Where somebody is, alone and beside what it is for.
    "in bed": ("in-bed-waking in-bed-bedtime morning", "knee-rolls pelvic-tilt side-knee-hug get-up-from-bed"),
    "on a chair": ("chair-only", "seated-cat hamstring-chair"),
    "on the floor": ("lower-back", "knee-to-chest"),
    "standing": ("before-sport", "calf-wall"),
    "at my desk": ("desk-neck desk-back", "shoulder-roll chin-glide"),
    "on the plane": ("plane-and-train-seat chair-only", "ankle-pump seated-march heel-toe-rock"),
    "neck bed": ("evening in-bed-waking", "head-roll-lying"),
    "hips on a chair": ("chair-only plane-and-train-seat", "figure-four-seated hip-flexor-chair"),
    "back at the office": ("desk-back", "stand-lean-back"),
    "stiff back morning": ("morning", "pelvic-tilt"),
    "neck and shoulder stretches for the office": ("desk-neck", "ear-to-shoulder"),
    "neck 5 min": ("desk-eyes-neck", "head-turn"),
    # Names: of muscles, of moves elsewhere, of what is at hand, misspelt, begun, on other keyboards.
    "trapezius": ("tension-headache desk-neck", "ear-to-shoulder"),
    "gluteus maximus": ("lower-back hips", "figure-four-lying"),
    "child": ("heat-then-stretch-back", "childs-pose"),
    "Child's pose": ("heat-then-stretch-back", "childs-pose"),
    "butterfly": ("hip-opening in-bed-bedtime", "butterfly butterfly-lying"),
    "figure four": ("", "figure-four-lying figure-four-seated"),
    "pigeon": ("hip-opening hips", "pigeon figure-four-lying"),
    "downward dog": ("", "downward-dog"),
    "couch stretch": ("after-sitting", "couch-stretch"),
    "90-90": ("hip-opening", "ninety-ninety"),
    "thread the needle": ("", "thread-needle"),
    "happy baby": ("", "happy-baby"),
    "cobra": ("", "cobra-low"),
    "cat cow": ("", "cat-cow seated-cat"),
    "chin tuck": ("desk-eyes-neck", "chin-glide"),
    "glute bridge": ("morning", "bridge"),
    "box breathing": ("breathing", "even-breathing"),
    "neck massage": ("tension-headache jaw", "skull-edge-rub"),
    "heat back": ("heat-then-stretch-back back-spasm", "heat-low-back"),
    "scaitica": ("lower-back", "knee-rolls"),
    "hammstrings": ("hamstrings", "hamstring-strap"),
    "stiff nek": ("stiff-neck", "head-turn"),
    "shoudler": ("desk-neck", "shoulder-roll"),
    "sciat": ("lower-back", "knee-rolls"),
    "STIFF NECK": ("stiff-neck", "head-turn"),
    "тусл": ("stiff-neck", "head-turn"),
    "νεψκ": ("stiff-neck", "head-turn"),
}
SIGNS: Final[dict[str, str]] = {
    # What is said, and what its answer must say.
    "sciatica": "numbness between the legs",
    "my lower back hurts": "bladder",
    "back spasm": "bladder",
    "headache": "sudden, new or unusual",
    "stiff neck": "fever",
    "carpal tunnel": "nerve",
    "calf": "swollen, warm",
    "cramp": "10 minutes",
    "jaw pain": "temple",
    "period pain": "doctor today",
    "pregnant": "contractions",
    "sore muscles": "dark urine",
    "pain": "worse at night",
    "frozen shoulder": "fall",
    "median nerve": "nerve",
}
STOPPED: Final = (
    "chest pain",
    "I have chest pain",
    "stroke",
    "worst headache",
    "numb between the legs",
    "car accident",
    "broken leg",
    "swollen calf",
    "fever",
    "fever and stiff neck",
    "shortness of breath",
)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> list[Listed]:
    """The bundled routines, by title, as the library has them."""
    home = tmp_path_factory.mktemp("home")
    folders = Folders(home, home, home, home, bundled_routines())
    return sorted(listed(folders), key=lambda each: each.title.casefold())


@pytest.mark.parametrize("words", SAID)
def test_what_people_say_finds_what_helps(everything: list[Listed], words: str) -> None:
    routines, wanted = SAID[words]
    first = [each.name for each in by_words(everything, words)[:3]]
    assert set(routines.split()) <= set(first), f"{words}: {first}"
    assert set(wanted.split()) <= set(moves_for(words)[:5]), f"{words}: {moves_for(words)[:5]}"


@pytest.mark.parametrize("words", SIGNS)
def test_what_has_warning_signs_is_answered_with_them(everything: list[Listed], words: str) -> None:
    assert SIGNS[words] in look_for(everything, words).answer


@pytest.mark.parametrize("words", STOPPED)
def test_what_is_no_case_for_stretching_is_offered_nothing(everything: list[Listed], words: str) -> None:
    found = look_for(everything, words)
    assert (found.routines, moves_for(words)) == ([], ())
    assert "emergency" in found.answer or "doctor" in found.answer
    mine = everything[0]._replace(title=f"My {words}", yours=True, file="/mine")
    assert look_for([*everything, mine], words).routines == [mine], "what is one's own is not hidden"


def test_every_word_counts_and_a_slip_is_said(everything: list[Listed]) -> None:
    assert by_words(everything, "zebra xylophone") == []
    assert moves_for("zebra") == ()
    assert look_for(everything, "scaitica").meant == "sciatica"
    assert look_for(everything, "sciatica").meant == ""
    assert look_for(everything, "short of b").answer == look_for(everything, "short").answer == ""
    assert len(by_words(everything, " ")) == len(everything)
    assert moves_for("") == tuple(moves())
    found = by_words(everything, "8 min")
    assert {each.least_minutes <= 8 for each in found} == {True}, "the short form counts"
    assert {each.name for each in found} >= {"desk-neck", "breathing"}


def test_heat_and_cold_come_last_unless_they_are_asked_for(everything: list[Listed]) -> None:
    cold = {each.name for each in everything if each.thermal == "cold"}
    assert cold == {"ice-back", "ice-neck", "ice-thigh", "ice-then-rest"}
    for words, part in {"thighs": "ice-thigh", "neck": "ice-neck"}.items():
        found = [each.name for each in for_muscles(everything, muscles_of(words), words)]
        assert found.index(part) == len(found) - 1
        assert for_muscles(everything, muscles_of(words), f"{words} ice")[0].name == part
        assert for_muscles(everything, muscles_of(words), f"{words} heat")[0].name != part
    titles = [each.name for each in by_words(everything, "thigh")]
    assert titles.index("outer-thigh") < titles.index("ice-thigh")
    assert by_words(everything, "cold thigh")[0].name == "ice-thigh"


def test_of_equally_good_moves_those_for_muscles_that_are_used_come_first() -> None:
    usual = moves_for("heat")
    ours = moves_for("heat", frozenset({"upper_trapezius", "levator_scapulae"}))
    assert sorted(ours) == sorted(usual)
    assert "heat-neck-shoulders" in ours[:2]
    assert "heat-neck-shoulders" not in usual[:2]
    # Not before what is meant more.
    assert moves_for("calf wall", frozenset({"upper_trapezius"})) == moves_for("calf wall")


def test_without_the_words_that_nothing_has(everything: list[Listed]) -> None:
    assert moves_sought("calf at the wall, crooked") == (moves_for("calf wall"), "calf wall", True)
    assert moves_sought("calf wall straight").names[0] == "calf-wall"
    assert moves_sought("calf at the wall, straight") == (("calf-wall",), "", False)
    assert moves_for("calf at the wall, bent knee")[0] == "soleus-wall"
    assert moves_sought("hamstring purple towel sideways").meant == "hamstring towel"
    found = look_for(everything, "wooden calves after running please")
    assert (found.meant, found.fewer) == ("calves after running", True)
    assert found.routines == by_words(everything, "calves after running")
    assert "swollen, warm" in look_for(everything, "calf wooden").answer
    for words in ("chest pain purple", "purple chest pain zebra"):
        assert look_for(everything, words).routines == []
        assert moves_for(words) == ()
    assert warning("heat") == "", "what is asked about a muscle is no warning"
    assert "doctor" in warning("my knee hurts")


def test_a_move_in_a_routine_is_named(everything: list[Listed]) -> None:
    found = look_for(everything, "child")
    assert {found.has[each.file] for each in found.routines} == {"Child's pose"}
    assert look_for(everything, "back").has == {}, "what names a muscle is not found in the words of a move"


def test_ones_own_title_goes_before_what_is_offered(everything: list[Listed]) -> None:
    mine = everything[0]._replace(name="x", title="What helps my stiff neck", yours=True, file="/x")
    covering = next(each for each in everything if each.name == "stiff-neck")._replace(
        yours=True, title="Neck, changed"
    )
    others = [each for each in everything if each.name != "stiff-neck"]
    assert [each.name for each in by_words([*others, mine, covering], "stiff neck")[:2]] == ["x", "stiff-neck"]


def test_what_a_complaint_is_about() -> None:
    assert muscles_of("I have tight hips")[:2] == ("hip_flexors", "glutes")
    assert muscles_of("quads and calves") == (*muscles_of("quads"), *muscles_of("calves"))
    assert muscles_of("rectus femoris") == ("quadriceps",)
    assert muscles_of("zebra") == muscles_of("") == ()
    found = complaint("my sciatica")
    assert found is not None
    assert "sciatica" in found.names
    assert complaint("zebra") is None


def test_the_table_names_only_what_there_is() -> None:
    routines = {path.stem for path in bundled_routines().glob("*.toml")}
    heard: set[str] = set()
    table: tuple[Complaint | Place, ...] = (*complaints(), *places())
    for each in table:
        assert routines.issuperset(each.routines), each.names
        assert set(moves()).issuperset(each.moves), each.names
        assert heard.isdisjoint(each.names), heard & set(each.names)
        assert all(name == name.lower() and "'" not in name for name in each.names)
        heard.update(each.names)
    for one in complaints():
        assert set(MUSCLES).issuperset(one.muscles), one.names
        assert one.source
        assert one.answer if one.stop else one.moves, one.names
        assert not one.answer.rstrip().endswith(".")
    positions = set(get_args(Position))
    assert all(place.positions <= positions for place in places())
    assert set(moves()).issuperset(called_elsewhere())


def test_what_is_remembered_of_a_routine_is_what_is_in_it(tmp_path: Path, everything: list[Listed]) -> None:
    folders = Folders(tmp_path, tmp_path, tmp_path, tmp_path, bundled_routines())
    first, again = listed(folders), listed(folders)
    assert first == again, "from the files, and from what was remembered"
    lower = next(each for each in again if each.name == "lower-back")
    assert {"sphinx", "cat-cow"} <= set(lower.moves)
    assert "Heel slides" in lower.steps
    assert set(lower.positions) <= set(get_args(Position))
