//! The customers service.
