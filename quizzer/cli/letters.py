"""Letters that a terminal or pipe does not take, as near as it can write them: never a traceback, seldom a `?`."""

from __future__ import annotations

import codecs
import re
import unicodedata

NEAREST = "quizzer.nearest"
"""The name of the error handler, for `reconfigure(errors=...)`."""
_SIGNS = {
    "\u2018": "'", "\u2019": "'", "\u201a": ",", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "--", "\u2212": "-", "\u2015": "--",
    "\u2022": "*", "\u25e6": "-", "\u25aa": "-", "\u00b7": "*", "\u22c5": "*", "\u00d7": "x", "\u00f7": "/",
    "\u2190": "<-", "\u2192": "->", "\u2194": "<->", "\u21d2": "=>", "\u21d0": "<=", "\u2264": "<=", "\u2265": ">=",
    "\u2260": "!=", "\u2248": "~", "\u223c": "~", "\u221d": "~", "\u221a": "sqrt", "\u221e": "inf", "\u2211": "sum",
    "\u00b1": "+-", "\u00b0": " deg", "\u2713": "[x]", "\u2714": "[x]", "\u2717": "[-]", "\u258c": "|", "\u2502": "|",
    "\u2500": "-", "\u203a": ">", "\u2039": "<", "\u00df": "ss", "\u00e6": "ae", "\u0153": "oe", "\u00f8": "o",
    "\u00c6": "AE", "\u0152": "OE", "\u00d8": "O", "\u0142": "l", "\u0141": "L",
}  # fmt: skip
_GREEK = re.compile(r"GREEK (SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)$")


def nearest(letter: str) -> str:
    """ASCII that reads like a letter.

    >>> [nearest(letter) for letter in "\u2019\u00e9\u03b1\u03a3\u2192\ufb01\U0001f680"]
    ["'", 'e', 'alpha', 'Sigma', '->', 'fi', '?']
    """
    if letter in _SIGNS:
        return _SIGNS[letter]
    plain = "".join(_SIGNS.get(part, part) for part in unicodedata.normalize("NFKD", letter))
    plain = plain.encode("ascii", "ignore").decode()
    if plain:
        return plain
    greek = _GREEK.match(unicodedata.name(letter, ""))
    if greek is None:
        return "" if unicodedata.combining(letter) else "?"
    name = "lambda" if greek[2] == "LAMDA" else greek[2].lower()
    return name.capitalize() if greek[1] == "CAPITAL" else name


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(nearest, error.object[error.start : error.end])), error.end


def register() -> None:
    """Make the handler known."""
    codecs.register_error(NEAREST, _replace)
