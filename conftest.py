"""Settings of every test run: how many workers, and how many examples (`--hypothesis-profile=slow` for many)."""

import os

from hypothesis import settings

settings.register_profile("usual", deadline=None)
settings.register_profile("slow", deadline=None, max_examples=5000)
if "CI" not in os.environ:
    # On CI, Hypothesis takes its own profile, with the same examples every time.
    settings.load_profile("usual")


def pytest_xdist_auto_num_workers() -> int:
    """Two workers for each core: half of the time of the tests goes by in waiting for programs that play."""
    return 2 * (os.cpu_count() or 1)
