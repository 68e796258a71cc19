"""The file on disk; SQL stays here."""
