"""What is true: values and rules, with nothing but the standard library."""
