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
