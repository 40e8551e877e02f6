"""How the pictures of the library are shown: which sizes, cropped where, and never heavier than a stated bound.

`shapes` lists where pictures stand; `crops` cuts them; `fitting` writes the files; `showing` puts the made files
together for a template. The files are made in the worker (foundation.tasks), never for a visitor.
"""
