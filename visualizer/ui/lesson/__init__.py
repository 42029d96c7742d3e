"""The lesson screen: a wiring of panes, each of which draws one immutable view of the scene."""
