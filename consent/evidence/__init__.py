"""What can be shown of decisions: rows without a person, chained, sealed and verifiable."""
