"""Who may see people's details, in what form, and what is kept of it: masking, revealing, exporting."""
