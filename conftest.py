"""Hypothesis profiles for every test: `usual` by itself, `slow` by `--hypothesis-profile=slow`."""

import os

from hypothesis import settings

settings.register_profile("usual", deadline=None)
settings.register_profile("slow", deadline=None, max_examples=2000)
if "CI" not in os.environ:
    # On CI, Hypothesis takes its own profile, with the same examples every time.
    settings.load_profile("usual")
