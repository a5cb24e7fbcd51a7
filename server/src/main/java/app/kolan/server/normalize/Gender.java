package app.kolan.server.normalize;

/// The grammatical gender of what is counted.
enum Gender {
  MASCULINE,
  FEMININE
}
