"""One file for each entry of the sidebar."""
