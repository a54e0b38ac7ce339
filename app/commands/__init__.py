"""What a user can command, as data: one table, its rows by what they are about."""
