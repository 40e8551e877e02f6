"""The demo site: real content from the customer's source document, samples flagged, and a way back."""
