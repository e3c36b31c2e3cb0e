"""What an editor does for somebody who asks what we hold about them, or to be erased."""
