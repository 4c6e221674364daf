"""Renewing: where one stands, one page to check and to sign, and a receipt."""
