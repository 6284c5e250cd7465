"""The published record as files, and back: dumped for everyone, restored into an empty database.

frame       which rows are public, numbered anew
tables      what is told of each, column by column
writing     the files, whole or not at all
restoring   a dump becomes a record
"""
