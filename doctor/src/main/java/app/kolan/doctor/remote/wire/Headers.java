package app.kolan.doctor.remote.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Header fields in their order; names are compared without regard to case.
public record Headers(List<Field> fields) {
  public static final Headers NONE = new Headers(List.of());

  /// One field.
  public record Field(String name, String value) {}

  public Headers {
    fields = List.copyOf(fields);
  }

  /// Fields from alternating names and values.
  public static Headers of(String... namesAndValues) {
    Headers headers = NONE;
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      headers = headers.with(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  public Optional<String> first(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  /// These fields with one more at the end, in place of those of its name.
  public Headers with(String name, String value) {
    var more = new ArrayList<>(without(name).fields);
    more.add(new Field(name, value));
    return new Headers(more);
  }

  public Headers without(String name) {
    return new Headers(
        fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList());
  }
}
