"""quizzer: spaced repetition in the terminal, from your own Markdown interview notes."""

__version__ = "0.1.0"
