"""What screens and the API read: every query takes the Bereik of who asks and gives nothing outside it."""
