//! RDFC-1.0 with bounded work.
