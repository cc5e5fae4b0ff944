"""What stands in a note for the name of its own file, and is shown as that name by the tool it was written in.

# `=this.file.name`        # <% tp.file.title %>        # {{title}}
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_OWN_NAME = re.compile(
    r"`(?:=|\$=)\s*(?:this\.file\.name|dv\.current\(\)\.file\.name)\s*`|<%[-_*]?\s*tp\.file\.title\s*[-_]?%>"
)
_TITLE = re.compile(r"^(#{1,6}\s+)\{\{\s*title\s*\}\}[ \t]*$", re.MULTILINE)


def with_own_name(text: str, path: str) -> str:
    """The text with the name in place of each of these."""
    name = PurePosixPath(path).stem
    if ".file." in text:
        text = _OWN_NAME.sub(lambda _: name, text)
    return _TITLE.sub(lambda found: f"{found[1]}{name}", text) if "{{" in text else text
