package app.kolan.server.media.endofturn;

/// What a Hebrew word is in its sentence.
enum HebrewTag {
  /// The particle of definite objects.
  OBJECT_MARK,
  /// "This", "that".
  DEMONSTRATIVE,
  /// A preposition without its noun, or a prefix that stands alone.
  PREPOSITION,
  /// A preposition that may close a turn.
  LOOSE_PREPOSITION,
  /// A noun that needs another.
  CONSTRUCT,
  /// A noun that mostly needs another.
  LOOSE_CONSTRUCT,
  /// A pronoun with the particle of definite objects.
  OBJECT_PRONOUN,
  /// "Of" with its pronoun.
  POSSESSIVE,
  /// Another preposition with its pronoun.
  INFLECTED,
  /// A call to wait.
  WAIT,
  HESITATION,
  FILLER,
  /// A question word that stands for a thing: "what", "who", "which", "how much".
  WHAT,
  /// Another question word.
  QUESTION,
  NEGATION,
  EXISTENTIAL,
  PRONOUN,
  /// Want, need, may.
  MODAL,
  /// A conjunction between clauses.
  CONJUNCTION,
  /// A conjunction that opens a clause beside the main one.
  SUBORDINATOR,
  TIME,
  NUMBER,
  UNIT,
  ANSWER,
  ADVERB,
  /// A word before what it measures.
  DEGREE,
  INFINITIVE_CLAUSE,
  INFINITIVE_OBJECT,
  INFINITIVE_ALONE,
  /// An infinitive that is not listed.
  INFINITIVE,
  VERB_OBJECT,
  VERB_CLAUSE,
  VERB_ALONE,
  /// A verb in the past that is not listed.
  PAST,
  ADJECTIVE,
  NOUN,
  PLACE,
  NAME,
  /// A sign within an address of mail, after which more comes.
  SEPARATOR,
  /// A single letter.
  LETTER,
  FOREIGN,
  /// Not listed, in the plural.
  UNKNOWN_PLURAL,
  /// Not listed.
  UNKNOWN;

  /// Whether it names somebody or something.
  boolean isNominal() {
    return switch (this) {
      case NOUN,
          PLACE,
          NAME,
          LOOSE_CONSTRUCT,
          FOREIGN,
          UNKNOWN,
          UNKNOWN_PLURAL,
          UNIT,
          NUMBER,
          LETTER ->
          true;
      default -> false;
    };
  }

  /// Whether "that" behind it opens a relative clause.
  boolean isHead() {
    return switch (this) {
      case ADJECTIVE, DEMONSTRATIVE, WHAT, QUESTION, CONSTRUCT -> true;
      default -> isNominal();
    };
  }

  /// Whether it is a finite verb or stands for one.
  boolean isVerb() {
    return switch (this) {
      case VERB_OBJECT, VERB_CLAUSE, VERB_ALONE, PAST, MODAL, EXISTENTIAL -> true;
      default -> false;
    };
  }
}
