"""The API at /api/v1: everything a page can do, for machines, by the NL API Design Rules."""
