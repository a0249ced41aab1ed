//! The rules: what is checked, one file a rule.
