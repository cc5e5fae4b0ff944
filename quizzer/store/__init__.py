"""The store: one SQLite file, its schema, and the only SQL in quizzer."""
