"""What residents see of polls."""
