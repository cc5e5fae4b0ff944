"""Anki: decks go out as `.apkg` with their scheduling, and come in from `.apkg` and `.colpkg` with their history."""
