"""Charts: data that was pasted or typed, read strictly; what is drawn, shown and written to files of it."""
