"""Who gets what at every address: the world, the addresses, and the tables written by hand."""
