package app.kolan.server.media.endofturn;

import java.util.Set;
import java.util.stream.IntStream;

/// Kinds of whole turns: ways to be open although the last word would be a good end, and ways to be
/// over although it would not.
enum TurnKind {
  /// Links and fillers alone: "for example", "to tell the truth".
  LINK {
    @Override
    boolean is(TurnWords words) {
      return words.size() > 1
          && IntStream.range(0, words.size())
              .allMatch(
                  i ->
                      LEXICON.is(words.get(i), "marker")
                          || LEXICON.is(words.get(i), "filler")
                          || LEXICON.is(words.get(i), "hesitation"));
    }
  },
  /// A topic without anything that is said of it: "about the appointment of tomorrow".
  TOPIC {
    @Override
    boolean is(TurnWords words) {
      int start = start(words);
      return start < words.size()
          && LEXICON.is(words.get(start), "topic")
          && words.size() - start > 1
          && verbs(words, start + 1, words.size()) - thats(words, start + 1) <= 0
          && !anyOf(words, start + 1, "request");
    }
  },
  /// A subordinate clause without its main clause: "when I came home".
  SUBORDINATE {
    @Override
    boolean is(TurnWords words) {
      int start = start(words);
      return start < words.size()
          && opensClause(words, start)
          && mainSubject(words, start) < 0
          && verbs(words, start + 1, words.size()) <= 1
          && !anyOf(words, start + 1, "request")
          && !contains(words, start + 1, "אז");
    }
  },
  /// A noun with a relative clause, and no predicate: "the man who came yesterday".
  RELATIVE {
    @Override
    boolean is(TurnWords words) {
      int start = start(words);
      int that = that(words, start + 1);
      if (that < 0 || !isNoun(words.get(start)) || verbs(words, start + 1, that) > 0) {
        return false;
      }
      int own = isVerb(words.get(that).substring(1)) ? 0 : 1;
      return verbs(words, that + 1, words.size()) <= own && !anyOf(words, that + 1, "request");
    }
  },
  /// There is a trouble with a thing and its relative clause, and what it is is not said.
  TROUBLE {
    @Override
    boolean is(TurnWords words) {
      int trouble = -1;
      for (int i = 0; i < words.size(); i++) {
        trouble = TROUBLE_WORDS.contains(words.get(i)) ? i : trouble;
      }
      return trouble > 0
          && trouble + 1 < words.size()
          && LEXICON.is(words.get(trouble + 1), "preposition")
          && verbs(words, trouble + 1, words.size()) - thats(words, trouble + 1) <= 0;
    }
  },
  /// What was, without what is wanted: "I ordered from you two weeks ago".
  HISTORY {
    @Override
    boolean is(TurnWords words) {
      int start = start(words);
      for (int i = start; i < Math.min(start + 4, words.size()); i++) {
        if (LEXICON.is(words.get(i), "history")) {
          return verbs(words, start, i) == 0
              && !anyOf(words, start, "question")
              && !anyOf(words, start, "request")
              && !anyOf(words, start, "negation")
              && verbs(words, i + 1, words.size()) == 0
              && IntStream.range(i + 1, words.size() - 1)
                  .noneMatch(j -> words.get(j).startsWith("ו") && words.get(j).length() > 2);
        }
      }
      return false;
    }
  },
  /// Words that are answers alone: this turn is over.
  ANSWER {
    @Override
    boolean is(TurnWords words) {
      return words.size() <= 4
          && IntStream.range(0, words.size())
              .allMatch(
                  i ->
                      LEXICON.is(words.get(i), "answer")
                          || LEXICON.is(words.get(i), "closing")
                          || i == 0 && LEXICON.is(words.get(i), "hesitation"))
          && LEXICON.is(words.fromEnd(0), "answer");
    }
  },
  /// A question that ends with what is to be done, "what must I bring": this turn is over.
  QUESTION {
    @Override
    boolean is(TurnWords words) {
      int start = start(words);
      return words.size() - start > 1
          && (LEXICON.is(words.get(start), "question")
              || words.size() - start > 2
                  && LEXICON.is(words.get(start), "preposition")
                  && LEXICON.is(words.get(start + 1), "question"))
          && !words.get(start).equals("האם")
          && (LEXICON.is(words.fromEnd(0), "transitive")
              || LEXICON.is(words.fromEnd(0), "intransitive"));
    }
  },
  /// A subordinate clause and a main clause with a subject and more: "if it rains I will come".
  BOTH_CLAUSES {
    @Override
    boolean is(TurnWords words) {
      int start = start(words);
      int subject =
          start < words.size() && opensClause(words, start) ? mainSubject(words, start) : -1;
      return subject > 0 && subject < words.size() - 1;
    }
  },
  /// One noun with what belongs to it, of which nothing is said: "the new teacher", "my car".
  NOUN_ALONE {
    @Override
    boolean is(TurnWords words) {
      int start = start(words);
      return start < words.size()
          && isNoun(words.get(start))
          && words.size() - start <= 4
          && IntStream.range(start + 1, words.size()).allMatch(i -> belongs(words.get(i)));
    }
  },
  /// The same with where it is or whose: "the tap in the kitchen", "the children's room".
  NOUN_PHRASE {
    @Override
    boolean is(TurnWords words) {
      int start = start(words);
      int size = words.size() - start;
      return size >= 2
          && size <= 6
          && isNoun(words.get(start))
          && !LEXICON.is(words.get(start), "time")
          && !NOUN_ALONE.is(words)
          && !LEXICON.is(words.fromEnd(0), "preposition")
          && IntStream.range(start + 1, words.size())
              .allMatch(i -> belongs(words.get(i)) || isAt(words.get(i)) || isAfterOf(words, i));
    }
  },
  /// A street without a number.
  STREET {
    @Override
    boolean is(TurnWords words) {
      for (int i = Math.max(0, words.size() - 4); i < words.size() - 1; i++) {
        if (STREETS.contains(words.get(i))) {
          return IntStream.range(i + 1, words.size()).noneMatch(j -> isNumber(words.get(j)));
        }
      }
      return false;
    }
  },
  /// A thing that is to be the object, and no verb: "the kitchen" after the particle of objects.
  OBJECT_ALONE {
    @Override
    boolean is(TurnWords words) {
      int start = start(words);
      return start < words.size() - 1
          && (words.get(start).equals("את") || words.get(start).equals("ואת"))
          && words.get(start + 1).startsWith("ה")
          && IntStream.range(start + 2, words.size()).allMatch(i -> belongs(words.get(i)));
    }
  },
  /// Who asks for a moment and says something of himself: "a moment, I am".
  BUSY {
    @Override
    boolean is(TurnWords words) {
      return placeOfWait(words) >= 0
          && IntStream.range(placeOfWait(words) + 1, Math.min(placeOfWait(words) + 4, words.size()))
              .anyMatch(j -> BUSY_SUBJECTS.contains(words.get(j)));
    }
  },
  /// The caller does something first: "a moment, I am looking for the number".
  BUSY_WITH {
    @Override
    boolean is(TurnWords words) {
      return BUSY.is(words)
          && IntStream.range(placeOfWait(words) + 1, Math.min(placeOfWait(words) + 5, words.size()))
              .anyMatch(j -> LEXICON.is(words.get(j), "busy"));
    }
  },
  /// The caller wants a moment: "give me a second to think".
  GIVE_ME_A_MOMENT {
    @Override
    boolean is(TurnWords words) {
      int start = start(words);
      return words.size() - start >= 3
          && words.size() - start <= 6
          && GIVE_ME.contains(words.get(start))
          && words.get(start + 1).equals("לי")
          && LEXICON.is(words.get(start + 2), "wait");
    }
  },
  /// "Whether" or "why" with a noun alone: "whether the medicine".
  WHETHER {
    @Override
    boolean is(TurnWords words) {
      for (int i = Math.max(0, words.size() - 4); i < words.size() - 1; i++) {
        if (WHETHER_WORDS.contains(words.get(i))) {
          return words.get(i + 1).startsWith("ה") && verbs(words, i + 1, words.size()) == 0;
        }
      }
      return false;
    }
  };

