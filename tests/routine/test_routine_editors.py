"""The two language servers for TOML, run for real with the schema of this checkout: what an author sees in an editor.

Both come with the extra `dev`; neither needs a network.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from routine_corpus import ROOT, SCHEMA_FILE, files

from every import every
from stretchplayer.model.muscles import GROUPS, MUSCLES
from stretchplayer.model.steps import KINDS
from stretchplayer.routine.fields import ANY_KIND, GROUP

BUNDLED: Final = sorted((ROOT / "routines").glob("*.toml"))
SHAPE: Final = files("invalid/shape")
JUDGED: Final = [*BUNDLED, *files("valid"), *SHAPE]
Messages = Mapping[str, Mapping[int, list[str]]]
"""What a server says: by file, by line."""

NOT_JUDGED: Final[Mapping[tuple[str, str], str]] = {
    ("taplo", "shape/dates.toml"): "to Taplo, a date is a text",
    ("taplo", "valid/toml-1.1.toml"): "Taplo does not read TOML 1.1",
    ("taplo", "shape/toml-1.1-places.toml"): "Taplo does not read TOML 1.1",
    ("tombi", "shape/dates.toml"): "to Tombi, a time of day may be any of the words that are asked for",
    ("tombi", "shape/format-newer.toml"): "of another format, the reader says nothing more",
}
"""Where a server differs from the reader, and why."""
BEYOND: Final = re.compile(
    r"longer than [0-9]+ seconds: [0-9]+[m-]|[0-9]-[0-9]+ is out of range|the wrong way round"  # numbers in a text
    r"|unknown move|no routine is called|goes round in a circle|is no name"  # other files, and the catalogue
    r"|but `hold` has [0-9]+ values"
)
"""What the reader says that no schema can."""


def name_of(path: Path) -> str:
    """The last folder and the name: two folders may have a file of one name."""
    return f"{path.parent.name}/{path.name}"


def tool(name: str) -> str:
    found = shutil.which(name, path=Path(sys.executable).parent) or shutil.which(name)
    assert found, f"{name} is not installed: pip install -e '.[dev]'"
    return found


SETTINGS: Final = """
toml-version = "v1.1.0"
[[schemas]]
path = "schema/routine.schema.json"
include = ["**/*.toml"]
"""


def prepare(folder: Path) -> None:
    """Tie the files below a folder to the schema, for Tombi; those that name it themselves are bundled ones."""
    (folder / "schema").mkdir()
    shutil.copy(SCHEMA_FILE, folder / "schema")
    (folder / "tombi.toml").write_text(SETTINGS, encoding="utf-8")


def tombi(folder: Path) -> Messages:
    report = folder / "said.jsonl"
    command = [tool("tombi"), "lint", "--offline", "--no-cache", "--diagnostics-format", "json-lines"]
    names = map(name_of, JUDGED)
    subprocess.run([*command, "--diagnostics-file", report, *names], cwd=folder, capture_output=True, check=False)
    said: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in map(json.loads, report.read_text(encoding="utf-8").splitlines()):
        said[name_of(Path(each["path"]))][each["range"]["start"]["line"]].append(each["message"])
    return said


def taplo(folder: Path) -> Messages:
    command = [
        tool("taplo"),
        "lint",
        "--no-auto-config",
        "--colors",
        "never",
        "--schema",
        (folder / "schema" / SCHEMA_FILE.name).as_uri(),
    ]
    names = map(name_of, JUDGED)
    done = subprocess.run([*command, *names], cwd=folder, capture_output=True, check=False)
    said: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    message = ""
    for line in done.stderr.decode("utf-8", "replace").split("\n"):
        if line.startswith(("error: ", "warning: ")):
            message = line.partition(": ")[2]
        elif place := re.match(r" *┌─ (.*):(\d+):\d+", line):
            said[name_of(Path(place[1]))][int(place[2])].append(message)
    return said


SERVERS: Final[Mapping[str, Callable[[Path], Messages]]] = {"taplo": taplo, "tombi": tombi}


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Messages]:
    """The name of a server, and what it says of every file."""
    folder = tmp_path_factory.mktemp("editor")
    prepare(folder)
    for path in JUDGED:
        (folder / path.parent.name).mkdir(exist_ok=True)
        shutil.copy(path, folder / name_of(path))
    return request.param, SERVERS[request.param](folder)


def lines_of_errors(path: Path) -> set[int]:
    """The lines that `check` names for what a schema can judge."""
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    found = re.findall(r"^[^:]+:(\d+):\d+: error: (.*)$", text, re.MULTILINE)
    return {int(line) for line, message in found if not BEYOND.search(message)}


@every("path", [*BUNDLED, *files("valid")])
def test_what_can_be_played_gets_no_remark(server: tuple[str, Messages], path: Path) -> None:
    name, said = server
    if (name, name_of(path)) not in NOT_JUDGED:
        assert not said[name_of(path)]


@every("path", SHAPE)
def test_what_is_wrong_is_said_at_its_line(server: tuple[str, Messages], path: Path) -> None:
    name, said = server
    if (name, name_of(path)) in NOT_JUDGED:
        return
    named, found = lines_of_errors(path), said[name_of(path)]
    assert named, "no error is written down"
    assert not named - found.keys()
    # Taplo marks all lines of a table that lacks a key or has one too many.
    assert name == "taplo" or not found.keys() - named
    vague = {line: messages for line, messages in found.items() if all("anyOf" in message for message in messages)}
    assert not vague


def test_nothing_is_excused_that_is_not_there() -> None:
    assert {file for _, file in NOT_JUDGED} <= set(map(name_of, JUDGED))


class Editor:
    """An editor that speaks to Tombi's language server."""

    def __init__(self, folder: Path) -> None:
        command = [tool("tombi"), "lsp", "--offline", "--no-cache"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=folder)
        self.folder = folder
        self.count = 0
        folders = [{"uri": folder.as_uri(), "name": "here"}]
        start: dict[str, object] = {
            "processId": None,
            "rootUri": folder.as_uri(),
            "workspaceFolders": folders,
            "capabilities": {},
        }
        self.ask("initialize", start)
        self._send({"method": "initialized", "params": {}})

    def ask(self, method: str, params: Mapping[str, Any]) -> Any:
        """The answer to one request; what the server asks meanwhile is answered with nothing."""
        self.count += 1
        self._send({"id": self.count, "method": method, "params": params})
        for message in self._received():
            if "method" not in message and message.get("id") == self.count:
                return message["result"]
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": None})
        pytest.fail("the language server ended")

    def _received(self) -> Iterator[dict[str, Any]]:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.rpartition(b":")[2])
            while stream.readline().strip():
                pass
            yield json.loads(stream.read(length))

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def at_cursor(self, method: str, text: str) -> Any:
        """What there is at the mark `|` in a file that reads `text` but for it."""
        self.count += 1
        file = self.folder / f"file{self.count}.toml"
        before, _, after = text.partition("|")
        file.write_text(before + after, encoding="utf-8")
        document = {"uri": file.as_uri(), "languageId": "toml", "version": 1, "text": before + after}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        # Its answer comes when the file has been taken in.
        self.ask("textDocument/diagnostic", {"textDocument": {"uri": file.as_uri()}})
        lines = before.split("\n")
        place = {"line": len(lines) - 1, "character": len(lines[-1])}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": file.as_uri()}, "position": place})

    def completions(self, text: str) -> set[str]:
        items = self.at_cursor("completion", text)
        return {each["label"] for each in (items if isinstance(items, list) else items["items"])}


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("completing")
    prepare(folder)
    made = Editor(folder)
    yield made
    made.process.kill()
    made.process.communicate()


