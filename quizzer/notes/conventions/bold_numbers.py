"""Tasks counted in bold with the code that does them below: whatever stands behind the number is the task.

**1)** Orders of the last week.            **2) Mean.** The mean of a list.

```sql                                     - `mean([]) = NaN`
SELECT …
```                                        ```python
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quizzer.notes.conventions.last_of_run import end_of_last
from quizzer.notes.fronts import front_text
from quizzer.notes.outline import Line, LineKind
from quizzer.notes.page import Find, Page
from quizzer.notes.units import Unit, read_unit

NAME = "task with a bold number"

_TASK = re.compile(r"^\*\*(?P<number>\d{1,3})[.)](?P<text>\*\*\s+[^\s*].*|\s+[^*]+\*\*.*)$")
_KINDS = {LineKind.TEXT, LineKind.ITEM}
"""Where most of the numbers ask, they are items of a list."""
_LONGEST = 1500
_FEWEST = 2
_FEWEST_NAMED = 3
"""Of those that are bold as a whole."""


def read(page: Page) -> Iterator[Find]:
    """Two or more such numbers that rise, most of them over code."""
    if not page.outline.holds("**1)", "**1."):
        return
    lines = page.outline.lines
    for section, free in page.open_sections():
        found = {n: task for n in free if (task := _task(lines, n))}
        starts = list(found)
        numbers = [int(task["number"]) for task in found.values()]
        over_code = sum(
            any(lines[n].kind is LineKind.CODE for n in range(start, end))
            for start, end in pairwise((*starts, section.end))
        )
        is_task = any(not task["text"].endswith("**") for task in found.values())
        if (
            len(starts) < (_FEWEST if is_task else _FEWEST_NAMED)
            or over_code * 4 < len(starts) * 3
            or any(a >= b for a, b in pairwise(numbers))
        ):
            continue
        above = page.free_lines(section.start, starts[0])
        if above and lines[above[-1]].body.endswith(":"):
            yield Find((), "", context=above)  # what all the tasks are about
        last_end = end_of_last(lines, starts, section.end)
        for start, end in pairwise((*starts, last_end)):
            asked = front_text(found[start]["text"].replace("**", "", 1))
            context = page.context_of(section, inclusive=True)
            find = read_unit(page, Unit(asked, start, start + 1, page.next_card(start, end), NAME, context=context))
            if find:
                yield find


def _task(lines: Sequence[Line], number: int) -> re.Match[str] | None:
    """A paragraph at the margin that opens with a number in bold."""
    line = lines[number]
    if line.kind not in _KINDS or line.indent or line.body[:2] != "**" or not line.body[2:3].isdecimal():
        return None
    is_opening = not number or not lines[number - 1].body
    return _TASK.match(line.body) if is_opening and len(line.body) <= _LONGEST else None
