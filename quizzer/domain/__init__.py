"""The rules of quizzer as pure values and functions: no files, no SQL, no clock, no chance."""
