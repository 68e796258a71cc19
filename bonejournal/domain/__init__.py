"""What things are and what they mean. Standard library only."""
