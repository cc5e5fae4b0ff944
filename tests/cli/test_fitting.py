"""`quizzer fit`: shown first, used only when better, and never for good."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from quizzer.cli import run
from quizzer.config import Home, Settings
from quizzer.config_file import load
from quizzer.domain.reviews import Review
from quizzer.errors import UsageError
from quizzer.schedulers.fsrs_fit import Fit
from quizzer.schedulers.fsrs_memory import DEFAULT_PARAMETERS
from quizzer.services.clock import Clock
from quizzer.services.decks import add_card
from quizzer.services.fitting import SETTING, take_into_use
from quizzer.services.importing import Importer
from quizzer.services.rules import parameters_of, scheduler_of, signature
from quizzer.services.study import Desk
from tests.schedulers.test_fsrs_fit import QUICK_FORGETTER, a_log

Said = pytest.CaptureFixture[str]
CARDS = 75


def remember(home: Home, settings: Settings, clock: Clock, parameters: tuple[float, ...], cards: int = CARDS) -> None:
    """A store with the log of somebody whose memory has these parameters."""
    repository = Importer(home, settings, clock).repository()
    for n in range(cards):
        add_card(repository, clock, f"Question {n}?", f"Answer {n}.", "Own", ())
    ids = [card.id for card in repository.cards()]
    repository.close()
    reviews: list[Review] = []
    for card_id, log in zip(ids, a_log(parameters, cards, 7).values(), strict=True):
        reviews += [replace(entry, id="", card_id=card_id) for entry in log]
    with Desk(home, settings, clock) as desk:
        for review in reviews:
            desk.log.append(review, desk.scheduler_for)


def test_a_quick_forgetter_is_fitted_shown_and_scheduled_so(
    home: Home, settings: Settings, clock: Clock, capsys: Said
) -> None:
    remember(home, settings, clock, QUICK_FORGETTER)
    assert run(["fit"]) == 0
    text = capsys.readouterr().out
    assert "quizzer fit --apply" in text
    assert load(home.config).fsrs_parameters == ""

    assert run(["fit", "--apply", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["is_applied"]
    assert found["after"] < found["before"]
    assert found["tested"] + found["trained"] == CARDS * 6
    fitted = load(home.config)
    assert parameters_of(fitted) == pytest.approx(found["parameters"], rel=1e-5)

    under_fsrs = replace(fitted, scheduler="fsrs", time_zone="UTC")
    usual = replace(under_fsrs, fsrs_parameters="")
    day = date(2027, 1, 10)
    assert scheduler_of(under_fsrs).review(None, 5, day).due < scheduler_of(usual).review(None, 5, day).due
    with Desk(home, usual, clock) as desk:
        before = desk.log.newest(1)[0].card_id
        stability = desk.log.schedule_of(before)
    with Desk(home, under_fsrs, clock) as desk:
        assert desk.log.schedule_of(before) != stability
    assert run(["config", "set", SETTING, "--default"]) == 0
    with Desk(home, usual, clock) as desk:
        assert desk.log.schedule_of(before) == stability


@pytest.mark.parametrize("after", [0.30, 0.31])
def test_what_predicts_no_better_is_never_used(home: Home, after: float) -> None:
    with pytest.raises(UsageError, match="nothing was changed"):
        take_into_use(home, Fit(QUICK_FORGETTER, before=0.30, after=after, trained=400, tested=100))
    assert not home.config.exists()


def test_too_few_reviews_are_an_error_with_a_number(home: Home, settings: Settings, clock: Clock, capsys: Said) -> None:
    remember(home, settings, clock, DEFAULT_PARAMETERS, cards=2)
    assert run(["fit"]) == 2
    assert "400" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["1, 2", "a", ", ".join(["nan"] * 21), ", ".join(["1"] * 20 + ["0"])])
def test_parameters_that_are_none_are_refused(home: Home, text: str) -> None:
    assert run(["config", "set", SETTING, text]) == 2
    assert not home.config.exists()


def test_only_decks_under_fsrs_depend_on_them(settings: Settings) -> None:
    own = ", ".join(f"{value:.6g}" for value in QUICK_FORGETTER)
    fitted = replace(settings, fsrs_parameters=own)
    assert signature(fitted) == signature(settings)
    for changed in ({"scheduler": "fsrs"}, {"decks": {"A": {"scheduler": "fsrs"}}}):
        assert signature(replace(fitted, **changed)) != signature(replace(settings, **changed))
