package app.kolan.server.console.text;

import app.kolan.server.store.CallOutcome;
import java.time.DayOfWeek;
import java.util.List;

/// The constants that pages show, each of which has a text.
final class ShownConstants {
  static final List<Class<? extends Enum<?>>> ALL = List.of(DayOfWeek.class, CallOutcome.class);

  private ShownConstants() {}
}
