//! The one place where reading, storing and checking meet.
