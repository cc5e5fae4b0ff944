"""Notes in: Markdown, Org, YAML decks and exports become card drafts, stubs and problems."""
