"""Pictures of a PDF's pages, painted with what was found on them."""
