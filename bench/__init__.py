"""Benchmarks: ratios to a limit or a peer, with memory. `make bench` runs them all; none is a test."""
