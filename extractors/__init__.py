"""What a document says: bytes in, tidy rows out."""
