"""Proof that what was acknowledged is kept: the served portal, killed again and again."""
