package app.kolan.server.saying;

/// The grammatical gender of what is counted.
enum Gender {
  MASCULINE,
  FEMININE
}
