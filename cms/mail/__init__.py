"""Mail: queue it with `cms.mail.outbox.queue`; builders make links with `cms.mail.links.absolute`."""
