package app.kolan.server.console.settings;

import java.util.List;

/// How those for whom appointments are hear of them.
public record MessagesPart() implements ValuesPart {
  /// By what they can be told.
  public static final List<String> CHANNELS = List.of("sms", "whatsapp", "mail");

  /// How they can be reminded.
  public static final List<String> REMINDERS = List.of("message", "call");

  private static final ValueFields FIELDS =
      new ValueFields(
          List.of("booking", "messages"),
          List.of("by", "from", "template", "remind-by", "waiting-list"),
          List.of("reminders"),
          List.of(),
          List.of("from"),
          new QuietFields("", true));

  @Override
  public String name() {
    return "messages";
  }

  @Override
  public ValueFields values() {
    return FIELDS;
  }
}
