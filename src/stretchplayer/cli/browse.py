"""`show` and `advice`: one routine in full, and the pages of advice."""

import argparse
import os
import sys
import textwrap
from collections.abc import Iterable
from itertools import zip_longest

from stretchplayer import DISCLAIMER
from stretchplayer.advice import TOPICS, Page, page, topic_for
from stretchplayer.app.checking import verdict_lines
from stretchplayer.app.instructions import lengths
from stretchplayer.caps import SEASONED, Profile, admit
from stretchplayer.catalog import advice as short
from stretchplayer.catalog import moves, side_name, target_name, translated
from stretchplayer.catalog.step_names import kind_word
from stretchplayer.cli.planning import playable
from stretchplayer.cli.printing import (
    FINE,
    fields,
    has_all_letters,
    note,
    out,
    out_json,
    paragraph,
    table,
    visible,
    width,
)
from stretchplayer.config import folders
from stretchplayer.figures.body_map import LEAST_COLUMNS, LEAST_ROWS, body_map
from stretchplayer.figures.dots import EMPTY
from stretchplayer.fitting.fit import Fitter, in_short
from stretchplayer.model.duration import spoken
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import Routine, audience, flat, needs, step_name, worked
from stretchplayer.model.short_form import has_short_form, short_form
from stretchplayer.model.steps import AnyStep, Group, Targeted, Topic
from stretchplayer.phrases import screen_words
from stretchplayer.phrases.screen_words import dose
from stretchplayer.routine.faults import Spelling
from stretchplayer.timeline import Segment
from stretchplayer.translation import gettext

_COLUMNS = 2 * LEAST_COLUMNS
_APART = 4
_LEAST_WORDS = 30
"""The fewest columns for the names beside the map."""


def show_body(places: Iterable[MuscleSide]) -> None:
    """Print the body map beside the names of the marked muscles; nothing where the terminal cannot show it."""
    marks = dict.fromkeys(places, 1.0)
    room = width() - _COLUMNS - _APART
    drawable = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and has_all_letters()
    if not marks or room < _LEAST_WORDS or not drawable:
        return
    lines = body_map(marks, _COLUMNS, LEAST_ROWS)
    names = textwrap.wrap(
        gettext("Works on: {muscles}.").format(muscles=", ".join(_names(marks))),
        room,
        break_long_words=False,
        break_on_hyphens=False,
    )
    drawn = ["".join(run.text for run in runs).replace(EMPTY, " ") for runs in lines]
    out()
    for line, text in zip_longest(drawn, ["", *names], fillvalue=""):
        out(f"{line:{_COLUMNS + _APART}}{visible(text)}".rstrip(), whole=True)


def _names(places: Iterable[MuscleSide]) -> Iterable[str]:
    sides: dict[str, list[str]] = {}
    for muscle, side in places:
        sides.setdefault(muscle, []).append(side)
    for muscle, found in sides.items():
        yield target_name(muscle) if {"left", "right"} <= set(found) else side_name(muscle, found[0])


def show(arguments: argparse.Namespace) -> int:
    """Show one routine in full, as it is written."""
    routine, _ = playable(arguments.name, folders())
    made = admit(routine, Profile(), SEASONED, 0.0)
    shown = translated.routine_texts(routine)
    out(shown.title)
    _paragraph(shown.summary)
    for line in audience(shown):
        out(line)
    out(
        f"{screen_words.lengths(made.seconds, *lengths(made))}. {screen_words.needs(translated.things(needs(routine)))}"
    )
    if has_short_form(routine):
        out(_short(routine))
    if routine.tags:
        out(gettext("Tags: {tags}").format(tags=", ".join(map(translated.tag, routine.tags))))
    show_body(worked(routine.step))
    _steps(routine.step, "", made.segments)
    for line in verdict_lines(made.verdicts):
        out(line)
    for source in routine.source:
        out(gettext("Source: {source}").format(source=source))
    out(gettext(DISCLAIMER))
    return FINE


