"""Palettes: one line over the window that understands what is typed."""
