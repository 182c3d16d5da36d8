"""What the larger pages tell, as records: the shapes of their JSON twins."""
