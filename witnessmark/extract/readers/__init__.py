"""One reader for each family of formats: bytes in, a state with its reason and a frozen text out. A reader never reaches out."""
