"""What lies outside the database, as the back office sees it; `adapters/` holds what does the work."""
