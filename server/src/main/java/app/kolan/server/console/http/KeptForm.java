package app.kolan.server.console.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A form that was filled in before its session ended. It is not taken, and what was typed is not
/// lost: the page for signing in carries it along, and the page after that sends it.
///
/// It comes from a page of this console, as every form does, and is sent again by a click alone.
///
/// @param path where it was sent, below `/console`
/// @param fields what was in it, without the token of its session
public record KeptForm(String path, Map<String, List<String>> fields) {
  /// How large one may be that is kept, in bytes.
  static final int LARGEST = 48 * 1024;

  private static final String PATH = "kept-for";
  private static final String PREFIX = "kept.";

  public KeptForm {
    fields = Map.copyOf(fields);
  }

  /// One field, once for each of its values.
  public record Field(String name, String value) {}

  /// A form that came.
  static KeptForm of(String path, Form form) {
    var fields = new LinkedHashMap<>(form.fields());
    fields.remove(CsrfToken.FIELD);
    return new KeptForm(path, fields);
  }

  /// The one that a page for signing in carries along; empty when it carries none.
  public static KeptForm carriedBy(Form form) {
    var fields = new LinkedHashMap<String, List<String>>();
    form.fields()
        .forEach(
            (name, values) -> {
              if (name.startsWith(PREFIX)) {
                fields.put(name.substring(PREFIX.length()), values);
              }
            });
    return new KeptForm(form.text(PATH), fields);
  }

  public boolean isEmpty() {
    return fields.isEmpty();
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
    return "KeptForm" + fields.keySet();
  }
}
