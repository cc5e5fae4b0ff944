"""`quizzer calc`: answer functions and arithmetic with units, at the prompt."""

from __future__ import annotations

import click

from quizzer.cli.context import Context, note, pass_context, print_json, say
from quizzer.errors import AnswerError, UsageError


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("expression", nargs=-1)
@click.option("--list", "is_list", is_flag=True, help="Document every answer function (or the one that is named).")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@pass_context
def calc(context: Context, expression: tuple[str, ...], is_list: bool, is_json: bool) -> None:
    """Work out EXPRESSION with its steps.

    \b
    quizzer calc "kv_cache_bytes(layers=24, hidden_size=4096, heads=32, tokens=512, dtype=float16)"
    quizzer calc "2 * 24 * 32 * 128 * 512 * 2 B"

    Anything outside the safe formula language is refused with exit code 2.
    """
    from quizzer.answers import calc as calculator
    from quizzer.services.plugging import start

    for problem in start(context.settings.plugins):
        note(f"plugin: {problem}")
    text = " ".join(expression)
    if is_list:
        try:
            say(calculator.listing(text.strip()))
        except AnswerError as error:
            raise UsageError(error.message, hint="`quizzer calc --list` names them all") from error
        return
    if not text.strip():
        raise UsageError("what is to be worked out?", hint='as in: quizzer calc "2^30 bytes"')
    found = calculator.calculate(text)
    if is_json:
        value = found.value if isinstance(found.value, int | float | str) else found.answer
        print_json({
            "value": value,
            "answer": found.answer,
            "steps": [{"name": step.name, "working": step.working, "value": step.value} for step in found.steps],
            "others": list(found.others),
        })  # fmt: skip
        return
    width = max((len(step.name) for step in found.steps), default=0)
    for step in found.steps:
        say(f"  {step.name:<{width}} = {step.working} = {step.value}" if step.working else f"  {step.name}")
    say(found.answer)
    for other in found.others:
        say(f"  {other}")


@click.command()
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@pass_context
def plugins(context: Context, is_json: bool) -> None:
    """List installed packages that offer answer functions.

    Only those that your settings name are started, each in a process of its own with two seconds for an answer:
    quizzer config set plugins NAME[,NAME]
    """
    from quizzer.services.plugging import listing

    found = listing(context.settings.plugins)
    if is_json:
        print_json(found)
        return
    for plugin in found:
        state = "on" if plugin["enabled"] else "off"
        say(f"{plugin['package']} {plugin['version']}  {state}  {', '.join(map(str, plugin['modules']))}")  # type: ignore[call-overload]
    if not found:
        say("No installed package offers answer functions (entry point quizzer.answers).")


COMMANDS = {"calc": calc, "plugins": plugins}
