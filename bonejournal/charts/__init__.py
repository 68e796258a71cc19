"""Charts: pure functions from what a journal says to a figure, its points and its sentence."""
