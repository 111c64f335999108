"""Judges of a meeting to come: answers to invitations, plans, topics and agreements."""
