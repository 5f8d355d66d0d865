"""What a page costs: `make bench`."""
