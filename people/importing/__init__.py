"""Officials from open data: read a file, say what would come of it, ask what is unsure, write.

readers (pure)           file -> Found: popolo, congress, wikidata
planning                 Found and the record -> Plan: create, change, leave alone, ask
writing                  Plan -> rows, in batches; history names the import
"""
