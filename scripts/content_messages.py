"""Which texts of the bundled TOML files are translated, in which context, and what translators are told about each.

`texts(path, root)` gives them in the order of the file. A text is one line: blanks and line breaks are one blank.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import tomli

MOVE: Final = "move"
"""Names of moves and of steps."""
MUSCLE: Final = "muscle"
THING: Final = "thing"
TAG: Final = "tag"
TITLE: Final = "title"
LIMIT: Final = "limit"
SEARCH: Final = "words to search by"
Table = dict[str, Any]


class Text(NamedTuple):
    """One text; `context` is "" where it needs none."""

    text: str
    context: str
    comment: str


def one_line(text: str) -> str:
    """The text as it is looked up."""
    return " ".join(text.split())


def texts(path: Path, root: Path) -> Iterator[Text]:
    """The texts of one file, each with its context and a comment."""
    table = tomli.loads(path.read_text(encoding="utf-8"))
    for each in _reader(path.relative_to(root).as_posix())(table, path.stem):
        if each.text:
            yield each._replace(text=one_line(each.text))


Reader = Callable[[Table, str], Iterator[Text]]


def _reader(name: str) -> Reader:
    for pattern, reader in FILES.items():
        if Path(name).match(pattern):
            return reader
    message = f"{name}: nothing says which of its texts are translated"
    raise ValueError(message)


def _moves(table: Table, stem: str) -> Iterator[Text]:
    said = {
        "how": "how it is done, shown and spoken before it begins",
        "caution": "what to take care of, shown and spoken before it begins",
        "say": "spoken instead of the name",
        "feel": "what to feel and where",
        "mistake": "the common mistake: a phrase that follows the label 'Not like this:'",
        "easier": "a gentler way, follows the label 'Easier:'",
    }
    for key, move in table.items():
        about = f"Move {key} ({move.get('kind', '')}, {move.get('position', 'any position')})"
        yield Text(move["name"], MOVE, f"{about}: its name, shown and spoken; 60 characters at most")
        for part, meaning in said.items():
            yield Text(move.get(part, ""), "", f"{about}: {meaning}")
        yield from _things(move)
    del stem


def _things(step: Table) -> Iterator[Text]:
    needs = step.get("needs", ())
    for thing in (needs,) if isinstance(needs, str) else needs:
        yield Text(thing, THING, "What somebody needs at hand, in a list; small letters where the language allows it")
    yield Text(step.get("using", ""), THING, "What a step uses")


def _routine(table: Table, stem: str) -> Iterator[Text]:
    about = f"Routine {stem}"
    yield Text(table["title"], TITLE, f"{about}: its title, 60 characters at most")
    yield Text(table.get("summary", ""), "", f"{about}: what it is, under the title")
    yield Text(table.get("for", ""), "", f"{about}: whom it is for, follows the label 'For:'")
    yield Text(table.get("not_for", ""), "", f"{about}: whom it is not for, follows the label 'Not for:'")
    for tag in table.get("tags", ()):
        yield Text(tag, TAG, "A word by which routines are found and filtered; small letters where the language allows")
    for step in table["step"]:
        yield from _step(step, about)


def _step(step: Table, about: str) -> Iterator[Text]:
    move = step.get("move", step.get("kind", ""))
    yield Text(step.get("name", ""), MOVE, f"{about}, step {move}: its name")
    yield Text(step.get("how", ""), "", f"{about}, step {move}: how it is done, shown and spoken")
    yield Text(step.get("caution", ""), "", f"{about}, step {move}: what to take care of, shown and spoken")
    yield Text(step.get("say", ""), "", f"{about}, step {move}: spoken instead of the name")
    yield from _things(step)
    for inner in step.get("step", ()):
        yield from _step(inner, about)


def _page(table: Table, stem: str) -> Iterator[Text]:
    about = f"Page of advice on {stem}"
    for section in table["section"]:
        yield Text(section["title"], TITLE, f"{about}: the heading of a section")
        yield Text(section.get("text", ""), "", f"{about}, {section['title']}")
        for point in section.get("points", ()):
            yield Text(point, "", f"{about}, {section['title']}: one point of a list")


def _advice(table: Table, stem: str) -> Iterator[Text]:
    del stem
    for topic, said in table.items():
        yield Text(said["title"], TITLE, f"Advice on {topic}: its title, also within a line")
        yield Text(said["line"], "", f"Advice on {topic}: one sentence for a list, 75 characters at most")
        yield Text(said["text"], "", f"Advice on {topic}: shown and spoken in passing")


def _muscles(table: Table, stem: str) -> Iterator[Text]:
    del stem
    for key, muscle in table.items():
        if key == "groups":
            for group, named in muscle.items():
                yield Text(named["name"], MUSCLE, f"The group of muscles {group}: a part of the body")
            continue
        yield Text(
            muscle["name"], MUSCLE, f"The muscle {key} in everyday words; small letters where the language allows"
        )
        yield Text(muscle.get("caution", ""), "", f"What to take care of at the muscle {key}")


def _complaints(table: Table, stem: str) -> Iterator[Text]:
    del stem
    for part in ("articles", "fillers"):
        about = "Words that are left out of what is searched for: yours, parted by ';', not translated word by word"
        yield Text("; ".join(table[part]), SEARCH, about)
    about = "Words after which something is named that is not meant: yours, parted by ';', not translated word by word"
    yield Text("; ".join(table["against"]), SEARCH, about)
    wanted = "Everything that people type to find this, parted by ';', in any number: not translated word by word"
    for complaint in table["complaint"]:
        first = complaint["names"][0]
        yield Text("; ".join(complaint["names"]), SEARCH, wanted)
        yield Text(
            complaint.get("answer", ""), "", f"Said of '{first}' before anything is offered; a full stop follows"
        )
    for place in table["place"]:
        yield Text("; ".join(place["names"]), SEARCH, f"A place. {wanted}")
    for move, names in table["moves"].items():
        yield Text("; ".join(names), SEARCH, f"What the move {move} is called elsewhere. {wanted}")


def _sayings(table: Table, stem: str) -> Iterator[Text]:
    del stem
    every = "yours, parted by ';', not translated word by word; one that ends in '*' stands for all that begin so"
    yield Text("; ".join(table["small"]), SEARCH, "Words that find nothing by themselves: yours, parted by ';'")
    about = "Words that are spelt right and near to words that are searched for: yours, parted by ';'"
    yield Text("; ".join(table["spelt"]), SEARCH, about)
    for idea, names in table["words"].items():
        yield Text("; ".join(names), SEARCH, f"What people say for the idea '{idea}': {every}")
    for idiom in table["idiom"]:
        about = f"What only sounds like something else, and is taken for '{idiom['means'] or 'nothing'}': {every}"
        yield Text("; ".join(idiom["said"]), SEARCH, about)
        yield Text(idiom["means"], SEARCH, "What an idiom is taken for: words by which that is found in your language")


def _names(table: Table, stem: str) -> Iterator[Text]:
    del stem
    for asked in table["asked"]:
        yield Text(
            asked["answer"], "", f"The answer to '{asked['names'][0]}', which is no one muscle; keep what is in `…`"
        )
        yield Text(asked.get("said", ""), "", f"Said to who looks for '{asked['names'][0]}'; keep what is in `…`")


def _questions(table: Table, stem: str) -> Iterator[Text]:
    del stem
    yield Text(table["nothing_new"], "", "All of today's questions in one")
    yield Text(table["nothing_yet"], "", "The same, of somebody who has not played yet")
    for part in ("profile", "today"):
        for question in table[part]:
            yield Text(question["text"], "", f"A question of the {part}: {question['key']}")
            for choice in question.get("choices", ()):
                yield Text(choice, "answer", f"A choice of the question {question['key']}")
            yield Text(question.get("unsaid", ""), "answer", f"None of the choices of the question {question['key']}")
            yield Text(question.get("key_hint", ""), "", f"Behind the question {question['key']}; w is a key")
            yield Text(question.get("effect", ""), "", f"What an answer to the question {question['key']} changes")


def _limits(table: Table, stem: str) -> Iterator[Text]:
    del stem
    rows = {id_: row for id_, row in table.items() if id_ not in ("sources", "who", "groups", "some", "answers")}
    for id_, row in {**rows, **table["answers"]}.items():
        yield Text(row["what"], LIMIT, f"What the limit {id_} is about, as in 'At most 1 min: …'")
        yield Text(row.get("ruled", ""), LIMIT, f"What else holds of the limit {id_}")
    for group, who in table["who"].items():
        yield Text(who, LIMIT, f"Whom a limit binds: {group}; stands behind what it is about")
    for id_, row in table["some"].items():
        yield Text(row.get("who", ""), LIMIT, f"When the limit {id_} binds; stands behind what it is about")


FILES: Final[dict[str, Reader]] = {
    "src/stretchplayer/catalog/moves/*.toml": _moves,
    "routines/*.toml": _routine,
    "src/stretchplayer/catalog/advice.toml": _advice,
    "src/stretchplayer/catalog/pages/*.toml": _page,
    "src/stretchplayer/catalog/muscles.toml": _muscles,
    "src/stretchplayer/caps/questions.toml": _questions,
    "src/stretchplayer/caps/limits.toml": _limits,
    "src/stretchplayer/catalog/names.toml": _names,
    "src/stretchplayer/catalog/complaints.toml": _complaints,
    "src/stretchplayer/catalog/sayings.toml": _sayings,
}
"""Which reader takes which file, in the order of the catalogues."""
