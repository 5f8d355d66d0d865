"""Calendar files of others (RFC 5545, as programs really write it): read or refused line by line, made into pages."""
