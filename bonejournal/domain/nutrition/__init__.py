"""Eating: foods and what is in them, days of eating with their sums, and supplements taken by a tick."""
