"""What `spolvero types --help` says: every option, and an example of each."""

HELP = """\
spolvero types SPEC [-o OUT] [options]

Makes types from an OpenAPI document: 3.0, 3.1 or 3.2; JSON or YAML; one file or many.
SPEC is the document, and - is standard input.

    spolvero types api.yaml -o src/api.ts

Where the types go
  -o, --output OUT         the file to write; without it, standard output
                             -o src/api.ts         folders are made; a folder gets types.ts
  --split                  one file for each tag, and an index, into the folder OUT
                             --split -o src/api    src/api/index.ts, src/api/albums.ts, ...
  --check                  write nothing; exit 1 and show the difference if OUT is stale
                             --check -o src/api.ts
  --watch                  write again whenever a file of the document changes
                             --watch -o src/api.ts

What the types look like
  --lang LANGUAGE          typescript, the default, or python, for typed dictionaries
                             --lang python -o types.py
  --enums KIND             what a named list of values becomes: literal, the default, a union;
                           enum, a TypeScript enum; const, a union and an array of its values
                             --enums const         glazeValues = ["matt", "gloss"] as const
  --dates TYPE             what texts in the format date-time or date are: string, the default,
                           or Date, for clients that convert them
                             --dates Date          firedAt: Date
  --branded-formats        a type of its own for each format of text
                             --branded-formats     id: Uuid, and no other string is one
  --immutable              readonly properties, arrays and tuples
                             --immutable           readonly names: readonly string[]

Which part of the document
  --tag NAME               only operations with this tag; may be repeated
                             --tag albums --tag images
  --path PATTERN           only paths like this, where * is any text; may be repeated
                             --path '/albums/*'
  --exclude-tag NAME       no operation with this tag; may be repeated
                             --exclude-tag internal
  --exclude-path PATTERN   no path like this; may be repeated
                             --exclude-path '/admin/*'
  --exclude-deprecated     no deprecated operations, parameters, properties and schemas
                             --exclude-deprecated
  With one of these, components that nothing needs any more go too.

What it says
  --strict                 exit 1, and name each place, where types allow more than the contract
                             --strict
  --quiet                  say nothing of such places, nor how long it took
                             --quiet
  --version                say which version this is
  -h, --help               say this

Exit status: 0 done; 1 the document is not fit, or --check or --strict found something;
2 asked in a way that cannot be done.
"""