def _short(routine: Routine) -> str:
    """What is in the short form, and how long that is."""
    made = in_short(Fitter(short_form(routine), Profile(), SEASONED, 0.0), None)
    names = dict.fromkeys(
        translated.step_name(step) or step_name(step) for step in flat(made.routine.step, made.routine.without)
    )
    return gettext("Short form (--short), {length}: {names}.").format(
        length=spoken(made.seconds), names=", ".join(names)
    )


def _steps(steps: tuple[AnyStep, ...], above: str, segments: tuple[Segment, ...]) -> None:
    for number, step in enumerate(steps, 1):
        path = f"{above}{number}"
        if isinstance(step, Group):
            out("")
            out(f"{path}. {screen_words.group_line(step)}{_off(step)}:")
            _steps(step.step, f"{path}.", segments)
            continue
        out("")
        if not step.enabled:
            out(f"{path}. {translated.step_name(step)}{_off(step)}")
            continue
        about = (kind_word(step), dose(path, segments))
        out(f"{path}. {translated.step_name(step)} ({', '.join(part for part in about if part)})")
        if isinstance(step, Targeted) and step.target:
            out(gettext("   For: {names}").format(names=", ".join(target_name(each) for each in step.target)))
        _paragraph(translated.passage(step.how or ""), "   ")
        _paragraph(
            gettext("Take care: {caution}").format(caution=translated.passage(step.caution)) if step.caution else "",
            "   ",
        )
        _paragraph(
            gettext("Or instead: {instead}").format(instead=", ".join(step.instead)) if step.instead else "", "   "
        )
        move = moves().get(step.move or "")
        if move is not None:
            _paragraph(gettext("You should feel: {feel}").format(feel=translated.passage(move.feel)), "   ")
            _paragraph(gettext("Common mistake: {mistake}").format(mistake=translated.passage(move.mistake)), "   ")
            _paragraph(gettext("Easier: {easier}").format(easier=translated.passage(move.easier)), "   ")
        for source in step.source:
            out(gettext("   Source: {source}").format(source=source))


def _off(step: AnyStep) -> str:
    return "" if step.enabled else f" ({gettext(screen_words.SWITCHED_OFF)})"


def _paragraph(text: str, indent: str = "") -> None:
    joined = " ".join(text.split())
    if joined:
        out(f"{indent}{joined}")


def advice(arguments: argparse.Namespace) -> int:
    """List the topics, or print the page on one."""
    topic: Topic | None = arguments.topic
    if arguments.json:
        out_json([_shape(page(each)) for each in TOPICS] if topic is None else _shape(page(topic)))
    elif topic is None:
        table([(each, short(each).line) for each in TOPICS])
        out("")
        out(gettext(DISCLAIMER))
        note("")
        note(gettext("stretchplayer advice TOPIC shows the whole page."))
    else:
        _print_page(page(topic))
    return FINE


def topic(word: str) -> Topic:
    """The topic with that key or title. Raises ArgumentTypeError, which suggests the nearest one."""
    found = topic_for(word)
    if found is not None:
        return found
    near = Spelling().meant(word, {each: short(each).title for each in TOPICS})
    message = (
        gettext('no topic is called "{word}": did you mean {near}?').format(word=word, near=near)
        if near
        else gettext('no topic is called "{word}" (there are {topics})').format(word=word, topics=", ".join(TOPICS))
    )
    raise argparse.ArgumentTypeError(message)


def _print_page(it: Page) -> None:
    out(it.title)
    out("")
    paragraph(it.text)
    for section in it.section:
        out("")
        out(section.title)
        if section.text:
            paragraph(section.text, "  ", "  ")
        for point in section.points:
            paragraph(point, "  - ", "    ")
    out("")
    for source in it.source:
        paragraph(source, gettext("Source: "), "  ")
    out("")
    paragraph(gettext(DISCLAIMER))


def _shape(it: Page) -> dict[str, object]:
    return {
        **fields(it, "topic", "title", "line", "text"),
        "sections": [fields(each, "title", "text", "points") for each in it.section],
        "sources": it.source,
        "disclaimer": DISCLAIMER,
    }
