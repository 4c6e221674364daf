"""What stands in the tables, said in one way: by the action that puts its digest into an event, by the check
that makes the digest again, and by the pack that shows it. One module for each thing that is stated.

A statement is plain JSON by the name of its fields; how its digest is made is `verifier.sealing`. Each
function takes many keys and asks a fixed number of queries.
"""
