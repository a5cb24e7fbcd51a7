package app.kolan.server.settings;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads where the management listener listens.
final class ManagementAddressReader {
  private ManagementAddressReader() {}

  /// @param publicPort the port of Twilio's requests, which cannot be both
  static ManagementAddress read(
      int publicPort,
      Function<Setting, Optional<String>> texts,
      Consumer<ConfigProblem> problems,
      Consumer<String> warnings) {
    String host = texts.apply(Setting.MANAGEMENT_HOST).orElse(ManagementAddress.LOOPBACK);
    String text =
        texts.apply(Setting.MANAGEMENT_PORT).orElse(Integer.toString(ManagementAddress.USUAL_PORT));
    var address = new ManagementAddress(host, port(text, publicPort, problems));
    if (!address.isLoopback()) {
      warnings.accept(
          Setting.MANAGEMENT_HOST.environment()
              + " is "
              + host
              + ": whoever can connect to it reads the metrics and the rejected requests, without"
              + " a password. Let a firewall keep others away");
    }
    return address;
  }

  private static int port(String text, int publicPort, Consumer<ConfigProblem> problems) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
      problem(text, "give a number from 0 to 65535", problems);
      return 0;
    }
    int port = Integer.parseInt(text);
    if (port != 0 && port == publicPort) {
      problem(text, "choose another port than that of " + Setting.PORT.environment(), problems);
    }
    return port;
  }

  private static void problem(String seen, String remedy, Consumer<ConfigProblem> problems) {
    problems.accept(new ConfigProblem(Setting.MANAGEMENT_PORT.environment(), seen, remedy));
  }
}
