"""Oksa: a mentoring programme that lives in mail and calendar."""
