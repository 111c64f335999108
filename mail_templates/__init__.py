"""What we say: one folder per letter, one file per language."""
