"""Django's own admin, for superusers: rubrics, pools and other things set up once."""
