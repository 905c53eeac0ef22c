"""What leaves the house: the static site, the datasets, the bundle and the verifier that travels inside it."""
