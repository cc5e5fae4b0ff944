"""The use cases of quizzer: one function a verb, one transaction each; the rooms below meet only here."""
