"""Readers of short answers that need no grammar: numbers, commands, absences."""
