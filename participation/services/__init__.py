"""What can be done with cases, support, decisions and money: one verb a function (ARCHITECTURE rule 5)."""
