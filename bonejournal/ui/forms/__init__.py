"""Forms: texts in, records out."""
