"""What a unit, an agency or the inspectorate writes for a report that an office drafts: its own part, never the report itself."""
