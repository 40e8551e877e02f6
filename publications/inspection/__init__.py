"""Reading files that strangers made, in a child process that may die (docs/decisions/0028).

`child`, `facts` and `wording` run in the child and know no Django; `confined` locks it in before they are imported.
`running`, `reading` and `preflight` run in the worker. Nothing is imported here: the child would import it too.
"""
