"""The holder's page of one endorsement: a module and a line in `sections` for each section."""
