"""Registers that the office kept in spreadsheets: read as they are, judged row by row, never guessed at."""
