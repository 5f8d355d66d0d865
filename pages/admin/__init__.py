"""The screens of editors: making a wijk, reports, content checks and the reminder to look at a page again."""
