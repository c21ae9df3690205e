"""What followup can be asked: a file per question, with its table, how events change it, and how it is read."""
