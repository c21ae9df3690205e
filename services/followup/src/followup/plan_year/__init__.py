"""The plan years: each opens once, on its first day, with what every head owes in it."""
