"""Pages: the public directory, the boards, stays, and the facilities' own data."""
