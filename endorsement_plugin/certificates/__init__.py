"""What shows an endorsement to others: the certificate, its verification, the badge."""
