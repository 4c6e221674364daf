"""How people sign in and stay signed in: brakes on guessing, second factors, sessions, letters to owners."""
