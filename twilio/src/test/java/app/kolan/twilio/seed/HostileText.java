package app.kolan.twilio.seed;

import java.util.List;
import java.util.Random;

/// Texts made of pieces that commonly break text handling.
public final class HostileText {
  private static final List<String> IN_ANY_XML =
      List.of(
          "&",
          "<",
          ">",
          "\"",
          "'",
          "%",
          "%41",
          "+",
          "=",
          ";",
          "#",
          "?",
          "/",
          "\\",
          "{",
          "}",
          "&amp;",
          "]]>",
          "<!--",
          "<?x?>",
          "&#0;",
          " ",
          "\t",
          "\n",
          "\r",
          "\r\n",
          "a",
          "Zz",
          "0",
          "שלום",
          "נעים מאוד",
          "\u05B8",
          "\u200F",
          "\u202E",
          "é",
          "e\u0301",
          "😀",
          "𐍈",
          "\u0085",
          "\u2028",
          "\uFFFD",
          "\uFEFF",
          "\u00A0");
  private static final List<String> IN_NO_XML =
      List.of("\u0000", "\u0001", "\u0008", "\u000B", "\u001F", "\uFFFE", "\uFFFF");

  private HostileText() {}

  /// Any Unicode text.
  public static String any(Random random) {
    var text = new StringBuilder();
    int pieces = random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      List<String> from = random.nextInt(6) == 0 ? IN_NO_XML : IN_ANY_XML;
      text.append(from.get(random.nextInt(from.size())));
    }
    return text.toString();
  }

  /// A text that an XML document can hold.
  public static String forXml(Random random) {
    var text = new StringBuilder();
    int pieces = random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      text.append(IN_ANY_XML.get(random.nextInt(IN_ANY_XML.size())));
    }
    return text.toString();
  }
}
