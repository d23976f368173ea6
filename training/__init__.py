"""Texts, labels, and how the scorer's numbers are made from them. Not part of the installed library."""
