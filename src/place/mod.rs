//! The national division codes and the readings of place names.
