"""What is kept, and every question asked of it: the only room that knows SQLAlchemy."""
