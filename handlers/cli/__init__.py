"""The command line of a contract: a table of operations in, requests out.

It knows HTTP and the table (`commands.json`, or what `spolvero call` makes of somebody's document),
and nothing of the studio. People wait for `--help` and for each key of a completion, so whatever
only a request needs is imported when there is one.
"""
