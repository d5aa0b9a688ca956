"""What screens and the API show: one function per question, within the bereik of who asks, and audited."""
