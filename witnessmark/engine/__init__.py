"""One pure function over many documents. `local` runs it in processes of this machine, one for each document, closed in."""
