"""Names of muscles, moves and keys that are not known: what is taken for them, and what is suggested."""

import re
from collections.abc import Iterator
from typing import Any

import tomli

from examples import some
from stretchplayer.catalog import (
    asked_named,
    asked_names,
    folded,
    moves,
    muscle,
    muscle_names,
    muscles_named,
    read_table,
)
from stretchplayer.model.muscles import GROUP_OF, GROUPS, MUSCLES, expand
from stretchplayer.routine import reader
from stretchplayer.routine.faults import Spelling
from stretchplayer.routine.fields import target_keys
from stretchplayer.routine.json_schema import schema
from stretchplayer.routine.moves import Moves
from stretchplayer.routine.suggestions import move_hint, target_hint

OPPOSITES = (
    ("hip_abductors", "adductors"),
    ("quadriceps", "hamstrings"),
    ("biceps", "triceps"),
    ("forearm_flexors", "forearm_extensors"),
    ("hip_flexors", "glutes"),
    ("abdominals", "lumbar_extensors"),
    ("tibialis_anterior", "gastrocnemius"),
    ("shoulder_anterior", "shoulder_posterior"),
)


def suggested(hint: str) -> set[str]:
    """The muscles that a hint names as what was meant."""
    quoted = re.findall("`([a-z_]+)`", hint) if "did you mean" in hint else []
    return set(expand(tuple(quoted)))


def worked(step: dict[str, Any]) -> tuple[str, ...]:
    target = step.get("target", ())
    return expand((target,) if isinstance(target, str) else tuple(target))


def misspelt(name: str) -> Iterator[str]:
    """The name with one slip, at every fifth letter: left out, changed round, struck twice, of another key."""
    for at in range(len(name) % 5, len(name), 5):
        yield name[:at] + name[at + 1 :]
        yield name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
        yield name[:at] + name[at] + name[at:]
        yield name[:at] + "x" + name[at + 1 :]


