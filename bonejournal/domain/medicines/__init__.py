"""Medicines: courses with their schedules, doses, and what is worth asking about them."""
