"""Words, signs and word lists."""
