package app.kolan.twilio.signature;

/// Sanitizes parameter names for display, since anyone may have sent them.
final class Names {
  private static final int LONGEST = 40;

  private Names() {}

  static String printable(String name) {
    String shown = name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
    return shown.replaceAll("[^\\w.…-]", "?");
  }
}
