"""What changes polls and ballots: one verb a function (ARCHITECTURE rule 5)."""
