//! Fictional reports, and the pages that they are printed on.
