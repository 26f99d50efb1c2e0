"""The data contract, one file per dataset, and the vocabularies that they share."""
