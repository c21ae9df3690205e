"""Working calendar versions: each loaded once, from a named source, and never changed afterwards."""
