"""The laws as checks, one file for each; importing this package registers them all."""

import codegen.verify.checks.boundaries
import codegen.verify.checks.dependency
import codegen.verify.checks.filters
import codegen.verify.checks.pages
import codegen.verify.checks.relation
import codegen.verify.checks.sorts
