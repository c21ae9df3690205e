"""The composed system: deploy/compose.yaml on a container engine, with secrets, the broker's users and a supervisor of its own."""