  private static final HebrewLexicon LEXICON = HebrewLexicon.SHIPPED;
  private static final Set<String> TROUBLE_WORDS = Set.of("בעיה", "תקלה", "עניין", "תלונה", "שאלה");
  private static final Set<String> BUSY_SUBJECTS = Set.of("אני", "אנחנו");
  private static final Set<String> GIVE_ME = Set.of("תן", "תני", "תנו");

  private static final Set<String> STREETS =
      Set.of("רחוב", "ברחוב", "מרחוב", "לרחוב", "שדרות", "בשדרות");

  /// Pronouns that can open a main clause; not "את", which marks objects.
  private static final Set<String> SUBJECTS =
      Set.of("אני", "אנחנו", "אתה", "אתם", "הוא", "היא", "הם", "הן", "זה", "אפשר", "יש", "אין");

  private static final Set<String> WHETHER_WORDS = Set.of("האם", "אם", "למה", "מדוע");
  private static final Set<String> GREETING =
      Set.of("שלום", "היי", "הי", "כן", "לא", "בוקר", "ערב", "צהריים", "טוב", "טובים", "אהלן");

  /// Words that open a clause only before "that".
  private static final Set<String> BEFORE_THAT =
      Set.of(
          "לפני", "אחרי", "לאחר", "עד", "מאז", "בזמן", "בגלל", "במקרה", "במידה", "ברגע", "למרות",
          "כדי", "בשביל", "מכיוון", "כיוון", "היות", "מתי", "כל", "פעם", "מה", "איפה", "איך");

