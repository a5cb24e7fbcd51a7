package app.kolan.server.console.settings;

import java.util.List;

/// How the business calls people, when, where to, and how much at most.
public record CallingPart() implements ValuesPart {
  private static final ValueFields FIELDS =
      new ValueFields(
          List.of("calling"),
          List.of("ring", "from", "calls-at-once", "calls-a-day", "cost-a-day", "cost-a-minute"),
          List.of("countries"),
          List.of("record", "keep-promises"),
          List.of("ring", "from"),
          new QuietFields("", true));

  @Override
  public String name() {
    return "calling";
  }

  @Override
  public ValueFields values() {
    return FIELDS;
  }
}
