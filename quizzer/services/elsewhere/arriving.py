"""One file of another program, read and stored (or only looked at): what `quizzer import` does with it."""

from __future__ import annotations

from pathlib import Path

from quizzer.config import Home, Settings
from quizzer.services.anki import coming_in
from quizzer.services.clock import Clock
from quizzer.services.elsewhere import hashcards, mnemosyne
from quizzer.services.elsewhere.history import Arrived, Collected, look, store
from quizzer.services.elsewhere.recognising import Program
from quizzer.services.importing import Importer


def bring_in(
    home: Home, settings: Settings, clock: Clock, path: Path, program: Program, *, deck: str = "", is_dry: bool = False
) -> Arrived:
    """Read a file of `program` into this home, whole or not at all; `is_dry` stores nothing and says what would come.

    NoteError says what is wrong with the file.
    """
    collected = _collect(home, settings, clock, path, program, deck)
    if is_dry:
        return look(home, settings, clock, collected)
    return store(home, settings, clock, collected, path.name)


def _collect(home: Home, settings: Settings, clock: Clock, path: Path, program: Program, deck: str) -> Collected:
    if program is Program.ANKI:
        return coming_in.collect(path, deck)
    if program is Program.HASHCARDS:
        reader = Importer(home, settings, clock).repository() if home.database.exists() else None
        try:
            return hashcards.collect(path, reader, clock)
        finally:
            if reader is not None:
                reader.close()
    return mnemosyne.collect(path, deck, is_shared=program is Program.MNEMOSYNE_CARDS)
