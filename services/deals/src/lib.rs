//! The deals service.
