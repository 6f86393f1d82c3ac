//! Each layout as its reader would meet it.
