"""A Word document becomes the draft of a report (docs/decisions/0030-word-import.md).

The document is opened by `reader`, a program of its own, in a process that may crash. What it says is told as JSON;
`drafting` makes blocks of it, `telling` the words for the editor.
"""
