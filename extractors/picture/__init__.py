"""What is printed in the picture of a page: its rulings, its colours, its words."""
