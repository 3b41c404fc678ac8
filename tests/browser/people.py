"""Who logs in: one user for each role, all with the same password, in a database that goes with the tests."""

PASSWORD = "only for tests 7"
VIEWER, CURATOR, ADMINISTRATOR = ROLES = ("viewer", "curator", "administrator")
