"""The paper bridge: blank forms with a code, and photographs of filled ones read back."""
