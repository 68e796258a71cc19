"""Laboratory results: what is measured, panels as typed, and what they come to over the years."""
