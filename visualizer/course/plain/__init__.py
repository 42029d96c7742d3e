"""A lesson as linear text: headings, prompts, one event a line; for screen readers, pipes and printers.

Everything that the screen teaches is said here, in the order in which it is learnt: predict, run, see, why.
"""
