"""What people call the commonest exercises finds them, in the move browser and in a list that is pasted."""

from stretchplayer.app.move_search import moves_sought
from stretchplayer.editing.importing.naming import matched

NAMES = {
    "knee-to-chest": "knee hug, knee hugs, hug knee, single knee to chest",
    "knees-to-chest": "double knee to chest, both knees to chest",
    "straight-leg-raise": "straight leg raise, straight leg raises, slr",
    "bridge": "bridging, bridges, glute bridge",
    "cat-cow": "cat camel, cat cow",
    "childs-pose": "child's pose",
    "leg-lift-out": "hip abduction, side leg raise",
    "leg-swing-front": "leg swings",
    "quad-stand": "heel to bottom",
    "heel-curl": "hamstring curls",
    "clamshell": "clams, clamshell",
    "thumb-to-fingers": "thumb opposition",
    "grip-squeeze": "fist squeeze",
    "ankle-circle": "ankle circles",
    "stand-lean-back": "standing back bend",
    "sphinx": "prone press up",
    "cobra-low": "cobra",
    "ankle-alphabet": "ankle alphabet",
    "foot-ball": "frozen bottle roll",
    "wall-angel": "wall angels",
    "pendulum": "pendulum swings",
    "knee-straighten": "long arc quad, seated leg extension",
    "shoulder-lift": "shoulder shrugs",
    "blade-squeeze": "shoulder blade squeezes",
    "band-turn-out": "external rotation with band",
    "heel-walk": "heel walking",
    "step-up": "step ups",
    "chin-glide": "chin tucks",
}


def test_everyday_names_are_found_and_read() -> None:
    for move, names in NAMES.items():
        for name in names.split(", "):
            sought = moves_sought(name)
            assert move in sought.names[:3], (name, sought)
            assert not sought.fewer, (name, sought)
            read = {*matched(name, held=False).moves, *matched(name, held=True).moves}
            assert move in read, (name, read)
