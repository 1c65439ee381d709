"""How many random examples: `ci` is what every run does, `slow` (`--hypothesis-profile=slow`) takes hours."""

import pytest
from hypothesis import HealthCheck, Phase, settings

# Drawing a whole person, ledger, routine and user takes a while on a busy machine; nothing here is filtered much.
_PATIENT = (HealthCheck.too_slow, HealthCheck.data_too_large)

# Explaining a failure takes minutes under a trace, and what is minimal explains itself.
_PHASES = (Phase.explicit, Phase.generate, Phase.shrink)

settings.register_profile(
    "ci",
    max_examples=40,
    derandomize=True,
    database=None,
    deadline=None,
    phases=_PHASES,
    suppress_health_check=_PATIENT,
)
settings.register_profile(
    "slow", max_examples=2500, database=None, deadline=None, phases=_PHASES, suppress_health_check=_PATIENT
)


def pytest_configure(config: pytest.Config) -> None:
    """Load `ci` unless another profile was asked for."""
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("ci")
