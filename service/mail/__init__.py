"""How we write: letters, calendar messages, addresses and sending."""
