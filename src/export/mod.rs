//! Rows to bytes, one file a format.
