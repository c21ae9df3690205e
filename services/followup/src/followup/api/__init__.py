"""/api/v1 of followup: cases and every act on them, duties, calendars, rule packs, explained deadlines."""
