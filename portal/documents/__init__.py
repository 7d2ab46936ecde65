"""Letters, their two renderings (page and PDF), the copy of the answers, and the wording of messages."""
