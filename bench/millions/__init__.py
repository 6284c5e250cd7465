"""A record of as many statements as asked for, what it is asked, and how fast it answers.

`sentences` makes words, `record` makes rows of them and loads them, `questions` chooses what to
ask, `server` serves the record, `datasette` holds the same data in SQLite, `timing` measures all;
`curating` asks the curators' list, `plans` has the plans explained, `picture` draws the figures.
"""
