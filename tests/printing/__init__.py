"""A small press: prints articles with tables, as flattened text and as PDF, for the sample and the round trips."""
