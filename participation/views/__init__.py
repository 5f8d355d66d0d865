"""What residents see and send: each module one part of the path."""
