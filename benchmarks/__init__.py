"""What the extraction costs, and what a change of it does to the rows."""
