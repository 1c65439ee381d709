"""`advice`: the topics with a line each, or the whole page on one."""

import argparse

from stretchplayer.advice import TOPICS, Page, page, topic_for
from stretchplayer.catalog import advice as short
from stretchplayer.catalog import disclaimer
from stretchplayer.cli.outcome import FINE
from stretchplayer.cli.output import note, out, out_json, paragraph, table
from stretchplayer.model.steps import Topic
from stretchplayer.routine.faults import Spelling


def advice(arguments: argparse.Namespace) -> int:
    """List the topics, or print the page on one."""
    topic: Topic | None = arguments.topic
    if arguments.json:
        out_json([_shape(page(each)) for each in TOPICS] if topic is None else _shape(page(topic)))
    elif topic is None:
        table([(each, short(each).line) for each in TOPICS])
        out("")
        out(disclaimer())
        note("")
        note("stretchplayer advice TOPIC shows the whole page.")
    else:
        _tell(page(topic))
    return FINE


def topic(word: str) -> Topic:
    """The topic that a word on the command line means; ArgumentTypeError with the nearest one where none is called so.

    A topic is called by its key or by its title.
    """
    found = topic_for(word)
    if found is not None:
        return found
    near = Spelling().meant(word, {each: short(each).title for each in TOPICS})
    meant = f": did you mean {near}?" if near else f" (there are {', '.join(TOPICS)})"
    message = f'no topic is called "{word}"{meant}'
    raise argparse.ArgumentTypeError(message)


def _tell(it: Page) -> None:
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
        paragraph(source, "Source: ", "  ")
    out("")
    paragraph(disclaimer())


def _shape(it: Page) -> dict[str, object]:
    return {
        "topic": it.topic,
        "title": it.title,
        "line": it.line,
        "text": it.text,
        "sections": [{"title": each.title, "text": each.text, "points": each.points} for each in it.section],
        "sources": it.source,
        "disclaimer": disclaimer(),
    }
