"""What a routine, a step, a muscle, a second is: frozen values."""
