"""Reports: saved questions of staff, their answers as tables, charts and files, and who gets them.

See docs/reports.md.
"""
