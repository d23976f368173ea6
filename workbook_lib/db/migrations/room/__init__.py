"""A room's schema from its first day."""
