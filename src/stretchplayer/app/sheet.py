"""What stands on a printed sheet: a routine as it may be played, for those who practise without a screen."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final, Literal, NamedTuple

from stretchplayer import DISCLAIMER
from stretchplayer.app.checking import words
from stretchplayer.caps import Plan, Verdict
from stretchplayer.catalog import advice as advice_text
from stretchplayer.catalog import figure_of
from stretchplayer.figures.paper import PAPER, Drawing, drawing
from stretchplayer.figures.scene import at_work
from stretchplayer.model.muscles import expand
from stretchplayer.model.routine import Language, audience, needs, spoken_in, step_name, walk
from stretchplayer.model.steps import (
    Advice,
    Breathe,
    ContractRelax,
    Group,
    Massage,
    Movement,
    Rest,
    Step,
    Stretch,
    Targeted,
)
from stretchplayer.phrases import screen_words, sheet_words
from stretchplayer.phrases.screen_words import joined, mild_pull
from stretchplayer.phrases.warning_signs import warning_signs
from stretchplayer.text import capitalised, plain
from stretchplayer.timeline import Segment
from stretchplayer.translation import gettext

_NAMED: Final = 6
"""Steps that are named where the limits did the same to all of them."""
Form = Literal["step", "rest", "advice", "rounds"]
_NO_NUMBER: Final = 0
_REPEATED: Final = (Movement, Massage, Breathe)
"""What goes on from the start to the end and back again."""


class Item(NamedTuple):
    """One thing on the sheet; `rounds` is a heading over the steps that follow.

    `alt` says in words what the `picture` shows; there are none where nobody has drawn it. Steps are numbered from 1,
    everything else has the number 0. `depth` is how many headings it stands below.
    """

    form: Form
    name: str
    number: int = _NO_NUMBER
    dose: str = ""
    how: str = ""
    caution: str = ""
    picture: Drawing | None = None
    alt: str = ""
    depth: int = 0


class Signs(NamedTuple):
    """Warning signs, and what to do about any one of them."""

    action: str
    signs: tuple[str, ...]


class Sheet(NamedTuple):
    """All that is printed, without a trace of how; every text is on one line and steers nothing.

    `audience` are whom it is for and whom not, each after its word; `facts` are what is needed and how long it takes;
    `changes` say what was trimmed or left out, and why; `step_sources` are those that only single steps name.
    """

    title: str
    summary: str
    audience: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]
    items: tuple[Item, ...]
    changes: tuple[str, ...]
    reminders: tuple[str, ...]
    signs: tuple[Signs, ...]
    sources: tuple[str, ...]
    step_sources: tuple[str, ...]
    language: Language
    disclaimer: str = DISCLAIMER

    @property
    def texts(self) -> Iterator[str]:
        """Every text that is printed."""
        yield from (self.title, self.summary, *self.facts, *self.changes, *self.reminders)
        for lead, text in self.audience:
            yield from (lead, text)
        for item in self.items:
            yield from (item.name, item.dose, item.how, item.caution)
        for action, signs in self.signs:
            yield from (action, *signs)
        yield from (*self.sources, *self.step_sources, self.disclaimer)


def sheet_of(plan: Plan, fitted: str = "") -> Sheet:
    """The sheet of what `plan` lets be played; `fitted` says what was changed to make it as long as was asked for."""
    routine = plan.routine
    by_path: defaultdict[str, list[Segment]] = defaultdict(list)
    for segment in plan.segments:
        by_path[segment.path].append(segment)
    steps = [(path, step) for path, step in walk(routine.step, without=routine.without) if _played(path, step, by_path)]
    numbers = _numbers(steps)
    items = tuple(_items(steps, numbers, by_path))
    sources = tuple(dict.fromkeys(map(_tidy, routine.source)))
    return Sheet(
        title=_tidy(routine.title),
        summary=_tidy(routine.summary),
        audience=tuple((lead, _tidy(text)) for lead, _, text in (line.partition(": ") for line in audience(routine))),
        facts=(
            f"{sheet_words.about(plan.seconds)}.",
            _tidy(screen_words.needs(needs(routine))),
            *((sheet_words.MARKED,) if any(item.picture for item in items) else ()),
        ),
        items=items,
        changes=(*((_tidy(fitted),) if fitted else ()), *_changes(plan.verdicts, numbers, dict(walk(routine.step)))),
        reminders=_reminders(plan),
        signs=tuple(Signs(each.action, each.signs) for each in warning_signs().values()),
        sources=sources,
        step_sources=tuple(each for each in dict.fromkeys(map(_tidy, _sources(steps))) if each not in sources),
        language=spoken_in(routine),
    )


def _tidy(text: str) -> str:
    return plain(joined(text))


def _played(path: str, step: Step | Group, by_path: Mapping[str, list[Segment]]) -> bool:
    if isinstance(step, Group):
        return any(each.startswith(f"{path}.") for each in by_path)
    return any(each.works or each.phase == "advice" or each.kind == "rest" for each in by_path.get(path, ()))


def _numbers(steps: list[tuple[str, Step | Group]]) -> dict[str, int]:
    counter = count(1)
    return {path: next(counter) for path, step in steps if not isinstance(step, Group | Advice | Rest)}


def _items(
    steps: list[tuple[str, Step | Group]], numbers: Mapping[str, int], by_path: Mapping[str, list[Segment]]
) -> Iterator[Item]:
    headed: list[str] = []
    for path, step in steps:
        depth = sum(path.startswith(above) for above in headed)
        if isinstance(step, Group):
            inside = [number for each, number in numbers.items() if each.startswith(f"{path}.")]
            heading = sheet_words.rounds_heading(step, min(inside, default=1), max(inside, default=0))
            if heading:
                yield Item("rounds", _tidy(heading), depth=depth)
                headed.append(f"{path}.")
            continue
        segments = by_path[path]
        text = " ".join(part for part in (step.how or "", _worn(segments)) if part)
        item = Item(
            depth=depth,
            form="advice" if isinstance(step, Advice) else "rest" if isinstance(step, Rest) else "step",
            name=_tidy(step.name or step.kind),
            number=numbers.get(path, _NO_NUMBER),
            dose=capitalised(_tidy(sheet_words.dose_in_words(segments))),
            how=_tidy(text),
            caution=_tidy(screen_words.take_care(step.caution)) if step.caution else "",
        )
        if isinstance(step, Advice):
            item = item._replace(name=_tidy(step.name or advice_text(step.topic).title), dose="")
        yield _drawn(item, step)


def _worn(segments: list[Segment]) -> str:
    return next((sheet_words.worn(each) for each in segments if each.thermal), "")


def _drawn(item: Item, step: Step) -> Item:
    figure = figure_of(step)
    if figure is None:
        return item
    targets, side = ((), None) if not isinstance(step, Targeted) else (step.target, step.sides)
    # What is done on each side is shown on the side that comes first.
    shown = side if side in ("left", "right") else getattr(step, "first", "left") if side != "both" and side else None
    scene = at_work(figure, expand(targets), shown, step.kind)
    alt = _tidy(figure.alt or item.name)
    return item._replace(picture=drawing(scene, PAPER, alt=alt, to_and_fro=isinstance(step, _REPEATED)), alt=alt)


def _changes(
    verdicts: tuple[Verdict, ...], numbers: Mapping[str, int], steps: Mapping[str, Step | Group]
) -> Iterator[str]:
    """What the limits took away, each said once, with the steps as the sheet numbers them."""
    said: dict[str, list[str]] = {}
    for verdict in verdicts:
        path = verdict.path or ""
        number = numbers.get(path)
        place = (
            ""
            if path not in steps
            else gettext("step {number}").format(number=number)
            if number
            else step_name(steps[path])
        )
        said.setdefault(words(verdict), []).append(place)
    for text, places in said.items():
        where = _several(list(dict.fromkeys(each for each in places if each)))
        yield _tidy(f"{capitalised(where)}: {text}" if where else text)


def _several(places: list[str]) -> str:
    more = len(places) - _NAMED
    return (
        gettext("{places} and {more} more").format(places=", ".join(places[:_NAMED]), more=more)
        if more > 1
        else ", ".join(places)
    )


def _reminders(plan: Plan) -> tuple[str, ...]:
    steps = [each.what for each in plan.segments if each.works]
    pulls = [each.discomfort for each in steps if isinstance(each, Stretch | ContractRelax)]
    enough = mild_pull(min(pulls)) if pulls else sheet_words.NO_PAIN
    return enough, sheet_words.STOP, sheet_words.ONCE_A_DAY


def _sources(steps: list[tuple[str, Step | Group]]) -> Iterator[str]:
    for _, step in steps:
        if not isinstance(step, Group):
            yield from step.source
