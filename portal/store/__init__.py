"""The only SQL of the portal: tables, queries, the two ledgers, the outbox, drafts and links."""
