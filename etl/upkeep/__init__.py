"""What keeps a warehouse in order: a look at its health, a copy of it elsewhere, what to send when it fails."""
