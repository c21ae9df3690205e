"""The case (vụ việc được giao giải quyết): one assigned matter from its session to its written reply, or to the superior."""
