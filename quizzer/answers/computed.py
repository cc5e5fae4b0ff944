"""Computed cards: a card's data made into something that asks, checks and explains itself.

The data of a card are JSON values, mostly text as the deck file has it:

- `function` (a registered name) or `formula` (the language of `expression.py`), one of them;
- `parameters`: name to value (`"4096"`, `"16 GB"`, `"float16"`, a list), or to `{choices: [...]}`,
  `{range: [low, high], step | log}`, `{expression: "..."}`;
- `unit`, `display`, `tolerance`, `prefix`, `steps`, `hints`, `slips`: as `card_fields.py` reads them;
- `template`: for a card made from a note, its question with `{layers}` where the numbers stand. The first showing
  uses the note's own words and numbers, later ones draw typical values.

A formula whose parameters carry units gives base units; one over plain numbers gives the card's own unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizzer.answers import card_fields, checker, slips, units, variants, worked
from quizzer.answers.arguments import Arguments, call
from quizzer.answers.card_fields import CardError, in_field
from quizzer.answers.checker import Expected
from quizzer.answers.formula_card import formula_function
from quizzer.answers.quantity import Prefix
from quizzer.answers.registry import AnswerFunction, Slip, Step, Worked, numbers_of
from quizzer.answers.registry import function as registered
from quizzer.answers.tolerance import Tolerance
from quizzer.answers.variants import Chosen, Fixed, Ranged, Source
from quizzer.answers.verdict import Verdict
from quizzer.domain.patterns import late

_PLACE = late(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Variant:
    """One showing: the question with its numbers, and what is expected."""

    question: str
    seed: int | None
    """None for the card's own numbers; stored with the review, it gives this variant again."""
    shown: Mapping[str, str]
    """The parameters as the question shows them; stored with the review."""
    arguments: Arguments
    expected: Expected

    @property
    def answer(self) -> str:
        """The right answer, exact and readable; for after the last try."""
        return checker.shown_truth(self.expected)


@dataclass(frozen=True, slots=True)
class ComputedCard:
    """A validated computed card."""

    question: str
    template: str
    """The question with places for numbers; the question itself when a deck wrote it with places."""
    function: AnswerFunction
    sources: Mapping[str, Source]
    """How fresh numbers are drawn."""
    own: Mapping[str, object] | None
    """The note's own numbers, for the first showing; None when the card has no fixed ones."""
    unit: str
    display: str
    """Unit to show the answer in; empty for whatever fits."""
    tolerance: Tolerance
    prefix: Prefix
    slips: tuple[Slip, ...]
    hints: tuple[str, ...]
    card_steps: tuple[Step | str, ...]
    """The deck's own worked solution, instead of the function's."""

    @property
    def can_vary(self) -> bool:
        """Whether fresh numbers can be drawn."""
        return any(isinstance(source, Chosen | Ranged) for source in self.sources.values())

    def variant(self, seed: int | None = None) -> Variant:
        """The question for a seed; None gives the card's own numbers, or those of seed 0 when it has none.

        Raises AnswerError when no numbers fit, which a card that passed the linter does not.
        """
        is_own = self.own is not None and (seed is None or not self.can_vary)
        if is_own and self.own is not None:
            arguments = variants.complete(self.function, self.own, {})
        else:
            seed = 0 if seed is None else seed
            arguments = variants.draw(self.function, self.sources, seed)
        has_own_words = is_own and not self.template.startswith(self.question)
        return self.of(arguments, seed, self.question if has_own_words else self.template)

    def of(self, arguments: Arguments, seed: int | None = None, template: str | None = None) -> Variant:
        """The variant with these arguments."""
        parameters = {parameter.name: parameter for parameter in self.function.parameters}
        shown = {name: variants.shown(parameters[name], value) for name, value in arguments.given.items()}
        text = self.template if template is None else template
        drawn = [name for name, source in self.sources.items() if not isinstance(source, Fixed)]
        is_own_text = text == self.question and text != self.template
        return Variant(
            question=text if is_own_text else _filled(text, shown, drawn),
            seed=seed,
            shown=shown,
            arguments=arguments,
            expected=self.expected(arguments),
        )

    def expected(self, arguments: Arguments) -> Expected:
        """The truth for these arguments with its tolerance and the slips worked out."""
        truth = call(self.function, arguments)
        return Expected(
            truth=truth,
            unit=self.unit,
            display=self.display,
            shape=self.function.shape,
            tolerance=self.tolerance,
            prefix=self.prefix,
            slips=slips.wrong_answers(self.function, arguments, truth, self.slips),
            factors={
                name: number
                for name, number in numbers_of(arguments.values).items()
                if name in self.function.arguments and isinstance(number, int)
            },
        )

    def check(self, variant: Variant, typed: str) -> Verdict:
        """Right, wrong (which slip) or unreadable."""
        return checker.check(variant.expected, typed)

    def echo(self, variant: Variant, typed: str) -> str:
        """What would be graded, shown while it is typed."""
        return checker.understood(variant.expected, typed) if typed.strip() else ""

    def steps(self, variant: Variant) -> tuple[Worked, ...]:
        """The worked solution with this variant's numbers."""
        if not self.card_steps:
            return worked.worked_steps(self.function, variant.arguments)
        return card_fields.work(self.card_steps, numbers_of(variant.arguments.values), variant.shown)

    def hints_for(self, variant: Variant) -> tuple[str, ...]:
        """Hints in order: the card's own, else the way of the solution, a step a hint, numbers withheld."""
        if self.hints:
            return self.hints
        lines = self.steps(variant)
        return tuple(f"{line.name} = {line.working.partition(' = ')[0]}" for line in lines if line.name)


