package app.kolan.server.crm;

import com.github.mangstadt.vinnie.VObjectProperty;
import com.github.mangstadt.vinnie.io.Context;
import com.github.mangstadt.vinnie.io.SyntaxRules;
import com.github.mangstadt.vinnie.io.VObjectDataAdapter;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import com.github.mangstadt.vinnie.io.VObjectReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Contacts as vCards: RFC 6350, and the versions before it that telephones write.
public final class ContactVcards {
  private static final String TEL = "tel:";

  private ContactVcards() {}

  /// The contacts of a text with any number of vCards.
  ///
  /// @param country that of the business, as in [app.kolan.server.business.BusinessLocale#country]
  /// @throws IllegalArgumentException with the remedy when there is no vCard in it
  public static List<ContactRow> read(String text, String country) {
    var cards = new Cards(country);
    String plain = text.startsWith(CsvTable.BYTE_ORDER_MARK) ? text.substring(1) : text;
    try (var reader = new VObjectReader(new StringReader(plain), SyntaxRules.vcard())) {
      reader.parse(cards);
    } catch (IOException e) {
      throw new IllegalArgumentException("It cannot be read as vCards.", e);
    }
    if (cards.rows.isEmpty()) {
      throw new IllegalArgumentException("There is no vCard in it; it begins with BEGIN:VCARD.");
    }
    return cards.rows;
  }

  private static final class Cards extends VObjectDataAdapter {
    private final String country;
    private final List<ContactRow> rows = new ArrayList<>();
    private Card card = new Card();

    Cards(String country) {
      this.country = country;
    }

    @Override
    public void onComponentBegin(String name, Context context) {
      if (context.getParentComponents().isEmpty()) {
        card = new Card();
      }
    }

    @Override
    public void onComponentEnd(String name, Context context) {
      if (name.equalsIgnoreCase("VCARD") && context.getParentComponents().isEmpty()) {
        rows.add(card.row(rows.size() + 1, country));
      }
    }

    /// What stands within another component of a card is none of this contact's.
    @Override
    public void onProperty(VObjectProperty property, Context context) {
      if (context.getParentComponents().size() == 1 && property.getValue() != null) {
        card.add(property.getName().toUpperCase(Locale.ROOT), property.getValue());
      }
    }
  }

  private static final class Card {
    private String formattedName = "";
    private String structuredName = "";
    private String email = "";
    private String language = "";
    private final List<String> numbers = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void add(String name, String value) {
      switch (name) {
        case "FN" -> formattedName = VObjectPropertyValues.unescape(value);
        case "N" -> structuredName = name(VObjectPropertyValues.parseSemiStructured(value));
        case "TEL" -> numbers.add(number(VObjectPropertyValues.unescape(value)));
        case "EMAIL" -> email = email.isEmpty() ? VObjectPropertyValues.unescape(value) : email;
        case "LANG" -> language = VObjectPropertyValues.unescape(value);
        case "CATEGORIES" -> tags.addAll(VObjectPropertyValues.parseList(value));
        case "NOTE" -> notes.add(VObjectPropertyValues.unescape(value));
        default -> {
          // A photograph, an address and so on.
        }
      }
    }

    /// Given name and family name, which stand the other way round.
    private static String name(List<String> parts) {
      return String.join(
          " ",
          Stream.of(1, 0)
              .filter(at -> at < parts.size())
              .map(parts::get)
              .filter(part -> !part.isBlank())
              .toList());
    }

    private static String number(String value) {
      String text = value.strip();
      boolean isUri = text.regionMatches(true, 0, TEL, 0, TEL.length());
      return isUri ? text.substring(TEL.length()).split(";", 2)[0] : text;
    }

    ContactRow row(int number, String country) {
      return ContactRow.of(
          number,
          country,
          formattedName.isBlank() ? structuredName : formattedName,
          numbers,
          email,
          language,
          tags,
          false,
          String.join("\n", notes));
    }
  }
}
