"""Listings between the tags of HTML, shown between fences.

<pre><code class="language-python">x = 1         ```python
y = 2                                            x = 1
</code></pre>                                    …
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from quizzer.domain.patterns import late

PREFORMATTED = re.compile(r"<pre\b(?:[^<>]*>\s*<code\b|[^<>]*\b(?:lang|class)=)", re.IGNORECASE)
"""A plain `<pre>` may hold anything, and some people put their questions into it."""
_OPENING = late(r"^\s*<pre\b(?P<pre>[^<>]*)>\s*(?:<code\b(?P<code>[^<>]*)>)?(?P<first>.*)$", re.IGNORECASE | re.DOTALL)
_CLOSING = late(r"(?:</code>)?\s*</pre>.*$", re.IGNORECASE | re.DOTALL)
_LANGUAGE = re.compile(r"\blang(?:uage)?[-=]\W?(\w+)")
_TAG = late(r"</?(?:span|b|i|em|strong|font|a)\b[^<>]*>", re.IGNORECASE)


def as_fence(raw: Sequence[str]) -> list[str]:
    """As many lines as before; the first may hold the fence and the first line of the listing, the last the other fence."""
    opening = _OPENING.match(raw[0])
    if opening is None:
        return list(raw)
    language = _LANGUAGE.search(f"{opening['pre']} {opening['code'] or ''}")
    texts = [opening["first"], *raw[1:]]
    texts[-1] = _CLOSING.sub("", texts[-1])
    texts = [html.unescape(_TAG.sub("", text)).rstrip() for text in texts]
    mark = "~~~" if any("```" in text for text in texts) else "```"
    texts[0] = f"{mark}{language[1] if language else ''}" + (f"\n{texts[0]}" if texts[0] else "")
    texts[-1] = f"{texts[-1]}\n{mark}" if texts[-1] else mark
    return texts
