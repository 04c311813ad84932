//! engine/desk
