"""What a TeX name looks like as a character, and which characters have a raised or lowered form."""

from __future__ import annotations

import unicodedata
from functools import cache

from quizzer.tui.math.reading import words

_GREEK = frozenset(
    words(
        "alpha beta gamma delta zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon chi psi "
        "omega omicron"
    )
)
_GREEK_SPECIAL = {"epsilon": "ε", "varepsilon": "ε", "phi": "φ", "varphi": "φ", "vartheta": "ϑ", "varrho": "ϱ"}

BINARY = dict(
    zip(
        words("times cdot div pm mp ast star circ bullet oplus otimes odot wedge vee cap cup setminus land lor"),
        words("× · ÷ ± ∓ ∗ ⋆ ∘ • ⊕ ⊗ ⊙ ∧ ∨ ∩ ∪ ∖ ∧ ∨"),
        strict=True,
    )
)
RELATIONS = dict(
    zip(
        words(
            "leq le geq ge neq ne approx equiv sim simeq cong propto in notin ni subset subseteq supset supseteq "
            "to rightarrow leftarrow gets leftrightarrow Rightarrow Leftarrow Leftrightarrow implies iff mapsto "
            "ll gg mid parallel perp coloneqq longrightarrow uparrow downarrow lt gt models vdash doteq triangleq"
        ),
        words("≤ ≤ ≥ ≥ ≠ ≠ ≈ ≡ ∼ ≃ ≅ ∝ ∈ ∉ ∋ ⊂ ⊆ ⊃ ⊇ → → ← ← ↔ ⇒ ⇐ ⇔ ⇒ ⇔ ↦ ≪ ≫ | ∥ ⊥ ≔ → ↑ ↓ < > ⊨ ⊢ ≐ ≜"),
        strict=True,
    )
)
BIG = dict(zip(words("sum prod int iint oint bigcup bigcap coprod"), words("∑ ∏ ∫ ∬ ∮ ⋃ ⋂ ∐"), strict=True))
PLAIN = {
    "infty": "∞", "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃", "emptyset": "∅", "varnothing": "∅",
    "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "ell": "ℓ", "hbar": "ħ", "Re": "ℜ", "Im": "ℑ",
    "top": "⊤", "bot": "⊥", "prime": "′", "degree": "°", "angle": "∠", "neg": "¬", "lnot": "¬", "dagger": "†",
    "aleph": "ℵ", "triangle": "△", "square": "□", "checkmark": "✓", "lvert": "|", "rvert": "|", "vert": "|",
    "Vert": "‖", "lVert": "‖", "rVert": "‖", "backslash": "\\", "colon": ":", "therefore": "∴", "because": "∵",
    "surd": "√", "imath": "ı", "jmath": "ȷ",
}  # fmt: skip
OPENING = {"langle": "⟨", "lfloor": "⌊", "lceil": "⌈", "lbrace": "{", "lbrack": "[", "lparen": "("}
CLOSING = {"rangle": "⟩", "rfloor": "⌋", "rceil": "⌉", "rbrace": "}", "rbrack": "]", "rparen": ")"}
NAMED = frozenset(
    words(
        "log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arg max min sup inf "
        "lim limsup liminf det dim ker deg gcd hom Pr mod bmod tr rank argmax argmin softmax"
    )
)
ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304",
    "overline": "\u0305", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306",
    "acute": "\u0301", "grave": "\u0300", "underline": "\u0332", "mathring": "\u030a", "overrightarrow": "\u20d7",
}  # fmt: skip

