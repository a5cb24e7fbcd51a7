package app.kolan.server.settings;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads how many calls may talk.
final class CallLimitsReader {
  private static final String UNLIMITED = "unlimited";
  private static final int MOST = 100_000;

  private final Function<Setting, Optional<String>> texts;
  private final Consumer<ConfigProblem> problems;

  private CallLimitsReader(
      Function<Setting, Optional<String>> texts, Consumer<ConfigProblem> problems) {
    this.texts = texts;
    this.problems = problems;
  }

  static CallLimits read(
      Function<Setting, Optional<String>> texts, Consumer<ConfigProblem> problems) {
    var reader = new CallLimitsReader(texts, problems);
    return new CallLimits(
        reader.limit(Setting.MOST_CALLS, CallLimits.USUAL.calls()),
        reader.limit(Setting.MOST_NEW_CALLS, CallLimits.USUAL.newCalls()));
  }

  private int limit(Setting setting, int usual) {
    Optional<String> text = texts.apply(setting);
    if (text.isEmpty()) {
      return usual;
    }
    if (text.get().equals(UNLIMITED)) {
      return CallLimits.UNLIMITED;
    }
    if (text.get().matches("[0-9]{1,6}")) {
      int limit = Integer.parseInt(text.get());
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    }
    problems.accept(
        new ConfigProblem(
            setting.environment(),
            text.get(),
            "give a number from 1 to %d, or unlimited; to let nobody talk, set %s=voicemail"
                .formatted(MOST, Setting.MODE.environment())));
    return usual;
  }
}
