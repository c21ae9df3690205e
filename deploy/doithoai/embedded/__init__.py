"""Real servers from Python wheels: PostgreSQL and NATS without root and without a container engine."""
