package app.kolan.server.console.http;

import app.kolan.server.console.http.PageRequest.Wire;
import app.kolan.server.identity.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A form that was filled in before its session ended. It is not taken, and what was typed is not
/// lost: the page for signing in carries it along, and the page after that sends it.
///
/// It comes from a page of this console, as every form does, and is sent again by a click alone, of
/// the same user. One with a file, a key or a password is not kept: no page shows those again.
///
/// @param path where it was sent, below `/console`
/// @param fields what was in it, without the token of its session
/// @param user who has filled it in, as [CsrfToken#user] has it
public record SavedForm(String path, Map<String, List<String>> fields, String user) {
  /// How large one may be that is kept, in bytes.
  static final int LARGEST = 48 * 1024;

  /// The fields that hide what is typed.
  static final Pattern SECRET = Pattern.compile("(current-)?password|new-key|secret(-.*)?");

  private static final String PATH = "kept-for";
  private static final String USER = "kept-of";
  private static final String PREFIX = "kept.";

  public SavedForm {
    fields = Map.copyOf(fields);
  }

  /// One field, once for each of its values.
  public record Field(String name, String value) {}

  /// Whether somebody may have filled in what comes before his session ended.
  static boolean mayBe(Wire wire) {
    String length = wire.headers().getOrDefault("content-length", "");
    return wire.method().equals("POST")
        && FormReader.isType(wire.headers().getOrDefault("content-type", ""))
        && length.matches("[0-9]{1,6}")
        && Integer.parseInt(length) <= LARGEST;
  }

  /// A form that came; empty when it is not kept.
  static SavedForm of(String path, Form form) {
    String user = CsrfToken.user(form.text(CsrfToken.FIELD));
    if (user.isEmpty() || hasFile(form) || hasSecret(form)) {
      return new SavedForm(path, Map.of(), user);
    }
    var fields = new LinkedHashMap<>(form.fields());
    fields.remove(CsrfToken.FIELD);
    return new SavedForm(path, fields, user);
  }

  private static boolean hasFile(Form form) {
    return form.files().values().stream().anyMatch(file -> file.length > 0);
  }

  private static boolean hasSecret(Form form) {
    return form.fields().keySet().stream()
        .anyMatch(name -> SECRET.matcher(name).matches() && form.filled(name).isPresent());
  }

  /// The one that a page for signing in carries along; empty when it carries none.
  public static SavedForm carriedBy(Form form) {
    var fields = new LinkedHashMap<String, List<String>>();
    form.fields()
        .forEach(
            (name, values) -> {
              if (name.startsWith(PREFIX)) {
                fields.put(name.substring(PREFIX.length()), values);
              }
            });
    return new SavedForm(form.text(PATH), fields, form.text(USER));
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /// Whether somebody is the one who has filled it in.
  public boolean isOf(User somebody) {
    return user.equals(Long.toString(somebody.id()));
  }

  /// The fields, to be sent as they were.
  public List<Field> inputs() {
    return inputs("");
  }

  /// The fields, to be carried along by another form.
  public List<Field> carried() {
    if (isEmpty()) {
      return List.of();
    }
    var all = new ArrayList<>(inputs(PREFIX));
    all.add(new Field(PATH, path));
    all.add(new Field(USER, user));
    return all;
  }

  /// As a form that carries it along.
  Form carrying() {
    var names = new LinkedHashMap<String, List<String>>();
    carried()
        .forEach(
            field ->
                names.computeIfAbsent(field.name(), _ -> new ArrayList<>()).add(field.value()));
    return new Form(names);
  }

  private List<Field> inputs(String prefix) {
    return fields.entrySet().stream()
        .flatMap(
            field ->
                field.getValue().stream().map(value -> new Field(prefix + field.getKey(), value)))
        .toList();
  }

  /// Without what it carries.
  @Override
  public String toString() {
    return "SavedForm" + fields.keySet();
  }
}