_ASCII = {
    "−": "-", "–": "-", "∼": "~", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "≡": "==", "→": "->", "←": "<-",
    "↔": "<->", "⇒": "=>", "⇐": "<=", "⇔": "<=>", "↦": "|->", "×": "x", "·": "*", "⋅": "*", "∗": "*", "⋆": "*",
    "÷": "/", "±": "+-", "∓": "-+", "≪": "<<", "≫": ">>", "≔": ":=", "…": "...", "⋯": "...", "′": "'", "‖": "||",
    "∥": "||", "⟨": "<", "⟩": ">", "°": " deg", "¬": "not ", "•": "*", "∘": "o", "≜": ":=", "≐": "=.=",
    "∂": "d", "⌈": "ceil(", "⌉": ")", "⌊": "floor(", "⌋": ")",
}  # fmt: skip
_ASCII_WORDS = {
    "∞": "inf", "∇": "grad", "∀": "forall", "∃": "exists", "∅": "empty", "∑": "sum", "∏": "prod",
    "∫": "int", "∈": "in", "∉": "not in", "∋": "contains", "∝": "prop to", "⊂": "subset", "⊆": "subseteq",
    "⊤": "T", "⊥": "perp", "∧": "and", "∨": "or", "∩": "cap", "∪": "cup", "√": "sqrt", "ℓ": "l", "≃": "~=", "≅": "~=",
    "⊙": "(.)", "⊕": "(+)", "⊗": "(x)",
}  # fmt: skip

_RAISED = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθφχ′⊤",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᵠᵡ′ᵀ",
        strict=True,
    )
)
_LOWERED = dict(zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))


def raised(text: str) -> str | None:
    """The text as superscript characters; None unless every character has one."""
    return _mapped(text, _RAISED)


def lowered(text: str) -> str | None:
    """The text as subscript characters; None unless every character has one."""
    return _mapped(text, _LOWERED)


def _mapped(text: str, table: dict[str, str]) -> str | None:
    marks = [table.get(char) for char in text if char != " "]
    return "".join(mark for mark in marks if mark) if marks and all(marks) else None


@cache
def letter(name: str) -> str | None:
    """The character of a TeX name that stands for a letter or sign; None for a name nobody knows.

    Greek comes by rule, the common rest from tables, the rare rest from pylatexenc's, which is only then imported.
    """
    if name in PLAIN or name in _GREEK_SPECIAL:
        return PLAIN.get(name) or _GREEK_SPECIAL[name]
    if name.lower() in _GREEK | {"epsilon", "phi"}:
        case = "SMALL" if name.islower() else "CAPITAL"
        return unicodedata.lookup(f"GREEK {case} LETTER {'LAMDA' if name.lower() == 'lambda' else name}")
    from pylatexenc.latex2text import get_default_latex_context_db  # type: ignore[import-untyped]

    entry = get_default_latex_context_db().get_macro_spec(name)
    shown = entry.simplify_repl if entry is not None else None
    return shown if isinstance(shown, str) and shown and "%" not in shown and len(shown) <= 3 else None


@cache
def styled(style: str, char: str) -> str:
    """A letter in double-struck, script, fraktur or bold; itself where Unicode has none."""
    case = "CAPITAL" if char.isupper() else "SMALL"
    for pattern in _STYLES.get(style, ()):
        try:
            return unicodedata.lookup(pattern.format(case=case, letter=char.upper()))
        except KeyError:
            continue
    return char


_STYLES = {
    "mathbb": ("DOUBLE-STRUCK {case} {letter}", "MATHEMATICAL DOUBLE-STRUCK {case} {letter}"),
    "mathcal": ("SCRIPT {case} {letter}", "MATHEMATICAL SCRIPT {case} {letter}"),
    "mathscr": ("SCRIPT {case} {letter}", "MATHEMATICAL SCRIPT {case} {letter}"),
    "mathfrak": ("BLACK-LETTER {case} {letter}", "MATHEMATICAL FRAKTUR {case} {letter}"),
    "mathbf": ("MATHEMATICAL BOLD {case} {letter}",),
    "boldsymbol": ("MATHEMATICAL BOLD {case} {letter}",),
    "bm": ("MATHEMATICAL BOLD {case} {letter}",),
}
STYLES = frozenset(_STYLES)


@cache
def in_ascii(char: str) -> tuple[str, bool]:
    """A character in ASCII, and whether it has become a word that wants space around it."""
    if char.isascii():
        return char, False
    if char in _ASCII:
        return _ASCII[char], False
    if char in _ASCII_WORDS:
        return _ASCII_WORDS[char], True
    name = unicodedata.name(char, "")
    if name.startswith("GREEK") and " LETTER " in name:
        word = name.rpartition(" ")[2].replace("LAMDA", "LAMBDA")
        return (word.lower() if " SMALL " in name else word.capitalize()), True
    folded = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    return (folded, False) if folded else ("?", False)
