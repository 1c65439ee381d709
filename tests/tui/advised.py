"""A routine with advice in it: one that waits for a key, and one that goes by."""

from typing import Final

ADVISED: Final = """\
format = 1
title = "Advised"
tags = ["desk"]

[[step]]
kind = "stretch"
name = "Back of the thigh"
target = "hamstrings"
hold = 10

[[step]]
kind = "advice"
topic = "posture"
how = "Stand up, and sit down in [b]another[/b] way than before."

[[step]]
kind = "advice"
topic = "hydration"
name = "A glass of water"
duration = 20
how = "Have a glass of water now, if you are thirsty."
"""
