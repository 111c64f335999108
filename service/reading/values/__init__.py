"""Days, hours, lengths and sums as they are said, and the dates they mean."""
