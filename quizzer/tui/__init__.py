"""The screens: Textual draws and listens; only screens call services."""
