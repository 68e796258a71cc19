"""Charts: pure functions from what a journal says to a figure, its points, its sentence and its table."""
