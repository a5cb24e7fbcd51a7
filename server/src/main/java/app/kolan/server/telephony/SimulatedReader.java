package app.kolan.server.telephony;

import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.net.URI;

/// Reads whether nobody real calls, so that nothing outside may come of a call.
public final class SimulatedReader {
  public static final Setting SIMULATED =
      new Setting(
          "KOLAN_SIMULATED",
          "simulated",
          "`true` for a server that only a simulator calls: tools then do nothing outside, and the"
              + " model is told that the call is simulated; see"
              + " [operating](operating.md#simulated-runs)",
          "`false`: every call is real");

  public static final SettingsGroup<Boolean> GROUP =
      SettingsGroup.of(SimulatedReader::read, SIMULATED);

  private SimulatedReader() {}

  private static boolean read(SettingsSource source) {
    boolean local = isLoopback(source);
    String word = source.text(SIMULATED).orElse("false");
    if (!word.equals("true") && !word.equals("false")) {
      source.problem(SIMULATED, word, "choose true or false");
      return false;
    }
    boolean simulated = word.equals("true");
    if (simulated && !local) {
      source.warn(
          SIMULATED.environment()
              + " is true, but "
              + TwilioSettings.API_URL.environment()
              + " is not on this machine: tools do nothing outside, and real callers are told of"
              + " things that were not done. Take it out where people call");
    } else if (!simulated && local) {
      source.warn(
          TwilioSettings.API_URL.environment()
              + " is on this machine, and "
              + SIMULATED.environment()
              + " is not set: tools act outside as in every real call. Set it to true if a"
              + " simulator calls");
    }
    return simulated;
  }

  private static boolean isLoopback(SettingsSource source) {
    return source
        .text(TwilioSettings.API_URL)
        .flatMap(PublicUrl::parse)
        .map(url -> String.valueOf(URI.create(url.toString()).getHost()))
        .filter(host -> host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"))
        .isPresent();
  }
}
