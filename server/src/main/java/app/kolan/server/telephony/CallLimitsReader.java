package app.kolan.server.telephony;

import app.kolan.server.business.BusinessReader;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.util.Optional;

/// Reads how many calls may talk.
public final class CallLimitsReader {
  public static final Setting MOST_CALLS =
      new Setting(
              "KOLAN_MOST_CALLS",
              "most-calls",
              "calls that may talk at once, or `unlimited`; who calls above that leaves a message; see"
                  + " [capacity](operating.md#capacity)",
              "`200`: a small machine holds them with room to spare")
          .ofEachServer();

  public static final Setting MOST_NEW_CALLS =
      new Setting(
              "KOLAN_MOST_NEW_CALLS",
              "most-new-calls",
              "calls that may begin to talk within a second, or `unlimited`; who calls above that leaves a"
                  + " message",
              "`50`: more than a rush brings to one number")
          .ofEachServer();

  public static final SettingsGroup<CallLimits> GROUP =
      SettingsGroup.of(CallLimitsReader::read, MOST_CALLS, MOST_NEW_CALLS);

  private static final String UNLIMITED = "unlimited";
  private static final int MOST = 100_000;

  private CallLimitsReader() {}

  private static CallLimits read(SettingsSource source) {
    return new CallLimits(
        limit(source, MOST_CALLS, CallLimits.USUAL.calls()),
        limit(source, MOST_NEW_CALLS, CallLimits.USUAL.newCalls()));
  }

  private static int limit(SettingsSource source, Setting setting, int usual) {
    Optional<String> text = source.text(setting);
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
    source.problem(
        setting,
        text.get(),
        "give a number from 1 to %d, or unlimited; to let nobody talk, set %s=voicemail"
            .formatted(MOST, BusinessReader.MODE.environment()));
    return usual;
  }
}
