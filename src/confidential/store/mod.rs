//! The private store: where answers and unprotected figures rest between stages.
