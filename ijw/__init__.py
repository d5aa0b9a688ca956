"""iJw: the standard, usable on its own: messages, schemas, code lists, rules and arithmetic."""