PUBLIC = {
    # free-exercise-db
    "abdominals": "abdominals",
    "abductors": "hip_abductors",
    "adductors": "adductors",
    "biceps": "biceps",
    "calves": "gastrocnemius soleus",
    "chest": "pectorals",
    "forearms": "forearm_flexors forearm_extensors",
    "glutes": "glutes",
    "hamstrings": "hamstrings",
    "lats": "lats",
    "lower back": "lumbar_extensors",
    "middle back": "thoracic_extensors rhomboids",
    "neck": "neck",
    "quadriceps": "quadriceps",
    "shoulders": "shoulder",
    "traps": "neck_lateral levator_scapulae",
    "triceps": "triceps",
    # wger
    "anterior deltoid": "shoulder_anterior",
    "biceps brachii": "biceps",
    "biceps femoris": "hamstrings",
    "brachialis": "biceps",
    "gastrocnemius": "gastrocnemius",
    "gluteus maximus": "glutes",
    "latissimus dorsi": "lats",
    "obliquus externus abdominis": "abdominals quadratus_lumborum",
    "pectoralis major": "pectorals",
    "quadriceps femoris": "quadriceps",
    "rectus abdominis": "abdominals",
    "soleus": "soleus",
    "trapezius": "neck_lateral levator_scapulae",
    "triceps brachii": "triceps",
    # ExerciseDB
    "abs": "abdominals",
    "ankle stabilizers": "?",
    "cardiovascular system": "?",
    "core": "abdominals quadratus_lumborum lumbar_extensors",
    "deltoids": "shoulder_anterior shoulder_posterior",
    "delts": "shoulder_anterior shoulder_posterior",
    "feet": "foot",
    "grip muscles": "forearm_flexors",
    "groin": "adductors",
    "hands": "hand",
    "hip flexors": "hip_flexors",
    "inner thighs": "adductors",
    "levator scapulae": "levator_scapulae",
    "lower abs": "abdominals",
    "lower arms": "forearm_flexors forearm_extensors",
    "lower legs": "leg",
    "obliques": "abdominals quadratus_lumborum",
    "pectorals": "pectorals",
    "quads": "quadriceps",
    "rear deltoids": "shoulder_posterior",
    "rhomboids": "rhomboids",
    "rotator cuff": "rotator_cuff",
    "serratus anterior": "?",
    "shins": "tibialis_anterior",
    "spine": "?",
    "sternocleidomastoid": "neck_rotators",
    "upper arms": "biceps triceps",
    "upper back": "thoracic_extensors",
    "upper chest": "pectorals",
    "upper legs": "thigh",
    "waist": "quadratus_lumborum",
    "wrist extensors": "forearm_extensors",
    "wrist flexors": "forearm_flexors",
    "wrists": "?",
    # Everyday words, and names that were once taken for another muscle.
    "psoas": "hip_flexors",
    "iliopsoas": "hip_flexors",
    "forearm": "forearm_flexors forearm_extensors",
    "it band": "hip_abductors",
    "rectus femoris": "quadriceps",
    "erector spinae": "thoracic_extensors lumbar_extensors",
    "deltoid": "shoulder_anterior shoulder_posterior",
    "pecs": "pectorals",
    "scalenes": "neck_lateral",
    "inner thigh": "adductors",
    "eyes": "?",
    "achilles": "?",
    "ankle": "?",
    "wrist": "?",
    "full body": "?",
    "hip adductor": "adductors",
    "hip adductors": "adductors",
    "neck flexors": "?",
    "lumbar flexors": "?",
    "hip extensors": "glutes hamstrings",
    "hip rotators": "piriformis",
    "deep rotators": "piriformis",
    "upper trap": "neck_lateral levator_scapulae",
    "erectors": "thoracic_extensors lumbar_extensors",
    "sole": "plantar_foot",
    "triceps surae": "gastrocnemius soleus",
    "quadratus": "quadratus_lumborum",
    "centre of the back": "thoracic_extensors rhomboids",
    "center of the back": "thoracic_extensors rhomboids",
    "shoulder stabilisers": "rotator_cuff",
    "shoulder stabilizers": "rotator_cuff",
    "bum": "glutes",
    "butt": "glutes",
    # No muscles: what is answered names what lies beside.
    "sciatic nerve": "?",
    "median nerve": "?",
    "ulnar nerve": "?",
    "knee": "?",
    "meniscus": "?",
    "rotator cuff tendon": "?",
    "patellar tendon": "?",
    "liver": "?",
}
"""What public exercise databases, handouts and people say, and the keys that it means; "?" is answered."""
WORDS_OF = {
    "neck": {"neck"},
    "jaw": {"jaw"},
    "chest": {"shoulder"},
    "pec": {"shoulder"},
    "shoulder": {"shoulder", "neck"},
    "delt": {"shoulder"},
    "trapezius": {"neck", "shoulder"},
    "arm": {"arm"},
    "forearm": {"arm"},
    "wrist": {"arm"},
    "elbow": {"arm"},
    "hand": {"arm"},
    "finger": {"arm"},
    "thumb": {"arm"},
    "lumbar": {"back"},
    "thoracic": {"back"},
    "ab": {"trunk", "back"},
    "abdominal": {"trunk", "back"},
    "hip": {"hip", "thigh"},
    "glute": {"hip"},
    "gluteus": {"hip"},
    "buttock": {"hip"},
    "groin": {"hip"},
    "adductor": {"hip", "arm"},
    "thigh": {"thigh", "hip"},
    "quad": {"thigh"},
    "hamstring": {"thigh"},
    "knee": {"thigh", "leg"},
    "calf": {"leg"},
    "shin": {"leg"},
    "lower leg": {"leg"},
    "ankle": {"leg"},
    "heel": {"leg"},
    "foot": {"foot", "leg"},
    "toe": {"foot", "leg"},
}
"""Words of a name, and the groups that its muscles may belong to."""
ELSEWHERE = {"scapular adductor", "lumbar flexor", "thoracic outlet", "long thoracic nerve"}
"""Names with a word of another place: where a nerve runs to, or what is moved."""


def test_names_of_databases_and_everyday_words_mean_their_own_muscles() -> None:
    wrong = {}
    for name, keys in PUBLIC.items():
        for written in (name, name.replace(" ", "_"), name.replace(" ", "-")):
            if keys == "?":
                right = not target_keys(written) and "did you mean" not in target_hint(written, Spelling())
                right &= asked_named(written) is not None
            else:
                right = target_keys(written) == expand(tuple(keys.split()))
            if not right:
                wrong[written] = target_keys(written)
    assert not wrong


