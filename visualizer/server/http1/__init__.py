"""HTTP/1.1 without a socket: bytes in, events out; every refusal names the rule that the client broke."""
