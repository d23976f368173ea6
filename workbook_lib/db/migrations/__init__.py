"""Migrations, one folder a schema."""
