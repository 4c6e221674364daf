"""Whether people can apply for a credential, as it stands: on its own page and on the editor's home."""
