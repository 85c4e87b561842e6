"""The import scripts that operators know by name: from a folder to what does not fit, in one go.

They ask the studio of this machine by the operations that everybody has (docs/reference), so what
they do can be seen in the page and asked for by any other way. docs/operating/legacy-imports.md is
the procedure.
"""
