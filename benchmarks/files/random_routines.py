"""Writes routine files as people might: random, without a problem, the same ones for the same seed.

python benchmarks/files/random_routines.py FOLDER [--files N] [--seed S]
"""

import argparse
import random
from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import Any, Final

from stretchplayer.catalog import moves
from stretchplayer.model.muscles import MID, expand

IN_A_FOLDER: Final = 1000

Table = dict[str, Any]
NECK: Final = frozenset({"neck_extensors", "neck_lateral", "levator_scapulae", "neck_rotators"})
WARM_UP: Final = 200
SOON: Final = 820
"""Seconds from the first movement in which every stretch has to begin, so that all of them begin warm."""
PLACES: Final = {
    "pectorals": "chest",
    "rhomboids": "between the shoulder blades",
    "lats": "side of the back",
    "triceps": "back of the upper arm",
    "forearm_flexors": "inside of the forearm",
    "lumbar_extensors": "lower back",
    "hip_flexors": "front of the hip",
    "glutes": "buttock",
    "adductors": "inside of the thigh",
    "quadriceps": "front of the thigh",
    "hamstrings": "back of the thigh",
    "gastrocnemius": "calf",
    "soleus": "lower calf",
    "tibialis_anterior": "shin",
    "plantar_foot": "sole of the foot",
}
HELD: Final = 60
"""Seconds of holding that a muscle-side gets at most: what is left to the neck, and before sport."""
MOVED: Final = 110
HOW: Final = (
    "Stand tall with your feet as wide as your hips.",
    "Sit on the front of a chair, both feet on the floor.",
    "Put one hand on the wall for balance.",
    "Step through slowly until you feel a mild pull.",
    "Breathe out, and let the weight of the arm do the work.",
    "Keep the back long and the chin level.",
    "Lean forwards from the hips, not from the back.",
    "Bend the knee a little if the pull is too strong.",
    "Let the shoulders sink away from the ears.",
    "Stay where it is easy, and breathe on.",
    "Turn the toes straight ahead; the heel stays down.",
    "Come out of it as slowly as you went in.",
)
CAUTION: Final = (
    "Stop if it tingles or goes numb.",
    "A mild pull is enough; it must not hurt.",
    "Not on a day when the knee is swollen.",
    "Hold on to something steady.",
)
REMARKS: Final = (
    "the desk side first",
    "was 30; 20 is plenty",
    "do not rush this one",
    "from the course in March",
    "left is the stiff side",
    "leave this out when time is short",
)
TAGS: Final = ("morning", "evening", "desk", "running", "cycling", "floor", "standing", "short", "garden", "travel")
OF_WHAT: Final = ("Neck", "Hips", "Calves", "Back", "Shoulders", "Legs", "Whole body", "Arms", "Feet")
WHEN: Final = ("after work", "before bed", "in ten minutes", "for runners", "on the train", "after a long drive")
SOURCES: Final = (
    "ACSM GETP-11: 10–30 s holds, 2–4 times",
    "My physiotherapist, spring course",
    "Behm & Chaouachi 2011",
)


