"""The workbook on a JupyterHub: what a learner's own server runs, and the rooms as a service beside the Hub."""
