"""A sheet as one HTML page that needs nothing else: no network, no script, no file beside it."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from stretchplayer import __version__
from stretchplayer.app.sheet import Item, Sheet
from stretchplayer.phrases import sheet_words

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #111; --paper: #fff; --soft: #555; --line: #999; --band: #ececec; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem; font: 1rem/1.4 system-ui, sans-serif;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1, h2, h3, p, ul { margin: 0 0 .3em; }
h1 { font-size: 1.8em; line-height: 1.15; }
h2 { font-size: 1.1em; }
h3 { font-size: 1.05em; }
header { display: flex; flex-wrap: wrap; gap: 1.5rem; justify-content: space-between; margin-bottom: 1rem; }
header > div { flex: 1 1 24rem; }
.facts, .caution, .dose { font-weight: 700; }
.days { border-collapse: collapse; align-self: start; font-size: .85em; }
.days caption { text-align: left; font-weight: 700; }
.days th { font-weight: 400; padding: 0 .3em; }
.days td { width: 2.4em; height: 1.9em; border: 1px solid var(--ink); }
main { columns: 26rem 2; column-gap: 1.5rem; }
.item { break-inside: avoid; border-top: 1px solid var(--line); padding: .5em 0 .6em; overflow: hidden; }
.item svg { float: left; width: 42%; max-height: 11em; margin: .1em .9em .3em 0; }
.advice, .signs, .changes { border: 2px solid var(--ink); padding: .5em .7em; margin: .4em 0 .8em; }
.rounds { break-inside: avoid; break-after: avoid; background: var(--band); padding: .3em .5em; margin-top: .4em; }
.inside-1, .inside-2, .inside-3 { border-left: .35em solid var(--line); padding-left: .6em; }
.inside-2 { margin-left: .8em; } .inside-3 { margin-left: 1.6em; }
.signs { break-inside: avoid; }
.signs ul, .changes ul, .sources { padding-left: 1.2em; }
.reminders { font-weight: 700; }
footer { margin-top: 1rem; }
footer .small { font-size: .85em; color: var(--soft); }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e8eef0; --paper: #11181c; --soft: #a9b4b9; --line: #55636a; --band: #243038; }
  svg .near { fill: #b9c2c6; stroke: #11181c; } svg .far { fill: #5d696e; stroke: #9aa6ab; }
  svg .prop { fill: #4f7396; } svg .ground { fill: #2b363c; }
  svg .target { fill: #f0a04b; stroke: #f0a04b; } svg .hidden { fill: #8a6038; stroke: #f0a04b; }
  svg .warm { fill: #d8282c; } svg .cold { fill: #bae8ff; }
  svg .arrow { stroke: #fff; } svg .arrow-head { fill: #fff; } svg .arrow-room { stroke: #11181c; }
  svg .then { stroke: #a9b4b9; } svg .then-head { fill: #a9b4b9; }
}
@page { size: A4; margin: 10mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 8.2pt; line-height: 1.22; }
  header { margin-bottom: 1mm; gap: 4mm; flex-wrap: nowrap; } header > div { flex: 1 1 0; }
  main { columns: 2; column-gap: 6mm; }
  .item { padding: 1mm 0; } .item svg { width: 34%; max-height: 21mm; margin-right: 2mm; }
  .days td { width: 6mm; height: 4.2mm; }
  .signs ul { columns: 2; column-gap: 6mm; }
  .advice, .signs, .changes { border-width: 1pt; padding: 1mm 2mm; margin: 1mm 0; }
  footer { margin-top: 1mm; }
  .caution, .target, .near, .rounds { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
_NOTHING_FROM_OUTSIDE: Final = "default-src 'none'; style-src 'unsafe-inline'"


def html_page(sheet: Sheet) -> str:
    """The whole page; the same sheet always gives the same page."""
    return "".join(f"{line}\n" for line in _page(sheet))


def _page(sheet: Sheet) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_FROM_OUTSIDE}">'
    yield f'<meta name="generator" content="stretchplayer {__version__}">'
    yield f"<title>{escape(sheet.title)}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield "<body>"
    yield f"<header><div{_lang(sheet)}>"
    yield f"<h1>{escape(sheet.title)}</h1>"
    yield from _paragraphs((sheet.summary,))
    yield from (f"<p><strong>{escape(lead)}:</strong> {escape(text)}</p>" for lead, text in sheet.audience)
    yield f'<p class="facts" lang="en">{escape(" ".join(sheet.facts))}</p>'
    yield "</div>"
    yield from _days()
    yield "</header>"
    yield "<main>"
    for item in sheet.items:
        yield from _item(item, _lang(sheet))
    yield "</main>"
    yield "<footer>"
    yield from _paragraphs(sheet.reminders, "reminders")
    if sheet.changes:
        yield f'<section class="changes"><h2>{escape(sheet_words.CHANGED)}</h2>'
        yield from _list(sheet.changes)
        yield "</section>"
    yield f'<section class="signs"><h2>{escape(sheet_words.SIGNS)}</h2>'
    for action, signs in sheet.signs:
        yield f"<h3>{escape(action)}</h3>"
        yield from _list(signs)
    yield "</section>"
    if sources := (*sheet.sources, *sheet.step_sources):
        yield f'<h2 class="small">{escape(sheet_words.SOURCES)}</h2>'
        yield from _list(sources, "sources small")
    yield f'<p class="small">{escape(sheet.disclaimer)}</p>'
    yield "</footer></body></html>"


def _lang(sheet: Sheet) -> str:
    """What a routine in another language says is marked so: a screen reader then reads it as that."""
    return "" if sheet.language == "en" else f' lang="{sheet.language}"'


def _paragraphs(texts: Iterable[str], kind: str = "") -> Iterator[str]:
    mark = f' class="{kind}"' if kind else ""
    yield from (f"<p{mark}>{escape(text)}</p>" for text in texts if text)


def _list(texts: Iterable[str], kind: str = "") -> Iterator[str]:
    mark = f' class="{kind}"' if kind else ""
    yield f"<ul{mark}>"
    yield from (f"<li>{escape(text)}</li>" for text in texts)
    yield "</ul>"


def _days() -> Iterator[str]:
    yield f'<table class="days"><caption>{escape(sheet_words.DONE_ON)}</caption>'
    heads = "".join(f'<th scope="col">{day}</th>' for day in sheet_words.DAYS)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for _ in range(sheet_words.WEEKS):
        yield f"<tr>{'<td></td>' * len(sheet_words.DAYS)}</tr>"
    yield "</tbody></table>"


def _item(item: Item, lang: str) -> Iterator[str]:
    inside = f" inside-{item.depth}" if item.depth else ""
    if item.form == "rounds":
        yield f'<h2 class="rounds{inside}">{escape(item.name)}</h2>'
        return
    number = f"{item.number}. " if item.number else ""
    yield f'<section class="item{inside}{" advice" if item.form == "advice" else ""}">'
    if item.picture is not None:
        # The only markup that is not written here: it is made from numbers, and its text is escaped where it is made.
        yield item.picture.svg
    yield f"<h3{lang}>{number}{escape(item.name)}</h3>"
    if item.dose:
        yield f'<p class="dose">{escape(item.dose)}</p>'
    if item.how:
        yield f"<p{lang}>{escape(item.how)}</p>"
    if item.caution:
        yield f'<p class="caution"{lang}>{escape(item.caution)}</p>'
    yield "</section>"
