"""The pages that people read: the evidence behind every number, as static files that open without a server."""
