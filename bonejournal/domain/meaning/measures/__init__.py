"""How a journal is measured against the targets: one function for each measure that `targets.toml` names.

A measure is asked about a journal on a day with the bounds in force, and answers with a `Finding`. Amounts are
decimals, compared as they were typed. `by_name` has all of them, `common` what they share.
"""
