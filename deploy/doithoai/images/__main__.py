"""`python -m doithoai.images`, also `deploy/images/build`."""

from doithoai.images.command import main

main()
