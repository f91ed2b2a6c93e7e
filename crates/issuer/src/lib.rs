//! Use cases of issuing: completion to badge, revocation, status lists.
