package app.kolan.server.console.settings;

import java.util.List;

/// After how many days what is deleted.
public record RetentionPart() implements ValuesPart {
  /// What goes by itself, in the order in which it is shown.
  public static final List<String> KINDS = List.of("sound", "words", "calls", "tapes");

  private static final ValueFields FIELDS =
      new ValueFields(List.of("retention"), KINDS, List.of(), List.of(), List.of(), null);

  @Override
  public String name() {
    return "retention";
  }

  @Override
  public ValueFields values() {
    return FIELDS;
  }
}
