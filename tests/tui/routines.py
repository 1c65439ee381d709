"""Routines that the tests of the app play."""

SHORT = """\
format = 1
title = "Short [bold]one[/bold]"

[[step]]
kind = "stretch"
name = "Back of the thigh"
target = "hamstrings"
sides = "each"
hold = 20
"""
WARM = """\
format = 1
title = "Warm back"
summary = "For a back that is stiff in the morning."

[[step]]
kind = "heat"
name = "Warm the lower back"
target = "lumbar_extensors"
duration = "10m"
using = "heat pack"
how = "Sit back against the pack."

[[step]]
kind = "breathe"
duration = 60

[[step]]
kind = "contract-relax"
name = "Push and let go: back of the thigh"
target = "hamstrings"
sides = "each"
contract = 6
hold = 20
reps = 2

[[step]]
kind = "stretch"
name = "Front of the hip"
target = "hip_flexors"
sides = "right"
hold = 90
how = "Kneel on one knee. Move the hips forward until you feel a mild pull in front of the hip."
caution = "Put something soft under the knee."
"""
DRAWN = """\
format = 1
title = "Drawn"

[[step]]
kind = "heat"
name = "Warm the lower back"
target = "lumbar_extensors"
duration = "5m"
using = "heat pack"
how = "Sit upright and hold the pack."

[step.figure]
base = "chair"
props = [{ kind = "chair", at = [0.03, 0] }, { kind = "pack", at = "back" }]
start = { breath = 0 }
end = { breath = 1 }

[[step]]
kind = "breathe"
name = "Breathe into the belly"
duration = 30
inhale = 4
exhale = 6
figure = { base = "lying-back", props = [{ kind = "mat" }], start = { breath = 0 }, end = { breath = 1 } }

[[step]]
kind = "dynamic"
name = "One arm up"
target = "shoulder_anterior"
sides = "each"
reps = 4
tempo = 5
how = "Raise the arm as far as it goes without pain, and let it sink."
figure = { view = "front", start = { hips = [0, 0.895] }, end = { left_arm = { out = 150 } } }

[[step]]
kind = "contract-relax"
name = "Push and let go: back of the thigh"
target = "hamstrings"
sides = "each"
contract = 6
hold = 20
reps = 1
how = "Hold the thigh with both hands. Press the heel down against them, then let go."

[step.figure]
base = "lying-back"
props = [{ kind = "mat" }]
start = { left_leg = { lift = 64, bend = 52 } }
end = { left_leg = { lift = 76, bend = 18 } }

[[step]]
kind = "stretch"
name = "Calf at the wall"
target = "gastrocnemius"
sides = "each"
hold = 30
how = "Lean your hands on a wall and step back with the leg of this side. Keep that heel down."
caution = "Stop when it hurts."

[step.figure]
props = [{ kind = "wall", at = [0.56, 0] }]
end = { hips = [0.13, 0.75], lean = 15 }

[step.figure.start]
hips = [-0.06, 0.84]
lean = 10
arms = { at = [0.57, 1.3, 0.18], points = "up" }
left_leg = { at = [-0.32, 0, 0.1] }
right_leg = { at = [0.2, 0, -0.1] }

[[step]]
kind = "stretch"
name = "Front of the thigh"
target = "quadriceps"
sides = "left"
hold = 30
"""
"""Each step but the last has a figure of its own, so that no change of the bundled ones is seen here."""
