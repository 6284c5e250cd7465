"""Statements from spreadsheets: file → rows → what they mean → who spoke → the record.

Each step is a page, and nothing is in the record before the last. See docs/importing-statements.md.
"""
