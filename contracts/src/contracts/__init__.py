"""What the services and other agencies say to each other: events, vocabulary, working days. Needs pydantic only."""
