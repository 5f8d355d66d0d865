"""The calendar: from the page of an editor to rows, and from rows to months, lists and files."""
