"""Brings the catalogues of translations up to date: collects every text, updates the languages, compiles them.

    python scripts/update_messages.py              everything, for every language in locale/LINGUAS
    python scripts/update_messages.py de           the same for one language; the template is written too
    python scripts/update_messages.py --compile de only compiles: after editing one language's .po
    python scripts/update_messages.py --check [de] writes nothing; says what is missing, and exits with 1

A new language needs a line in locale/LINGUAS; its .po is made here. See CONTRIBUTING.md.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatch
from io import BytesIO
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from code_messages import texts as code_texts
from content_messages import FILES, texts

ROOT: Final = Path(__file__).parent.parent
DOMAIN: Final = "stretchplayer"
SOURCES: Final = ("src/stretchplayer/**/*.py",)
UNFINISHED: Final[Mapping[str, Sequence[str]]] = {}
"""Of which files texts may be missing, by language. Empty when everything has to be there."""
_NEVER: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""A date of its own for each run would make every catalogue differ every time."""
_WIDTH: Final = 120


class Folder:
    """The folder of a project's catalogues, and what they are made of."""

    def __init__(self, root: Path = ROOT, unfinished: Mapping[str, Sequence[str]] = UNFINISHED) -> None:
        """`unfinished` says by language of which files texts may be missing."""
        self.root, self.unfinished = root, unfinished
        self.locale = root / "src" / "stretchplayer" / "locale"

    @property
    def template_file(self) -> Path:
        """Where all texts stand without a translation."""
        return self.locale / f"{DOMAIN}.pot"

    def file(self, language: str, ending: str = "po") -> Path:
        """Where the texts of a language stand."""
        return self.locale / language / "LC_MESSAGES" / f"{DOMAIN}.{ending}"

    def languages(self) -> list[str]:
        """Every language but English."""
        lines = (self.locale / "LINGUAS").read_text(encoding="utf-8").splitlines()
        return [word for line in lines for word in line.partition("#")[0].split()]

    def template(self) -> Catalog:
        """Every text of the sources: first the content, in the order of its files, then the program."""
        found = _catalog()
        for pattern in FILES:
            for path in sorted(self.root.glob(pattern)):
                for each in texts(path, self.root):
                    _add(found, self._place(path), each.text, each.context, [each.comment])
        for path in sorted(chain.from_iterable(self.root.glob(pattern) for pattern in SOURCES)):
            for text, context, comment in code_texts(path, self.root):
                _add(found, self._place(path), text, context, [comment] if comment else [])
        return found

    def _place(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def read(self, language: str, template: Catalog) -> Catalog:
        """What a language has; nothing yet where it has no file."""
        path = self.file(language)
        if not path.exists():
            found = _catalog(language)
            found.update(template, no_fuzzy_matching=True)
            return found
        with path.open("rb") as file:
            return read_po(file, locale=language, domain=DOMAIN)


def _catalog(language: str | None = None) -> Catalog:
    return Catalog(
        locale=language,
        domain=DOMAIN,
        header_comment=f"# Texts of stretchplayer{f' ({language})' if language else ''}. See CONTRIBUTING.md.",
        project=DOMAIN,
        version="1",
        copyright_holder="stretchplayer",
        msgid_bugs_address="none",
        creation_date=_NEVER,
        revision_date=_NEVER,
        last_translator="stretchplayer",
        language_team="stretchplayer",
        fuzzy=False,
    )


def _add(catalog: Catalog, place: str, text: str | tuple[str, ...], context: str, comments: Sequence[str]) -> None:
    catalog.add(text, locations=[(place, 1)], auto_comments=comments, context=context or None)


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (each for each in catalog if each.id)


def _forms(value: object) -> tuple[str, ...]:
    """The forms of a text or of a translation: one, or one for each number."""
    return (value,) if isinstance(value, str) else tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _key(message: Message) -> tuple[str, str]:
    return message.context or "", _forms(message.id)[0]


def write(catalog: Catalog, path: Path) -> None:
    """Write a template or the texts of a language."""
    path.parent.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    write_po(out, catalog, width=_WIDTH, include_lineno=False, ignore_obsolete=True)
    path.write_bytes(out.getvalue())


def compiled(catalog: Catalog) -> bytes:
    """The texts of a language as the program reads them."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def update(folder: Folder, languages: Sequence[str]) -> None:
    """Write the template, and bring these languages up to date with it: what is new is empty, what is gone is left out.

    A text that was changed keeps its translation, marked as fuzzy, which is not used until somebody has looked at it.
    """
    template = folder.template()
    write(template, folder.template_file)
    for language in languages:
        catalog = folder.read(language, template)
        catalog.update(template, update_creation_date=False)
        for message in _messages(catalog):
            if not any(_forms(message.string)):
                # There is nothing to look at.
                message.flags.discard("fuzzy")
        write(catalog, folder.file(language))
        compile_language(folder, language, template)


def compile_language(folder: Folder, language: str, template: Catalog) -> None:
    """Write what the program reads."""
    folder.file(language, "mo").write_bytes(compiled(folder.read(language, template)))


def check(folder: Folder, languages: Sequence[str]) -> Iterator[str]:
    """Everything that is wrong, one line each."""
    template = folder.template()
    kept = None
    if folder.template_file.exists():
        with folder.template_file.open("rb") as file:
            kept = read_po(file, domain=DOMAIN)
    if kept is None or _shape(kept) != _shape(template):
        yield f"{folder.template_file.name} is not up to date: run scripts/update_messages.py"
    for language in languages:
        yield from _check_language(folder, language, template)


def _shape(catalog: Catalog) -> list[tuple[object, ...]]:
    return [(each.context, each.id, sorted({place for place, _ in each.locations})) for each in _messages(catalog)]


def _check_language(folder: Folder, language: str, template: Catalog) -> Iterator[str]:
    path = folder.file(language)
    if not path.exists():
        yield f"{language}: there is no {path.name}: run scripts/update_messages.py"
        return
    catalog = folder.read(language, template)
    has = {_key(each): each for each in _messages(catalog)}
    for wanted in _messages(template):
        found = has.pop(_key(wanted), None)
        name = f'{language}: "{_short(_forms(wanted.id)[0])}"' + (f" ({wanted.context})" if wanted.context else "")
        if found is None:
            yield f"{name} is not in {path.name}: run scripts/update_messages.py"
        elif found.fuzzy:
            yield f"{name} is fuzzy: look at it, and take the mark away"
        elif not all(_forms(found.string)):
            places = {place for place, _ in wanted.locations}
            if not all(
                any(fnmatch(place, pattern) for pattern in folder.unfinished.get(language, ())) for place in places
            ):
                yield f"{name} is not translated"
        else:
            yield from (f"{name}: {fault}" for fault in faults(_forms(wanted.id), _forms(found.string)))
    yield from (f'{language}: "{_short(text)}" is in no source any more' for _, text in has)
    if not folder.file(language, "mo").exists() or _read(folder.file(language, "mo")) != _read(compiled(catalog)):
        yield f"{language}: {DOMAIN}.mo is not up to date: run scripts/update_messages.py --compile {language}"


def _read(source: Path | bytes) -> dict[tuple[str, str], tuple[str, ...]]:
    data = source if isinstance(source, bytes) else source.read_bytes()
    return {_key(each): _forms(each.string) for each in _messages(read_mo(BytesIO(data)))}


def faults(wanted: Sequence[str], said: Sequence[str]) -> Iterator[str]:
    """What is wrong with the translation `said` of `wanted`, whose forms are those for one and for many."""
    fields = [_fields(form) for form in wanted]
    for form in said:
        its = _fields(form)
        if its is None:
            yield "a brace that is not closed"
        elif its not in fields:
            need = ", ".join(f"{{{each}}}" for each in sorted(fields[-1] or ())) or "none"
            yield f"the places to fill in are not the same: there should be {need}"
        # French has a blank that is not broken before some marks: ": did you mean …" may begin with one.
        if form != form.strip(_BLANKS) and all(each == each.strip() for each in wanted):
            yield "a blank at the beginning or the end"
        if sorted(_PERCENT.findall(form)) not in [sorted(_PERCENT.findall(each)) for each in wanted]:
            yield "the places to fill in with % are not the same"
        if form.count("\n") != wanted[-1].count("\n"):
            yield "not the same number of lines"
        if wanted[0].count("`") != form.count("`"):
            yield "what stands between two ` has to stay"


_BLANKS: Final = " \t\n"
_PERCENT: Final = re.compile(r"%(?:\(\w+\))?[rs]")
"""A place that argparse fills in."""


def _fields(text: str) -> frozenset[str] | None:
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


_SHORT: Final = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 1 where a check found something."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("language", nargs="*")
    reader.add_argument("--check", action="store_true")
    reader.add_argument("--compile", action="store_true")
    given = reader.parse_args(arguments)
    folder = Folder()
    languages = given.language or folder.languages()
    if given.check:
        found = list(check(folder, languages))
        sys.stdout.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    if given.compile:
        template = folder.template()
        for language in languages:
            compile_language(folder, language, template)
        return 0
    update(folder, languages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
