"""The workbook for many learners on a JupyterHub: its configuration, a trial, copies, and values for Kubernetes."""
