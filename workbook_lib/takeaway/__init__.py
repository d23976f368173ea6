"""What a learner takes with them: one zip to read or to bring to another computer, and a record of learning.

The zip holds ``journal.html`` to read and print, ``journal.json`` which `import_zip` brings back to the
last character, ``journal.csv`` and ``record_of_learning.csv``.
"""

from workbook_lib.takeaway.archive import TakeawayError, export_zip, import_zip
from workbook_lib.takeaway.record import PageRecord, record_of_learning

__all__ = ["PageRecord", "TakeawayError", "export_zip", "import_zip", "record_of_learning"]
