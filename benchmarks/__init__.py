"""Measurements of this machine. `make bench` runs every function named bench_* in this package."""
