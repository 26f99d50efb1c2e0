"""What each dataset must look like, and the gate that says so."""