def quoted(words: tuple[str, ...]) -> set[str]:
    return {f'"{word}"' for word in words}


STEP: Final = 'format = 1\ntitle = "T"\n\n[[step]]\n'


@every("written", [*(f'kind = "{kind}"' for kind in KINDS), 'move = "calf-wall"', ""])
def test_every_key_of_a_step_is_completed(editor: Editor, written: str) -> None:
    given = written.partition(" ")[0]
    offered = {label.partition(" ")[0] for label in editor.completions(f"{STEP}{written}\n|")}
    assert not (ANY_KIND | GROUP.keys()) - {given} - offered


def test_words_are_completed(editor: Editor) -> None:
    assert editor.completions(f"{STEP}kind = |") == quoted(KINDS)
    stretch = f'{STEP}kind = "stretch"\n'
    assert editor.completions(f'{stretch}target = "|"') >= quoted((*MUSCLES, *GROUPS))
    assert editor.completions(f'{stretch}target = ["|"]') >= quoted((*MUSCLES, *GROUPS))
    assert editor.completions(f'{stretch}sides = "|"') >= quoted(("both", "each", "left", "right"))
    assert editor.completions(f'{STEP}kind = "massage"\nusing = "|"') >= quoted(("ball", "foam roller", "hands"))
    assert editor.completions(f'{stretch}loads = "|"') >= quoted(("spine-flexion", "spine-twist"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ho|ld = 20", "Length of one hold."),
        ('ho|ld = "20s"', "Length of one hold."),
        ("pre|pare = 5", "Seconds to get ready"),
        ('tar|get = "leg"', "A muscle key"),
        ("dis|comfort = 3", "How much pull"),
    ],
)
def test_a_key_is_explained(editor: Editor, line: str, said: str) -> None:
    shown = editor.at_cursor("hover", f'{STEP}kind = "stretch"\n{line}\n')
    assert said in json.dumps(shown["contents"])
