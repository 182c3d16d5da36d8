"""Accounts of one happening joined into events, what they disagree on, and what is wrong with a source."""