def test_muscles_of_a_name_lie_where_its_words_say() -> None:
    wrong = []
    for name in (*muscle_names(), *asked_names()):
        regions = {GROUP_OF[key] for key in muscles_named(name)}
        for word, groups in WORDS_OF.items():
            if f" {word} " in f" {folded(name)} " and not regions <= groups and name not in ELSEWHERE:
                wrong.append((name, word, regions - groups))
    assert not wrong


def test_no_name_is_there_twice_in_any_number() -> None:
    written = [
        name for kind in ("known", "asked") for entry in read_table("names.toml")[kind] for name in entry["names"]
    ]
    # What is everyday language stands with its muscle; a calf is two muscles, and has the name of one.
    written += [muscle(key).name for key in MUSCLES if muscle(key).name != "calf"]
    known: dict[str, str] = {}
    assert not [(name, known[folded(name)]) for name in written if known.setdefault(folded(name), name) != name]
    assert len(written) == len(set(written))


def test_singular_and_plural_mean_the_same() -> None:
    wrong = []
    for name in (*muscle_names(), *asked_names()):
        for other in (f"{name}s", name.replace(" of the ", " of ")):
            if folded(other) == folded(name) and other not in GROUPS:
                same = muscles_named(other) == muscles_named(name) and asked_named(other) == asked_named(name)
                wrong += [] if same else [(name, other)]
    assert not wrong


def test_two_hundred_names_mean_muscles_or_have_an_answer() -> None:
    taken, asked = muscle_names(), asked_names()
    assert len(taken) >= 200
    assert len(asked) >= 60
    assert not {folded(name) for name in taken} & {folded(name) for name in asked}
    # An answer is one sentence, and names what lies nearest.
    assert not [name for name, answer in asked.items() if ". " in answer.answer.replace("e.g. ", "")]
    known = {*MUSCLES, *GROUPS}
    assert not [name for name, keys in taken.items() if not keys or not known.issuperset(keys)]
    assert not [name for name, answer in asked.items() if not set(MUSCLES).issuperset(answer.near)]
    # What an answer names can be written.
    quoted = {word for answer in asked.values() for word in re.findall("`([a-z_-]+)`", answer.answer)}
    assert not quoted - known - moves().keys()


def test_every_name_can_be_written_with_spaces_underscores_and_hyphens() -> None:
    wrong = []
    for name, keys in muscle_names().items():
        ways = (name, name.replace(" ", "_"), name.replace(" ", "-"))
        wrong += [way for way in ways if not target_keys(way) == muscles_named(way.upper()) == expand(keys)]
    assert not wrong


def test_the_schema_takes_the_same_names() -> None:
    pattern = schema()["$defs"]["other-name"]["pattern"]
    wrong = []
    for name in (*muscle_names(), *asked_names(), *MUSCLES, *GROUPS):
        for way in (
            name,
            f"{name}s",
            name.removesuffix("s"),
            name.replace(" ", "_"),
            name.replace("of the", "of"),
            f"{name}x",
        ):
            in_an_editor = re.search(pattern, way) is not None or way in (*MUSCLES, *GROUPS)
            if in_an_editor != bool(target_keys(way)):
                wrong.append(way)
    assert not wrong


def test_names_of_the_same_word_are_not_confused() -> None:
    expected = {
        "abductors": ("hip_abductors",),
        "hip_adductors": ("adductors",),
        "wrist_flexors": ("forearm_flexors",),
        "wrist_extensors": ("forearm_extensors",),
        "hip_extensors": ("glutes", "hamstrings"),
        "hip_rotators": ("piriformis",),
        "upper_trap": ("neck_lateral", "levator_scapulae"),
        "erectors": ("thoracic_extensors", "lumbar_extensors"),
        "sole": ("plantar_foot",),
        "biceps_femoris": ("hamstrings",),
        "triceps_surae": ("gastrocnemius", "soleus"),
        "quadratus": ("quadratus_lumborum",),
        "rectus_femoris": ("quadriceps",),
        "rectus_abdominis": ("abdominals",),
    }
    assert {name: target_keys(name) for name in expected} == expected


