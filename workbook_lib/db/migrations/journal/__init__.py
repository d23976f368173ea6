"""The journal's schema from its first day."""
