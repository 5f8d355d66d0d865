"""The floors of a vote and of a form: a project of its own, with nothing of ours in the way of a request."""
