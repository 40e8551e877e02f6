"""Mail: what is written, the outbox, the mail server, and who must get none."""
