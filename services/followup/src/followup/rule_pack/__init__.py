"""Rule packs as loaded: each id once, with its provenance, and never changed afterwards."""
