package app.kolan.twilio.signature;

/// Names of parameters as they may be shown: anybody may have sent them.
final class Names {
  private static final int LONGEST = 40;

  private Names() {}

  static String printable(String name) {
    String shown = name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
    return shown.replaceAll("[^\\w.…-]", "?");
  }
}
