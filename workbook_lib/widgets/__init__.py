"""The only importer of anywidget and IPython: parts in, events out."""

from .form import Choice, DraftTyped, Event, Form, Press, Refused, Reply, Stored, Ticked, Uploaded

__all__ = [
    "Choice",
    "DraftTyped",
    "Event",
    "Form",
    "Press",
    "Refused",
    "Reply",
    "Stored",
    "Ticked",
    "Uploaded",
]