  private static final Set<String> VERB_CLASSES =
      Set.of(
          "predicate",
          "modal",
          "existential",
          "history",
          "wanting",
          "request",
          "past-i",
          "past-we");

  /// Whether a turn is of this kind.
  abstract boolean is(TurnWords words);

  private static int start(TurnWords words) {
    int start = 0;
    while (start < words.size() - 1
        && (LEXICON.is(words.get(start), "filler")
            || LEXICON.is(words.get(start), "hesitation")
            || GREETING.contains(words.get(start)))) {
      start++;
    }
    return start;
  }

  /// Where somebody is asked to wait, among the first words and before the last; -1 when nowhere.
  private static int placeOfWait(TurnWords words) {
    return IntStream.range(0, Math.min(3, words.size() - 1))
        .filter(i -> LEXICON.is(words.get(i), "wait"))
        .findFirst()
        .orElse(-1);
  }

  private static boolean opensClause(TurnWords words, int start) {
    String first = words.get(start);
    if (first.equals("אם") || first.equals("ואם") || first.equals("כאשר")) {
      return words.size() - start > 1;
    }
    if (first.startsWith("כש") && first.length() > 3) {
      return true;
    }
    int next = start + (first.equals("כל") ? 2 : 1);
    return BEFORE_THAT.contains(first)
        && next < words.size()
        && words.get(next).length() > 1
        && (isThat(words.get(next)) || first.equals("במידה"));
  }

  /// Where the subject of a main clause stands after a subordinate one of two words or more that
  /// has a subject or a verb of its own; -1 when there is none.
  private static int mainSubject(TurnWords words, int start) {
    boolean own = false;
    for (int i = start + 1; i < words.size(); i++) {
      boolean subject = SUBJECTS.contains(words.get(i));
      if (subject && own && i - start >= 2 && !isThat(words.get(i - 1))) {
        return i;
      }
      own |= subject || isVerb(words.get(i)) || isThat(words.get(i)) || i - start >= 2;
    }
    return -1;
  }

  /// Whether a word belongs to a noun before it.
  private static boolean belongs(String word) {
    return word.startsWith("ה") && word.length() > 2 && !isVerb(word)
        || word.startsWith("וה") && word.length() > 3
        || LEXICON.is(word, "inflected")
        || word.equals("הזה")
        || word.equals("הזאת")
        || word.equals("הזו");
  }

  /// Whether a word says where.
  private static boolean isAt(String word) {
    return word.length() > 3 && "במל".indexOf(word.charAt(0)) >= 0 && !isVerb(word)
        || LEXICON.is(word, "preposition");
  }

  private static boolean isAfterOf(TurnWords words, int index) {
    return index > 0 && LEXICON.is(words.get(index - 1), "preposition");
  }

  private static boolean isNumber(String word) {
    return Character.isDigit(word.charAt(0)) || NumberWords.isPart(NumberWords.withoutAnd(word));
  }

  private static boolean isThat(String word) {
    return word.length() > 2
        && word.startsWith("ש")
        && (LEXICON.classesOf(word).getFirst().startsWith("that")
            || LEXICON.is(word, "subject")
            || LEXICON.is(word, "existential")
            || LEXICON.is(word, "modal")
            || LEXICON.is(word, "negation")
            || word.endsWith("תי")
            || word.length() > 4 && (word.endsWith("תם") || word.endsWith("נו")));
  }

  private static int that(TurnWords words, int from) {
    for (int i = from; i < words.size(); i++) {
      if (isThat(words.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static int thats(TurnWords words, int from) {
    return that(words, from) >= 0 ? 1 : 0;
  }

  private static boolean isNoun(String word) {
    return LEXICON.is(word, "person")
        || word.length() > 2 && word.startsWith("ה") && !isVerb(word) && !word.equals("האם");
  }

  private static boolean isVerb(String word) {
    return !word.isEmpty() && LEXICON.classesOf(word).stream().anyMatch(VERB_CLASSES::contains);
  }

  private static int verbs(TurnWords words, int from, int to) {
    return (int)
        IntStream.range(from, Math.max(from, to)).filter(i -> isVerb(words.get(i))).count();
  }

  private static boolean anyOf(TurnWords words, int from, String name) {
    return IntStream.range(from, words.size()).anyMatch(i -> LEXICON.is(words.get(i), name));
  }

  private static boolean contains(TurnWords words, int from, String word) {
    return IntStream.range(from, words.size()).anyMatch(i -> words.get(i).equals(word));
  }
}