class Writer:
    """Writes one routine after another, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._moves: defaultdict[str, list[tuple[str, Table]]] = defaultdict(list)
        for key, move in moves().items():
            targets = move.step.get("target", [])
            muscles = expand((targets,) if isinstance(targets, str) else tuple(targets))
            self._moves[move.step["kind"]].append((key, {**move.step, "muscles": muscles}))

    def routine(self) -> str:
        """The text of one routine file."""
        self._held: defaultdict[str, float] = defaultdict(float)
        self._moved: defaultdict[str, float] = defaultdict(float)
        self._at = 0.0
        self._own: list[str] = []
        dice = self._dice
        lines = [*self._top(), *self._defaults()]
        body = self._warm_up()
        if dice.random() < 0.15:
            body += self._massage()
        body += self._stretches(dice.randint(3, 9))
        if dice.random() < 0.1:
            body += self._pushes()
        if dice.random() < 0.6:
            body += self._breathing()
        if dice.random() < 0.2:
            body += ["[[step]]", 'kind = "advice"', 'topic = "posture"', "duration = 15", f"how = {self._how(2)}", ""]
        if dice.random() < 0.05:
            body += ["[[step]]", 'kind = "cold"', 'target = "tibialis_anterior"', 'sides = "left"']
            body += ['duration = "8m"', 'using = "ice pack"', ""]
        return "\n".join([*lines, *self._own, *body])

    def _top(self) -> list[str]:
        dice = self._dice
        title = f"{dice.choice(OF_WHAT)} {dice.choice(WHEN)}"
        lines = ["#:schema ../schema/routine.schema.json"] if dice.random() < 0.7 else []
        lines += [f"# {title}. Lines that begin with # are remarks.", "", "format = 1", f'title = "{title}"']
        if dice.random() < 0.8:
            lines.append(f"summary = {self._how(2)}")
        lines.append(f"tags = {self._list(dice.sample(TAGS, dice.randint(1, 4)))}")
        if dice.random() < 0.5:
            lines.append('author = "Kim"')
        if dice.random() < 0.5:
            lines.append(f"source = {self._list(dice.sample(SOURCES, dice.randint(1, 2)))}")
        if dice.random() < 0.02:
            lines.append('before = "sport"')
        return [*lines, ""]

    def _defaults(self) -> list[str]:
        dice, lines = self._dice, []
        if dice.random() < 0.5:
            lines = ["[defaults]", f"prepare = {dice.choice((5, 6, 8))}   # seconds"]
            lines += ["switch = 5", f"rest = {dice.choice((8, 10))}", ""]
        if dice.random() < 0.02:
            lines += ["[limits]", "static.hold = 30", ""]
        if dice.random() < 0.02:
            lines += ["[sound]", 'voice = "names"', "volume = 60", ""]
        return lines

    def _warm_up(self) -> list[str]:
        dice, lines, warm, steps = self._dice, ["# Moving first.", ""], 0.0, 0
        moves = dice.sample(self._moves["dynamic"], len(self._moves["dynamic"]))
        while warm < WARM_UP or steps < 2:
            key, move = moves.pop()
            seconds = dice.choice((30, 40, 45, 60, 90))
            turns = 2 if move.get("sides") == "each" else 1
            if not self._room(self._moved, move["muscles"], turns, seconds, MOVED):
                continue
            lines += ["[[step]]", f'move = "{key}"', f"duration = {self._length(seconds)}{self._remark()}", ""]
            warm, steps = warm + seconds * turns, steps + 1
            self._at += turns * (seconds + 8) + 5
        return lines

    def _stretches(self, count: int) -> list[str]:
        dice, lines = self._dice, ["# Then the stretches.", ""]
        for _ in range(10 * count):
            if count > 1 and dice.random() < 0.15:
                inner = [step for step in (self._stretch("step.step", 2), self._stretch("step.step", 2)) if step]
                lines += ["[[step]]", "repeat = 2", "", *chain.from_iterable(inner)] if inner else []
                count -= len(inner)
            elif count > 0 and (step := self._stretch("step", 1)):
                lines += step
                count -= 1
        return lines

    def _stretch(self, header: str, times: int) -> list[str]:
        dice = self._dice
        hold, reps = dice.choice((10, 15, 20, 20, 20, 25, 30)), 1 if times > 1 else dice.choice((1, 2, 2, 3))
        usual, own = 1, False
        if dice.random() < 0.55:
            key, move = dice.choice(self._moves["stretch"])
            muscles, sides = move["muscles"], move.get("sides", "both")
            words, usual = [f'move = "{key}"'], move.get("reps", 1)
        else:
            muscle = dice.choice(tuple(PLACES))
            muscles, sides = (muscle,), "both" if muscle in MID else dice.choice(("each", "each", "both", "left"))
            words = self._own_stretch(muscle, sides)
            own = dice.random() < 0.04
        if not NECK.isdisjoint(muscles):
            hold, reps = 15, min(reps, 2)
        seconds, turns = hold * reps * times, 2 if sides == "each" else 1
        length = times * turns * (reps * (hold + 10) + 15)
        if self._at + length > SOON or not self._room(self._held, muscles, turns, seconds, HELD):
            return []
        self._at += length
        if own:
            name = f"own-{len(self._own)}"
            self._own += [f"[move.{name}]", *words, ""]
            words = [f'move = "{name}"']
        counted = [f"reps = {reps}"] if reps != usual else []
        return [f"[[{header}]]", *words, f"hold = {self._length(hold)}{self._remark()}", *counted, ""]

    def _own_stretch(self, muscle: str, sides: str) -> list[str]:
        dice, place = self._dice, PLACES[muscle]
        words = [f'name = "Stretch: {place}"', f'target = "{muscle}"']
        words += [f'sides = "{sides}"'] if sides != "both" else []
        words += [f"how = {self._how(3)}"]
        words += [f'caution = "{dice.choice(CAUTION)}"'] if dice.random() < 0.4 else []
        words += [f'position = "{dice.choice(("standing", "sitting", "kneeling"))}"'] if dice.random() < 0.5 else []
        words += ["discomfort = 2"] if dice.random() < 0.1 else []
        words += ['needs = ["mat", "wall"]'] if dice.random() < 0.2 else []
        return ['kind = "stretch"', *words]

    def _massage(self) -> list[str]:
        key, _ = self._dice.choice(self._moves["massage"])
        self._at += 150
        return ["[[step]]", f'move = "{key}"', "duration = 45", "sets = 1", ""]

    def _pushes(self) -> list[str]:
        key, move = self._dice.choice(self._moves["contract-relax"])
        if self._at > SOON - 140 or not self._room(self._held, move["muscles"], 1, 30, HELD):
            return []
        return ["[[step]]", f'move = "{key}"', "contract = 5", "hold = 15", "reps = 2", ""]

    def _breathing(self) -> list[str]:
        if self._dice.random() < 0.5:
            return ["[[step]]", 'move = "slow-breathing"', "duration = 60", ""]
        return ["[[step]]", 'kind = "breathe"', 'duration = "1m30s"', "inhale = 4", "exhale = 6", ""]

    def _room(
        self, had: defaultdict[str, float], muscles: tuple[str, ...], turns: int, seconds: float, most: float
    ) -> bool:
        """Whether all the muscles have room for so many seconds a turn; if so, they have had them now."""
        adds = {muscle: seconds * (turns if muscle in MID else 1) for muscle in muscles}
        if any(had[muscle] + add > most for muscle, add in adds.items()):
            return False
        for muscle, add in adds.items():
            had[muscle] += add
        return True

    def _length(self, seconds: int) -> str:
        kind = self._dice.random()
        clock = f'"{seconds // 60}:{seconds % 60:02}"'
        return str(seconds) if kind < 0.7 else f'"{seconds}s"' if kind < 0.85 else clock

    def _how(self, sentences: int) -> str:
        text = self._dice.sample(HOW, sentences)
        if self._dice.random() < 0.5:
            return '"' + " ".join(text) + '"'
        return '"""\n' + "\n".join(text) + '"""'

    def _list(self, words: list[str]) -> str:
        inner = [f'"{word}"' for word in words]
        return f"[{', '.join(inner)}]" if self._dice.random() < 0.7 else "[\n  " + ",\n  ".join(inner) + ",\n]"

    def _remark(self) -> str:
        return f"    # {self._dice.choice(REMARKS)}" if self._dice.random() < 0.2 else ""


def write(folder: Path, files: int, seed: int) -> None:
    """Write so many files into folders below `folder`."""
    writer = Writer(seed)
    for number in range(files):
        inside = folder / f"{number // IN_A_FOLDER:03}"
        if number % IN_A_FOLDER == 0:
            inside.mkdir(parents=True)
        (inside / f"routine-{number:05}.toml").write_text(writer.routine(), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write random routine files without a problem.")
    parser.add_argument("folder", type=Path, help="where to; made, must not exist")
    parser.add_argument("--files", type=int, default=10_000, help="how many (default 10000)")
    parser.add_argument("--seed", type=int, default=1, help="another number, other files (default 1)")
    chosen = parser.parse_args()
    write(chosen.folder, chosen.files, chosen.seed)
