"""From a message's bytes to what a person wrote, and who wrote it."""
