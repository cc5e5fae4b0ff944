"""What stands in a note for the name of its own file, and is shown as that name by the tool it was written in.

# `=this.file.name`        # <% tp.file.title %>        # {{title}}

`Title: …` as the first paragraph of a text without headings is its heading.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_OWN_NAME = re.compile(
    r"`(?:=|\$=)\s*(?:this\.file\.name|dv\.current\(\)\.file\.name)\s*`|<%[-_*]?\s*tp\.file\.title\s*[-_]?%>"
)
_TITLE = re.compile(r"^(#{1,6}\s+)\{\{\s*title\s*\}\}[ \t]*$", re.MULTILINE)
_TITLED = re.compile(r"\A\s*Title:[ \t]+(?P<title>\S[^\n]{0,120}?)[ \t]*\n[ \t]*\n(?=\s*[^\W\d_])")


def with_own_name(text: str, path: str) -> str:
    """The text with the name in place of each of these."""
    name = PurePosixPath(path).stem
    if ".file." in text:
        text = _OWN_NAME.sub(lambda _: name, text)
    if "Title: " in text[:20] and "\n#" not in text:
        text = _TITLED.sub(lambda found: f"# {found['title']}\n\n", text)
    return _TITLE.sub(lambda found: f"{found[1]}{name}", text) if "{{" in text else text
