"""What a form is: `FormVersion.definition` as frozen values. Pure.

Stored, and sent to programs, it is JSON:

    {"version": 1, "kind": "application", "name": "ifs", "title": "…", "intro": "<p>…</p>",
     "steps": [{"id": "<block uuid>", "name": "training", "title": "…", "intro": "<p>…</p>", "minutes": 20,
       "fields": [{"id": "<block uuid>", "name": "course", "type": "text", "label": "…", "help": "…",
                   "required": true, "shared": false, …}]}]}

An exam paper also has "round", the code of the round that scores it. Whatever reads a definition passes over
keys that it does not know; they stay in the JSON.
"""
