"""The way in: the learner's folder, its pages, and a JupyterLab that shows them alive at once."""
