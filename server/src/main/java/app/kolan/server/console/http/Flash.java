package app.kolan.server.console.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the next page says of what was just done, once, with a way to undo it.
///
/// It is kept in a cookie, and so can be anything when it comes back: it names a text of the
/// catalogue, and its undoing is a form of this console like any other.
///
/// @param key of the text, which begins with `flash.`
/// @param undo null for what cannot be undone
public record Flash(String key, List<String> arguments, @Nullable Undo undo) {
  private static final String PREFIX = "flash.";
  private static final int LONGEST = 3000;

  public Flash {
    arguments = List.copyOf(arguments);
  }

  /// A form that undoes it.
  ///
  /// @param path below `/console`
  public record Undo(String path, Map<String, String> fields) {
    public Undo {
      fields = Map.copyOf(fields);
    }
  }

  /// What needs no undoing.
  public static Flash of(String key, String... arguments) {
    return new Flash(key, List.of(arguments), null);
  }

  /// The same, to be undone by a form.
  public Flash undoneBy(String path, Map<String, String> fields) {
    return new Flash(key, arguments, new Undo(path, fields));
  }

  String cookie() {
    var text = new StringBuilder("key=" + encoded(key));
    arguments.forEach(argument -> text.append("&arg=").append(encoded(argument)));
    if (undo != null) {
      text.append("&undo=").append(encoded(undo.path()));
      undo.fields()
          .forEach(
              (name, value) -> text.append("&f.").append(name).append("=").append(encoded(value)));
    }
    String cookie = encoded(text.toString());
    return cookie.length() > LONGEST ? encoded("key=" + encoded(key)) : cookie;
  }

  static Optional<Flash> of(String cookie, Predicate<String> isText) {
    Form outer = Form.of("text=" + cookie);
    Form form = Form.of(outer.text("text"));
    String key = form.text("key");
    if (!key.startsWith(PREFIX) || !isText.test(key)) {
      return Optional.empty();
    }
    String path = form.text("undo");
    var fields = new LinkedHashMap<String, String>();
    form.fields()
        .forEach(
            (name, values) -> {
              if (name.startsWith("f.")) {
                fields.put(name.substring(2), values.getFirst());
              }
            });
    boolean undoable = path.startsWith("/b/");
    return Optional.of(new Flash(key, form.all("arg"), undoable ? new Undo(path, fields) : null));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
