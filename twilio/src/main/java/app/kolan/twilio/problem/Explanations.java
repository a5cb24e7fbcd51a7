package app.kolan.twilio.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The explanations of all problems that Kolan knows, in one language. Immutable and thread-safe.
///
/// They are resource files beside this class, one for each family of problems and each language.
public final class Explanations {
  private static final List<String> FAMILIES =
      List.of("rest", "webhook", "dial", "gather", "sound", "record", "call", "stream");

  private static final class English {
    static final Explanations ALL = load(ExplanationLanguage.ENGLISH);
  }

  private static final class Hebrew {
    static final Explanations ALL = load(ExplanationLanguage.HEBREW);
  }

  private final NavigableMap<Integer, Explanation> byCode;

  private Explanations(NavigableMap<Integer, Explanation> byCode) {
    this.byCode = Collections.unmodifiableNavigableMap(byCode);
  }

  public static Explanations in(ExplanationLanguage language) {
    return switch (language) {
      case ENGLISH -> English.ALL;
      case HEBREW -> Hebrew.ALL;
    };
  }

  /// The explanation of this code; empty when Kolan does not know it.
  public Optional<Explanation> withCode(int code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /// All of them, by code.
  public Collection<Explanation> all() {
    return byCode.values();
  }

  private static Explanations load(ExplanationLanguage language) {
    var byCode = new TreeMap<Integer, Explanation>();
    for (String family : FAMILIES) {
      String name = family + "." + language.tag() + ".txt";
      try {
        for (Explanation explanation : ExplanationReader.read(text(name))) {
          if (byCode.put(explanation.code(), explanation) != null) {
            throw new IllegalStateException(name + ": " + explanation.code() + " is there already");
          }
        }
      } catch (MalformedExplanation e) {
        throw new IllegalStateException(name + ", " + e.getMessage(), e);
      }
    }
    return new Explanations(byCode);
  }

  private static String text(String name) {
    try (InputStream in = Explanations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
