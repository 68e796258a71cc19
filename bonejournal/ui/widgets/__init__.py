"""Pieces pages are made of. They know how to look and to be operated, and nothing of journals."""
