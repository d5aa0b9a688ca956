"""The back office: contracts, toewijzingen, declaraties, bookings and settlement for youth care."""
