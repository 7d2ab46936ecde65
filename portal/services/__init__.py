"""One function for each use case, named with the officer's verb. Each takes a `Work` first."""
