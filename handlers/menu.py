"""The commands that are no operations. Apart from `commands.py`, so that help imports nothing."""

GENERATOR = {
    "types": "Make types from any OpenAPI document.",
    "lint": "Hold any OpenAPI document to rules.",
    "diff": "Compare two OpenAPI documents, and tell what breaks clients.",
    "verify": "Hold a running API to its OpenAPI document, and to its laws.",
    "mutate": "Measure how many lies about a contract verify notices.",
}
"""Commands for anybody's contract, each the package of its name in codegen."""
ON_ITS_OWN = ("verify", "mutate")
"""Those that, told of no contract, take ours and a studio of their own."""

STUDIO = {
    "serve": "Start the API and the page; with no SPOLVERO_REDIS_URL the worker too.",
    "worker": "Work on the queues in Redis until SIGTERM or Ctrl+C.",
    "sign-in": "Print a new one-time sign-in link; the one before stops working.",
    "source": "Name a folder that the studio may import from, or list those that have names.",
    "migrate": "Bring the database to the newest version.",
    "doctor": "Look for what the studio's rules forbid; change nothing.",
    **GENERATOR,
}
