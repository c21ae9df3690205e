"""The sample the demonstration plays: 69 published dialogues, their 251 opinions, three plans and the organisations that appear in them."""
