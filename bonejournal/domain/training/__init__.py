"""Training: exercises, sessions as typed and read, and which areas of the body they load."""
