"""Reads all texts of ours as a reader would: how long the sentences are, which words and voice they use.

Source of the rules: compliance C5 and the voice of the house (docs/architecture.md, rule 16): B1 Dutch, "je" on the
site, in statuses and mails, "u" in formal letters only.
"""
