"""Container images, built without a network from a bundle that was gathered with one."""
