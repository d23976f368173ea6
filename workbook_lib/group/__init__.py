"""The room: a facilitator's live session. What may be shown of a group, who is in it, and the pages on phones."""
