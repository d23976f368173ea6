"""Tools for those who edit content: checking it, and compiling what the scorer reads."""
