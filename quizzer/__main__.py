"""`python -m quizzer` and the `quizzer` command."""
