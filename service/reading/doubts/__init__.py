"""What keeps a verdict from being certain, and the second opinion."""
