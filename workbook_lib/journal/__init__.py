"""One learner's journal: what stands in each editor, what they kept, and where they were.

One SQLite file in the learner's data folder. It survives a killed process the moment a save returns,
and several pages (processes) may have it open. Not for a network drive: SQLite's log needs a local disk.
"""

from workbook_lib.journal.book import Journal
from workbook_lib.journal.drafts import SavedDraft
from workbook_lib.journal.faults import JournalError
from workbook_lib.journal.readings import Reading
from workbook_lib.journal.whole import Contents, Visit

__all__ = ["Contents", "Journal", "JournalError", "Reading", "SavedDraft", "Visit"]