def load(question: str, data: Mapping[str, object], function: AnswerFunction | None = None) -> ComputedCard:
    """Make a computed card of a card's question and data.

    `function` is one that a plugin gave; else the name in the data is looked up. Raises CardError with the field.
    """
    parameters = card_fields.mapping(data.get("parameters", {}), "parameters")
    sources = {name: card_fields.source(raw, f"parameters.{name}") for name, raw in parameters.items()}
    unit = str(data.get("unit", "") or "").strip()
    if "formula" in data:
        sources = {name: card_fields.with_formats(each) for name, each in sources.items()}
        entry = formula_function(str(data["formula"]), sources, unit)
        unit = unit or entry.unit
    else:
        entry = function or in_field("function", registered, str(data.get("function", "")))
        unit = _unit_for(entry, unit, "unit", entry.unit)
    sources = _under_registered_names(entry, sources)
    template = str(data.get("template") or question)
    own = _own(sources)
    if "template" in data and own is not None:
        own_arguments = in_field("parameters", variants.complete, entry, own, {})
        sources = variants.typical_sources(entry, own_arguments.given, _PLACE.findall(template))
    card = ComputedCard(
        question=question,
        template=template,
        function=entry,
        sources=sources,
        own=own,
        unit=unit,
        display=_unit_for(entry, str(data.get("display", "") or "").strip(), "display", ""),
        tolerance=card_fields.tolerance(data, entry.tolerance),
        prefix=card_fields.prefix(data),
        slips=card_fields.slips(data),
        hints=card_fields.hints(data),
        card_steps=card_fields.steps(data),
    )
    unknown = set(_PLACE.findall(template)) - set(sources)
    if unknown:
        raise CardError("question", f"{{{sorted(unknown)[0]}}} is not among the parameters")
    in_field("parameters", card.variant, None)
    return card


def _own(sources: Mapping[str, Source]) -> dict[str, object] | None:
    """The fixed numbers of a card that draws none."""
    if any(not isinstance(source, Fixed) for source in sources.values()):
        return None
    return {name: source.value for name, source in sources.items() if isinstance(source, Fixed)}


def _under_registered_names(entry: AnswerFunction, sources: Mapping[str, Source]) -> dict[str, Source]:
    renamed: dict[str, Source] = {}
    for name, source in sources.items():
        parameter = in_field(f"parameters.{name}", entry.parameter, name)
        if parameter.name in renamed:
            raise CardError(f"parameters.{name}", f"{parameter.name} is given twice")
        renamed[parameter.name] = source
    return renamed


def _unit_for(entry: AnswerFunction, unit: str, field: str, otherwise: str) -> str:
    """A unit that the card names in a field; it must measure what the function gives."""
    if not unit:
        return otherwise
    asked = in_field(field, units.parse_unit, unit)
    gives = units.parse_unit(entry.unit)
    if asked.dimension != gives.dimension or (asked.is_percent and entry.unit != "ratio"):
        raise CardError(field, f"{entry.name} gives {gives.dimension.named(entry.unit)}, {unit} is not a unit of that")
    return unit


def _filled(template: str, shown: Mapping[str, str], drawn: list[str]) -> str:
    """The question with its numbers; drawn ones that it has no place for are listed below it."""
    text = _PLACE.sub(lambda place: shown.get(place[1], place[0]), template)
    left = [name for name in drawn if f"{{{name}}}" not in template and name in shown]
    given = ", ".join(f"{name.replace('_', ' ')} = {shown[name]}" for name in left)
    return f"{text}\n\nGiven: {given}" if given else text
