"""The demo's mail catcher: everyone's mailbox on one page, to be read and answered."""
