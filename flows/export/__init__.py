"""What is published, in forms for people without Parquet: CSV, a workbook, a DuckDB database."""
