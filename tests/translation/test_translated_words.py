"""What others say for the program, or later: argparse, threads of sound and voice, questions that stand in a file."""

import argparse
from pathlib import Path

import pytest

from stretchplayer.app.drafts import open_file
from stretchplayer.app.edit_commands import run
from stretchplayer.app.routine_editor import RoutineEditor
from stretchplayer.caps.limits import ALL_LIMITS, usual
from stretchplayer.caps.questions import PROFILE, Question
from stretchplayer.cli.asking import parsed, written
from stretchplayer.cli.parser import parser
from stretchplayer.clock import RealClock
from stretchplayer.config import Folders
from stretchplayer.editing.importing.writing import NotImported, import_list
from stretchplayer.editing.key_edits import EditRefused
from stretchplayer.editing.questions import shown
from stretchplayer.file_access import bundled_routines, system_words
from stretchplayer.settings import Settings
from stretchplayer.sound.audio_system import AudioSystem
from stretchplayer.sound.stream.choose_output import choose
from stretchplayer.sound.stream.sound_output import NoSound, SoundOutput
from stretchplayer.translation import in_language, languages
from stretchplayer.tui.widgets.editor_panes import _short
from translation.pseudo import CLOSE, CODE, OPEN, english, pseudo

LISTS = sorted((Path(__file__).parents[1] / "corpus" / "lists").glob("*.txt"))
WRONG = {
    "render desk-neck": ("es fehlt: -o/--output", "falta: -o/--output"),
    "completion fish": ("das gibt es nicht: 'fish' (möglich sind", "no existe: 'fish' (se puede elegir"),
    "list --json --names": ("geht nicht zusammen mit --json", "no va junto con --json"),
    "list --json=3": ("hier gehört kein Wert dahinter: '3'", "aquí no va ningún valor detrás: '3'"),
    "measure --every-two-weeks": ("dahinter fehlt ein Wert", "falta un valor detrás"),
    "edit mine --step": ("dahinter fehlt mindestens ein Wert", "falta al menos un valor detrás"),
    "play desk-neck --m 3": ("mehrdeutig: --m kann --minutes, --mute heißen", "ambiguo: --m puede ser"),
    "play desk-neck --bogus": ("unbekannt: --bogus", "desconocido: --bogus"),
}


def _folders(tmp_path: Path) -> Folders:
    places = {name: tmp_path / name for name in ("config", "data", "state", "cache")}
    return Folders(**places, bundled=bundled_routines())


@pytest.mark.parametrize("typed", WRONG)
def test_argparse_says_what_is_wrong_in_the_language(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    for code, said in zip(("de", "es"), WRONG[typed], strict=True):
        with in_language(code), pytest.raises(SystemExit):
            parser(typed.split(maxsplit=1)[0]).parse_args(typed.split(), argparse.Namespace())
        err = capsys.readouterr().err
        assert err.startswith({"de": "Aufruf: ", "es": "uso: "}[code])
        assert f"{ {'de': 'Fehler', 'es': 'error'}[code] }: " in err
        assert said in err


def test_argparse_is_english_where_nothing_else_holds(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser("render").parse_args(["render", "desk-neck"], argparse.Namespace())
    err = capsys.readouterr().err
    assert err.startswith("usage: ")
    assert "error: the following arguments are required: -o/--output" in err


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_question_about_a_list_can_be_translated(path: Path) -> None:
    try:
        questions = import_list(path.read_bytes(), title="List").questions
    except NotImported:
        return
    with in_language(CODE, pseudo()):
        said = [shown(each.text) for each in questions]
    assert [each for each in said if not (each.startswith(OPEN) and each.endswith(CLOSE))] == []


COMMANDS = """\
add bridge after 1
add bridge before 1
step 1 reps=5
set title=Mine
copy 1
move 1 to 2
off 1
on 1
rounds 1-2 times 3
apart 1
remove 2
remove 2-3
instead 1 calf-wall
undo
redo
remove 99
step 1
step x reps=5
step 1 reps
step 1 reps=5#a
set titel=Mine
add
add bridge after
copy 1 2
move 1 to 1.1
on 1
rounds 1-2 times 0
undo now
remov 1
nonsense
apart 1
"""


def test_the_steps_editor_answers_in_the_language(tmp_path: Path) -> None:
    folders = _folders(tmp_path)
    folders.routines.mkdir(parents=True)
    steps = "".join(f'[[step]]\nmove = "{name}"\n' for name in ("bridge", "calf-wall", "bird-dog", "head-turn"))
    (folders.routines / "mine.toml").write_text(f'format = 1\ntitle = "A"\n{steps}', encoding="utf-8")
    editor, left = RoutineEditor(open_file("mine", folders)), []
    allowed = frozenset(("title", "reps", "step", "remove", "move", "instead", "moves", "rounds", "apart"))
    allowed |= {"hamstring-strap", "stretchplayer"}
    with in_language(CODE, pseudo()):
        for command in COMMANDS.splitlines():
            try:
                said = run(editor, command.split())
            except EditRefused as error:
                said = str(error)
            if OPEN not in said:
                left.append(f"{command}: {said}")
            left += [f"{command}: {said} -> {word}" for word in english(said, allowed)]
    assert left == []


def test_a_question_about_moves_names_them_in_the_language() -> None:
    (question,) = import_list(b"figure four\n", title="List").questions
    with in_language("de"):
        said = shown(question.text)
    assert said == (
        "Welche Übung ist gemeint: `figure-four-lying` (Knöchel aufs Knie, im Liegen) oder `figure-four-seated` "
        "(Knöchel aufs Knie, im Sitzen)?"
    )
    assert shown(question.text).startswith("Which move is meant: `figure-four-lying` (Ankle on knee, lying) or ")


def test_a_fault_of_the_sound_device_is_said_in_the_language(tmp_path: Path) -> None:
    folders = _folders(tmp_path)

    def no_output() -> SoundOutput:
        return choose(RealClock(), "harp")

    with in_language("de"):
        audio = AudioSystem(folders, Settings(), RealClock(), no_output)
        audio.open()
    assert audio.opened.wait(10)
    audio.close()
    assert audio.failure == "die Tonausgabe muss eins davon sein: device, command, null, bell"
    with pytest.raises(NoSound, match="the sound output has to be one of"):
        no_output()


@pytest.mark.parametrize("code", languages())
def test_every_answer_of_the_profile_can_be_typed_as_it_is_shown(code: str) -> None:
    answers = {"yes": (True, False), "choice": ("under-16", "65-over"), "areas": (("back", "hip"), ())}
    with in_language(code):
        for question in PROFILE:
            for value in answers[question.kind]:
                assert parsed(question, written(question, value)) == value
        sure = Question(key="", text="Sure?")
        assert [parsed(sure, word) for word in ("yes", "y", "no", "n", "")] == [True, True, False, False, False]


def test_what_the_system_says_most_is_translated() -> None:
    missing, other = FileNotFoundError(2, "No such file or directory"), OSError(71, "Protocol error")
    with in_language("es"):
        assert [system_words(each) for each in (missing, other)] == [
            "no existe ese archivo o carpeta",
            "Protocol error",
        ]
    assert system_words(missing) == "No such file or directory"


@pytest.mark.parametrize("code", languages())
def test_a_usual_range_is_short_in_every_language(code: str) -> None:
    with in_language(code):
        assert _short(usual(ALL_LIMITS["static.hold"])) == "10–30 s"
        assert _short(usual(ALL_LIMITS["static.session"])) == "30 s–2 min"
