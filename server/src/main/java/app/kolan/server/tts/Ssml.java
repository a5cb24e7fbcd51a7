package app.kolan.server.tts;

/// A sentence in the Speech Synthesis Markup Language, with one voice and no other markup.
///
/// Source: W3C, "Speech Synthesis Markup Language 1.0".
final class Ssml {
  private Ssml() {}

  static String of(String text, String voice, String language) {
    return "<speak version=\"1.0\" xmlns=\"http://www.w3.org/2001/10/synthesis\" xml:lang=\"%s\">"
        .formatted(escaped(language))
        .concat("<voice name=\"%s\">%s</voice></speak>".formatted(escaped(voice), escaped(text)));
  }

  private static String escaped(String text) {
    return SpeakableText.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }
}
