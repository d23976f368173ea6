"""One small file a page: it wires content, journal, scoring and widgets. The notebooks' only import."""
