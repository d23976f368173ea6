"""The practices: each file holds one's state and moves, without a widget and without I/O."""
