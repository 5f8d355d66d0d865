"""The faults that this product must survive, at the forms of residents: each file names the numbers it tests."""
