"""The doctor's summary: what stands on it, and how it becomes a PDF."""
