"""Small windows over the window, and the system's own dialogs."""
