//! engine/tax
