//! Finished files of the sample's release, read by other programs: slides.
