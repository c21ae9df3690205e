"""What followup hears: sessions, notify, and agencies' replies."""
