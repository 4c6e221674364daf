"""Durable background work: a row in the database first, a message to a worker second.

What a caller may rely on. `asking.ask` inside a transaction makes the work exactly as durable as that
transaction. The work is then started at least once and its database effect (`Claim.finish`) happens
once, whatever process is killed and whatever the broker loses. Effects outside the database (mail) happen at
least once and must carry a stable identity. `registry` says what each kind of work does; `sweeping` wakes
what is owed; `running` runs it.
"""
