"""Formats in and out, one file each. Knows the records and nothing of where they are kept."""
