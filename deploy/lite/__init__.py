"""The workbook as a static site that runs in the browser: how it is put together.

``python3 start.py lite`` calls this. Nothing here runs in the browser; what does is `workbook_lib.browser`.
"""
