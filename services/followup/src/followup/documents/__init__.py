"""The letters of a case in the prescribed form: facts in, an official document out."""
