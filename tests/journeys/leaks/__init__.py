"""The ways by which blind systems have told who somebody is, each asked of this one."""
