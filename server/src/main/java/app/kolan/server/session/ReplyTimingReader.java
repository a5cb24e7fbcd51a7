package app.kolan.server.session;

import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.time.Duration;

/// Reads how long a caller may hear nothing, and how early answers are made.
public final class ReplyTimingReader {
  public static final Setting SILENCE_BOUND =
      new Setting(
          "KOLAN_SILENCE_BOUND",
          "silence-bound",
          "milliseconds that a caller who waits for an answer may hear nothing",
          "`4000`");

  public static final Setting PREEMPTIVE =
      new Setting(
          "KOLAN_PREEMPTIVE_GENERATION",
          "preemptive-generation",
          "`false` to ask the language model only when a caller's turn is certainly over; otherwise"
              + " it is asked when that is likely: answers come sooner, and those of callers who go"
              + " on, a few in each call at most, are paid for and dropped",
          "`true`");

  public static final SettingsGroup<ReplyTiming> GROUP =
      SettingsGroup.of(ReplyTimingReader::read, SILENCE_BOUND, PREEMPTIVE);

  private ReplyTimingReader() {}

  private static ReplyTiming read(SettingsSource source) {
    return bound(source).preemptive(source.flag(PREEMPTIVE, true));
  }

  private static ReplyTiming bound(SettingsSource source) {
    String text = source.text(SILENCE_BOUND).orElse("4000");
    if (text.matches("[0-9]{4,5}") && Integer.parseInt(text) >= 2000) {
      return ReplyTiming.ofBound(Duration.ofMillis(Integer.parseInt(text)));
    }
    source.problem(SILENCE_BOUND, text, "give milliseconds, from 2000");
    return ReplyTiming.USUAL;
  }
}
