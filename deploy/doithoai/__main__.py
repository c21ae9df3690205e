"""`python -m doithoai`, the same as the command `doithoai`."""

from doithoai.command import app

app()
