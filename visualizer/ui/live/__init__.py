"""Live on the lesson screen: hold a request half-way, let it go stage by stage, let others in beside it."""
