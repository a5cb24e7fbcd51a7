package app.kolan.server.normalize;

import java.util.List;
import java.util.Random;

/// Random texts, the same for the same seed.
final class RandomText {
  private static final List<String> LIKELY =
      List.of(
          "3",
          "2",
          "1",
          "14:30",
          "9:00",
          "21.11.2026",
          "21/11",
          "12.5",
          "054-123-4567",
          "1,250",
          "007",
          "+972",
          "*",
          "#",
          "-",
          "–",
          " - ",
          ":",
          ".",
          ",",
          " ",
          " ",
          " ",
          " ",
          "\n",
          "\n- ",
          "ב-",
          "ה-",
          "ל",
          "ו",
          "מ",
          "ש",
          "ימים",
          "שעות",
          "שקל",
          "₪",
          "%",
          "$",
          "ש\"ח",
          "ק\"מ",
          "ד\"ר",
          "רח'",
          "א'",
          "יום",
          "בשעה",
          "בין",
          "או",
          "עד",
          "חז\"ל",
          "קומה",
          "מספר",
          "קוד",
          "SMS",
          "WhatsApp",
          "info@example.co.il",
          "www.example.com/a",
          "PM",
          "A",
          "(",
          ")",
          "\"",
          "'",
          "?",
          "!",
          "...",
          "**",
          "_",
          "/",
          "&",
          "@",
          "½",
          "°",
          "😊",
          "\u200f",
          "שָׁלוֹם",
          "נובמבר",
          " בנובמבר",
          "מיליון",
          "ת.ד.",
          "1st",
          "24/7",
          "1/2 שעה");

  private RandomText() {}

  /// Code points of all of Unicode, halves of surrogate pairs included.
  static String anything(Random random) {
    var text = new StringBuilder();
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(4)) {
        case 0 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        case 1 -> text.append((char) (0x0580 + random.nextInt(0x80)));
        case 2 -> text.append((char) (0x20 + random.nextInt(0x60)));
        default -> text.append((char) random.nextInt(0x10000));
      }
    }
    return text.toString();
  }

  /// Things that texts on the telephone contain, in any order, with spaces between.
  static String likely(Random random) {
    var text = new StringBuilder();
    int length = random.nextInt(14);
    for (int i = 0; i < length; i++) {
      text.append(LIKELY.get(random.nextInt(LIKELY.size()))).append(' ');
    }
    return text.toString();
  }
}
