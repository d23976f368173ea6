"""Ways to bring the workbook to people: each folder is one."""
