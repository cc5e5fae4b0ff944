"""`quizzer fit`: FSRS fitted to one's own reviews, shown before it is used."""

from __future__ import annotations

import click

from quizzer.cli.context import Context, counted, pass_context, print_json, say


@click.command()
@click.option("--apply", "is_applied", is_flag=True, help="Use the parameters, if they predict better.")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@pass_context
def fit(context: Context, is_applied: bool, is_json: bool) -> None:
    """Fit FSRS to your own reviews, and say whether it then predicts your later ones better.

    The search sees the earlier four fifths of your reviews; the log loss (lower is better) is that of the latest
    fifth. Parameters that predict no better are never used.
    """
    from quizzer.services.fitting import SETTING, fit_to_reviews, take_into_use

    with context.desk():
        found = fit_to_reviews(context.home, context.settings)
    is_used = is_applied and found.is_better
    if is_used:
        take_into_use(context.home, found)
    if is_json:
        print_json(
            {
                "before": round(found.before, 5),
                "after": round(found.after, 5),
                "trained": found.trained,
                "tested": found.tested,
                "is_better": found.is_better,
                "is_applied": is_used,
                "parameters": list(found.parameters),
            }
        )
        return
    say(f"Searched on {counted(found.trained, 'review')}, judged on the {found.tested} after them.")
    say(f"Log loss there: {found.before:.4f} with the parameters in use, {found.after:.4f} with the fitted ones.")
    if not found.is_better:
        say("The fitted ones predict no better: nothing was changed.")
    elif not is_used:
        say("The fitted ones predict better. To use them: quizzer fit --apply")
    else:
        say(f"In use now, for every deck under FSRS. To go back: quizzer config set {SETTING} --default")
        if context.settings.scheduler != "fsrs":
            say("Your general scheduler is SM-2, which has no such parameters: quizzer config set scheduler fsrs")


COMMANDS = {"fit": fit}
