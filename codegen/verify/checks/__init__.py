"""The laws as checks, one file for each; importing this package registers them all."""

from codegen.verify.checks import caching as caching
from codegen.verify.checks import conditional as conditional
from codegen.verify.checks import final as final
from codegen.verify.checks import idempotency_key as idempotency_key
from codegen.verify.checks import idempotent as idempotent
from codegen.verify.checks import listed as listed
from codegen.verify.checks import location as location
from codegen.verify.checks import long_running as long_running
from codegen.verify.checks import owned as owned
from codegen.verify.checks import read_after_write as read_after_write
from codegen.verify.checks import retention as retention
from codegen.verify.checks import safe as safe
