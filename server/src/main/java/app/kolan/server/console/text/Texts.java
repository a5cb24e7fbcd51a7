package app.kolan.server.console.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The texts of one language, by keys: `console/texts_he.properties` and its like.
///
/// A text has `{0}`, `{1}` for its arguments. An argument that is a text is written in isolation
/// (U+2068, U+2069), so that a name of the other direction does not turn the sentence around;
/// numbers are written as they are. A counted text has a key for each plural form, such as
/// `calls.found.one`, `.two` and `.other`; its count is `{0}`.
///
/// The tests hold that no key is missing or unused, so a key that is missing all the same is shown
/// as it is, and logged.
public final class Texts {
  private static final Logger LOG = LoggerFactory.getLogger(Texts.class);
  private static final Map<Language, Texts> LOADED = new EnumMap<>(Language.class);

  private final Language language;
  private final Map<String, String> texts;

  private Texts(Language language, Map<String, String> texts) {
    this.language = language;
    this.texts = texts;
  }

  /// The texts of a language, which are read once.
  public static Texts in(Language language) {
    synchronized (LOADED) {
      return LOADED.computeIfAbsent(language, Texts::read);
    }
  }

  private static Texts read(Language language) {
    var read = new Properties();
    String file = "/console/texts_%s.properties".formatted(language.tag());
    try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(file), file)) {
      read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var texts = new TreeMap<String, String>();
    read.stringPropertyNames().forEach(key -> texts.put(key, read.getProperty(key)));
    return new Texts(language, texts);
  }

  public Language language() {
    return language;
  }

  /// All texts, by their keys.
  public Map<String, String> all() {
    return Map.copyOf(texts);
  }

  /// Whether there is a text under a key.
  public boolean has(String key) {
    return texts.containsKey(key);
  }

  /// A text with its arguments.
  public String text(String key, Object... arguments) {
    String text = texts.get(key);
    if (text == null) {
      LOG.atError()
          .addKeyValue("key", key)
          .addKeyValue("language", language.tag())
          .log("the console has no such text");
      return key;
    }
    for (int i = 0; i < arguments.length; i++) {
      text = text.replace("{" + i + "}", isolated(arguments[i]));
    }
    return text;
  }

  /// A text for a count, which is its first argument.
  public String count(String key, long count, Object... arguments) {
    var all = new Object[arguments.length + 1];
    all[0] = count;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return text(key + "." + language.plural(count).suffix(), all);
  }

  /// What a constant is called. Its key is the simple name of its enum, with that of the class
  /// around it, and its own: `LeadWork.State.NEW`.
  public String name(Enum<?> constant) {
    return text(key(constant));
  }

  /// The key of a constant's name.
  public static String key(Enum<?> constant) {
    Class<?> type = constant.getDeclaringClass();
    String canonical = type.getName();
    String simple = canonical.substring(canonical.lastIndexOf('.') + 1).replace('$', '.');
    return simple + "." + constant.name();
  }

  private static String isolated(Object argument) {
    return argument instanceof Number ? argument.toString() : "\u2068" + argument + "\u2069";
  }
}
