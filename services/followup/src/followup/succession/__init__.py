"""What an organisation that ended leaves open goes on to its successor, page by page, each case with its own event."""
