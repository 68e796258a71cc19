"""What it all comes to: targets and how they are measured, points to talk about, what is due, explanations."""
