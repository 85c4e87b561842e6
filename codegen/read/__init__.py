"""Documents to model: the only place of `codegen` that knows what raw JSON means."""
