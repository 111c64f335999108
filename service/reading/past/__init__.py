"""Judges of a meeting that was: held, moved or not, and corrections of what we understood."""
