"""Content files -> checked -> one compiled file per language. For authors' tools, not for learners' pages."""
