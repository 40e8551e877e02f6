"""Making the downloads of a version: PDF, EPUB, workbook, the files of each table, and one archive of all.

A maker is a plain function of a version that returns the bytes; `plan` lists the files that a version should have,
`keeping` makes those that are missing. Nothing here runs in a web process (publications.tasks).
"""
