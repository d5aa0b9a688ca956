"""Who may see and do what in the back office; the entrances ask here, and nowhere else is it decided."""
