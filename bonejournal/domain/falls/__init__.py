"""Falls and fractures, and what stands against them: tests, assessments, the list for the home."""
