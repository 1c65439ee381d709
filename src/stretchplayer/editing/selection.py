"""Chooses moves of the catalogue for muscles: movement that warms them, holds, and what keeps the two in balance."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Final, Literal, NamedTuple

from msgspec import structs

from stretchplayer.catalog import moves
from stretchplayer.catalog.complaints import Place as Somewhere
from stretchplayer.editing.meaning import Meaning
from stretchplayer.model.duration import span_range
from stretchplayer.model.muscles import GROUP_OF, GROUPS, MUSCLES, OPPOSITES
from stretchplayer.routine.moves import muscles_of, several

Height = Literal["standing", "chair", "floor"]
HEIGHTS: Final[tuple[Height, ...]] = ("standing", "chair", "floor")
"""Where a body is, in the order in which a routine goes through them: down, and not up again."""
WARM: Final = 180.0
"""Seconds of movement that a warm-up has."""
MOST_MOVING: Final = 60.0
"""The most seconds for which one movement moves one muscle: as long as is usual."""
LEAST_MOVING: Final = 20.0
_BESIDE: Final = {
    "neck": ("shoulder", "jaw", "back"),
    "jaw": ("neck", "shoulder"),
    "shoulder": ("neck", "arm", "back"),
    "arm": ("shoulder", "neck"),
    "back": ("hip", "trunk", "shoulder"),
    "trunk": ("back", "hip"),
    "hip": ("thigh", "back", "trunk"),
    "thigh": ("hip", "leg"),
    "leg": ("foot", "thigh"),
    "foot": ("leg",),
}
"""The groups beside each group, those first that are felt together."""
_LYING: Final = frozenset({"lying-back", "lying-side", "lying-front"})
_HARD: Final = frozenset({"mini-squat", "sit-to-stand", "wall-sit", "steady-walk"})
"""Exercise that is more than a gentle beginning."""
_DEMANDING: Final = frozenset({
    "cobra-low", "couch-stretch", "downward-dog", "frog-kneel", "half-split", "happy-baby", "low-lunge",
    "ninety-ninety", "pigeon", "straddle-sit",
})  # fmt: skip
"""Holds that ask for much strength or range: taken last, as a user who only names what is stiff may lack both."""


class Choice(NamedTuple):
    """A move of the catalogue, as far as choosing needs it; `seconds` are those of its movement on all sides.

    `why` says what it is there for: "meant", "opposite" or "beside" the muscles that are meant.
    """

    move: str
    kind: str
    targets: tuple[str, ...]
    height: Height
    needs: frozenset[str]
    sided: bool
    burden: int
    why: str = ""


class Around(NamedTuple):
    """What a routine may use: the things at hand, and the place that it is to be done in (None: any).

    Things that the user `named` are taken where something is done with them; moves that are `ruled_out` are not.
    """

    at_hand: frozenset[str]
    where: Somewhere | None = None
    heights: tuple[Height, ...] = HEIGHTS
    named: frozenset[str] = frozenset()
    ruled_out: frozenset[str] = frozenset()


@cache
def _all() -> tuple[Choice, ...]:
    return tuple(filter(None, map(_choice, moves())))


def _choice(name: str) -> Choice | None:
    step = moves()[name].step
    kind = step["kind"]
    gentle = kind == "dynamic" or (kind == "exercise" and "duration" in step and name not in _HARD)
    if not gentle and kind not in ("stretch", "massage"):
        return None
    needed = frozenset(several(step.get("needs")))
    return Choice(
        move=name,
        kind=kind,
        targets=muscles_of(step),
        height=_height(step["position"], needed),
        needs=needed,
        sided=step.get("sides") == "each",
        burden=len(several(step.get("not_with"))),
    )


def _height(position: str, needs: Collection[str]) -> Height:
    if position == "standing":
        return "standing"
    return "chair" if position == "sitting" and "mat" not in needs else "floor"


def possible(around: Around, kinds: Collection[str]) -> tuple[Choice, ...]:
    """The moves of these kinds that need nothing else and can be done there."""
    return tuple(
        each
        for each in _all()
        if each.kind in kinds
        and each.move not in around.ruled_out
        and each.needs <= around.at_hand
        and each.height in around.heights
        and (around.where is None or around.where.fits((moves()[each.move].step["position"],), tuple(each.needs)))
    )


def tiers(meant: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """All muscles by how much they matter: those that are meant, what pulls against them, those beside, the rest."""
    seen: set[str] = set()
    found = []
    groups = dict.fromkeys(GROUP_OF[each] for each in meant)
    beside = dict.fromkeys(chain(groups, *(_BESIDE[group] for group in groups)))
    for tier in (meant, opposites(meant), *(GROUPS[group] for group in beside), MUSCLES):
        fresh = tuple(each for each in dict.fromkeys(tier) if each not in seen)
        seen.update(fresh)
        if fresh:
            found.append(fresh)
    return tuple(found)


def opposites(muscles: Iterable[str]) -> tuple[str, ...]:
    """The muscles that pull against these, in the order of the table of muscles."""
    held = set(muscles)
    against = {
        muscle for each in OPPOSITES for one, other in (each, each[::-1]) if held & one for muscle in other - held
    }
    return tuple(each for each in MUSCLES if each in against)


def holds(meant: Sequence[str], around: Around) -> tuple[Choice, ...]:
    """Holds for all muscles that there are any for, the most wanted first, none of them for nothing new.

    One that is for several of the muscles comes before one that is for one, and an easy one before one that more people
    must not do.
    """
    candidates = possible(around, ("stretch",))
    chosen: list[Choice] = []
    covered: set[str] = set()
    ranked = tiers(meant)
    against, groups = set(opposites(meant)), {GROUP_OF[each] for each in meant}
    for tier in ranked:
        wanted = [each for each in tier if each not in covered]
        while wanted:
            first = {each: number for number, each in enumerate(wanted)}
            fitting = [each for each in candidates if not first.keys().isdisjoint(each.targets)]
            if not fitting:
                break
            # In a place where the routine is anyway, nobody has to get up or down for it.
            heights = Counter(each.height for each in chosen)
            best = min(
                fitting,
                key=lambda each: (
                    0.2 * each.burden
                    + 0.6 * (each.move in _DEMANDING)
                    - 0.6 * len(each.needs & around.named)
                    - sum(1 / (1 + 0.3 * first[target]) for target in each.targets if target in first),
                    heights.total() > 0 and not heights[each.height],
                    HEIGHTS.index(each.height),
                    len(each.needs),
                    each.move,
                ),
            )
            mine = set(best.targets)
            why = "meant" if mine & set(meant) else "opposite" if mine & against else "beside"
            if why == "beside" and not groups & {GROUP_OF[each] for each in mine}:
                why = "around"
            chosen.append(best._replace(why=why))
            covered |= mine
            wanted = [each for each in wanted if each not in covered]
    return tuple(chosen)


def movement(
    meant: Sequence[str], held: Iterable[Choice], around: Around, seconds: float, count: int, first: Height | None
) -> tuple[tuple[Choice, float], ...]:
    """Gentle movement of `seconds` in all and about `count` moves, each with its seconds on one side.

    What pulls against the muscles that are held comes first, then the muscles that are meant, then what is beside them;
    no muscle is moved for longer than is usual. Where a place comes `first`, what can be done there is taken.
    """
    candidates = list(possible(around, ("dynamic", "exercise")))
    still = {target for each in held for target in each.targets}
    # Of what pulls against a muscle that is held, one is enough.
    due = [
        other
        for each in OPPOSITES
        for one, other in (each, each[::-1])
        if still & one and not still & other and any(other & set(move.targets) for move in candidates)
    ]
    weights = {muscle: 8.0 / (1 + number) ** 3 for number, tier in enumerate(tiers(meant)) for muscle in tier}
    if not still & set(meant):
        due.append(frozenset(meant))
    chosen: list[tuple[Choice, float]] = []
    moved: Counter[str] = Counter()
    total, each_for = 0.0, min(MOST_MOVING, 5.0 * -(-seconds // count // 5))

    def gain(target: str) -> float:
        opposed = 12 * any(target in each for each in due)
        return (weights[target] + 2 * (target in still) + opposed) / (1 + moved[target] / LEAST_MOVING)

    def worth(each: Choice) -> tuple[float, int, str]:
        wanted = sum(map(gain, each.targets))
        # What moves large muscles warms all of the body.
        wanted += 0.3 * (each.kind == "exercise")
        near = 1.0 if first is None or each.height == first else 0.15
        return wanted * near / (1 + 0.3 * (len(each.targets) - 1)), -each.burden, each.move

    while candidates and (total < seconds or due):
        best = max(candidates, key=worth)
        candidates.remove(best)
        if total >= seconds and not any(each & set(best.targets) for each in due):
            break
        room = MOST_MOVING - max(moved[target] for target in best.targets)
        one = min(each_for / 2 if best.sided else each_for, room)
        one = 5.0 * (max(one, LEAST_MOVING if room >= LEAST_MOVING else 0.0) // 5)
        if one < LEAST_MOVING:
            continue
        moved.update(dict.fromkeys(best.targets, int(one)))
        mine = set(best.targets)
        due = [each for each in due if not each & mine]
        why = "meant" if mine & set(meant) else "opposite" if mine & set(opposites(meant)) else "around"
        chosen.append((best._replace(why=why), one))
        total += one * (2 if best.sided else 1)
    return tuple(chosen)


def usual_hold(move: str) -> float:
    """The seconds that a hold of the catalogue lasts."""
    return float(span_range(moves()[move].step["hold"]))


def around_of(at_hand: frozenset[str], said: Meaning) -> Around:
    """What may be used: of what is at hand, what is there where it is done, and what was named."""
    where = said.place
    if where is None:
        return Around(at_hand | said.things, named=said.things)
    lies, sits = where.positions <= _LYING, where.positions == {"sitting"}
    there = frozenset({"pillow"} if lies else {"table"} if sits else ())
    if where.things is None:
        return Around(at_hand | there | said.things, where, named=said.things)
    things = ((at_hand | there) & where.things) | said.things
    return Around(things, structs.replace(where, things=None), named=said.things)


def best_place(wanted: Sequence[str], around: Around) -> Height | None:
    """Where there is most movement for these muscles; a chair, where there is as much."""
    found = Counter(
        each.height for each in possible(around, ("dynamic", "exercise")) for target in each.targets if target in wanted
    )
    return max(found, key=lambda each: (found[each], each == "chair"), default=None)


def massages_for(wanted: Sequence[str], held: Sequence[Choice], around: Around) -> tuple[Choice, ...]:
    """Massage with what was asked for, or by hand where no hold is for what is meant."""
    tools = around.at_hand & {"ball", "foam roller"}
    reached = {target for each in held for target in each.targets}
    chosen: list[Choice] = []
    for each in possible(around, ("massage",)):
        mine = set(each.targets) & set(wanted)
        taken = {target for one in chosen for target in one.targets}
        if mine and not mine & taken and (tools & each.needs or (held and not reached & set(wanted))):
            chosen.append(each._replace(why="meant"))
    return tuple(chosen[:2])


def moving_again(place: Height, around: Around) -> Iterator[tuple[Choice, float]]:
    """Movement between two blocks of holds: exercise, which may come after holds, where one is anyway."""
    there = sorted(possible(around, ("exercise",)), key=lambda each: (each.height != place, each.sided, each.burden))
    for each in there[:3]:
        yield each._replace(why="around"), WARM / 6 if each.sided else WARM / 3
