"""The sample article, and what prints it."""
