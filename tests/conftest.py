"""Every test has a home of its own: none can touch the developer's cards, settings or clock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as limits

from quizzer.config import Home, Settings
from quizzer.services.clock import Clock, make_clock
from tests import identities

NOTES = Path(__file__).parent / "data" / "notes"

# No example has a deadline, for a machine may be busy; and each run draws the same ones, unless QUIZZER_TEST_SEED is set.
limits.register_profile(
    "quizzer",
    deadline=None,
    derandomize="QUIZZER_TEST_SEED" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
limits.load_profile("quizzer")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QUIZZER_NOW", "NO_COLOR", "SSH_CONNECTION", "TEXTUAL_ANIMATIONS", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUIZZER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture(autouse=True, scope="session")
def _same_cards() -> Iterator[None]:
    """QUIZZER_TEST_SEED gives other cards, so that a test which leans on their order can be looked for."""
    with identities.repeated():
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> None:
    """What a test and a shared fixture draw does not hang on what ran before them."""
    if fixturedef.scope != "function" or fixturedef.argname == "_own_home":
        identities.start(f"{os.environ.get('QUIZZER_TEST_SEED', '')} {fixturedef.argname} {request.node.nodeid}")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The home that QUIZZER_HOME names too."""
    return Home(tmp_path / "home", tmp_path / "home" / "config.toml")


@pytest.fixture
def settings() -> Settings:
    """The defaults."""
    return Settings(time_zone="UTC")


@pytest.fixture
def clock(settings: Settings) -> Clock:
    """A clock that starts on 10 January 2027 at nine."""
    return make_clock(settings, {"QUIZZER_NOW": "2027-01-10T09:00"})


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With QUIZZER_NO_SKIPS set, a skipped test fails: what it needs was to be installed."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("QUIZZER_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {report.longrepr}"
