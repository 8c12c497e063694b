-- Nothing is open to everybody; each migration grants what its tables need to the three serving roles.
REVOKE ALL ON SCHEMA chancery FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA chancery REVOKE ALL ON TABLES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