def test_no_slip_leads_to_an_opposite_or_another_region() -> None:
    """Each misspelt name suggests muscles of its own, or none; a slip that gives another name is that name."""
    answered = {name: asked.near for name, asked in asked_names().items()}
    names = {**answered, **muscle_names(), **{key: (key,) for key in (*MUSCLES, *GROUPS)}}
    found, wrong = 0, []
    for name, keys in some(names, 3).items():
        own = set(expand(keys))
        for written in misspelt(name):
            if target_keys(written) or asked_named(written):
                continue
            hint = suggested(target_hint(written, Spelling()))
            found += bool(hint)
            regions = {GROUP_OF[key] for key in own}
            if not {GROUP_OF[key] for key in hint} <= regions:
                wrong.append((name, written, hint))
            wrong += [
                (name, written, hint)
                for pair in OPPOSITES
                for one, other in (pair, pair[::-1])
                if other in hint - own and one in own
            ]
    assert not wrong
    assert found > 300


def test_what_was_written_correctly_is_never_changed() -> None:
    for written in ("hip_extensor_flexors", "neck_abductors", "wrist_rotators", "lumbar_rotators", "thigh_flexors"):
        assert "did you mean" not in target_hint(written, Spelling())


def test_a_side_belongs_to_another_key() -> None:
    assert target_hint("left hamstring", Spelling()) == ': did you mean `hamstrings` and sides = "left"?'
    assert "the knee is a joint" in target_hint("left knee", Spelling())
    assert "the knee is a joint" in target_hint("my_sore_knees", Spelling())
    assert target_hint("tight_hip_flexors_right", Spelling()) == ': did you mean `hip_flexors` and sides = "right"?'


def test_moves_are_suggested_for_the_same_body_part_and_kind() -> None:
    assert move_hint("hamstring-towel", None, Moves(None), Spelling()) == ": did you mean `hamstring-strap`?"
    assert move_hint("glute-bridge", None, Moves(None), Spelling()) == ": did you mean `bridge`?"
    assert move_hint("ice-calf", None, Moves(None), Spelling()) == ": did you mean `cold-calf`?"
    assert move_hint("biceps-curl", None, Moves(None), Spelling()) == " (`stretchplayer figure` lists them)"
    assert move_hint("March on  the spot", None, Moves(None), Spelling()) == ": did you mean `march`?"
    wrong = []
    for name, keys in muscle_names().items():
        for kind in (None, "stretch", "massage", "heat"):
            hint = move_hint(f"{name.replace(' ', '-')}-stretch", kind, Moves(None), Spelling())
            for found in re.findall("`([a-z-]+)`", hint):
                step = moves()[found].step
                if step["kind"] != (kind or "stretch") or set(worked(step)).isdisjoint(expand(keys)):
                    wrong.append((name, kind, found))
    assert not wrong


def test_a_slip_in_the_name_of_a_move_leads_to_no_other_kind_and_no_other_muscles() -> None:
    found, wrong = 0, []
    for name, move in moves().items():
        for written in misspelt(name):
            for other in re.findall("`([a-z-]+)`", move_hint(written, None, Moves(None), Spelling())):
                found += 1
                step = moves()[other].step
                if step["kind"] != move.step["kind"] or set(worked(step)).isdisjoint(worked(move.step)) != (
                    not worked(move.step)
                ):
                    wrong.append((name, written, other))
    assert not wrong
    assert found > 200


def test_other_names_are_read_as_keys() -> None:
    text = b'format = 1\ntitle = "T"\n[[step]]\nkind = "stretch"\ntarget = ["quads", "it band"]\nhold = 10\n'
    read = reader.read(text).routine
    assert read is not None
    (step,) = read.step
    assert getattr(step, "target", ()) == ("quadriceps", "hip_abductors")
    assert getattr(step, "name", "") == "Stretch: front of the thigh and outside of the hip"
    assert tomli.loads(text.decode())["step"][0]["target"] == ["quads", "it band"]
