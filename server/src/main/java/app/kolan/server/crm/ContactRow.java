package app.kolan.server.crm;

import app.kolan.server.business.CallbackNumber;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A contact of a file, as it is read: a line of CSV or a vCard. It prints without what it says.
///
/// @param row where it stands, counted from 1
/// @param problem why it cannot be used; null when it can
public record ContactRow(
    int row,
    @Nullable String problem,
    @Nullable String name,
    List<PhoneNumber> numbers,
    @Nullable String email,
    @Nullable String language,
    List<String> tags,
    boolean doNotCall,
    @Nullable String note) {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 10_000;

  public ContactRow {
    numbers = List.copyOf(numbers);
    tags = List.copyOf(tags);
  }

  @Override
  public String toString() {
    return "ContactRow[row=%d]".formatted(row);
  }

  static ContactRow refused(int row, String problem) {
    return new ContactRow(row, problem, null, List.of(), null, null, List.of(), false, null);
  }

  /// Makes a row of texts as they stand in the file.
  static ContactRow of(
      int row,
      String country,
      @Nullable String name,
      List<String> numbers,
      @Nullable String email,
      @Nullable String language,
      List<String> tags,
      boolean doNotCall,
      @Nullable String note) {
    var known = new ArrayList<PhoneNumber>();
    for (String number : numbers) {
      String text = PlainText.of(number);
      if (text.isEmpty()) {
        continue;
      }
      Optional<PhoneNumber> read = CallbackNumber.ofKeys(text, country);
      if (read.isEmpty()) {
        return refused(row, "a number is no telephone number");
      }
      known.add(read.get());
    }
    String plainName = textOrNull(name);
    if (known.isEmpty()) {
      return refused(row, "it has no number, by which a contact is known");
    }
    if (plainName != null && plainName.length() > LONGEST_NAME) {
      return refused(row, "the name has more than %d letters".formatted(LONGEST_NAME));
    }
    String plainNote = textOrNull(note);
    return new ContactRow(
        row,
        null,
        plainName,
        known.stream().distinct().toList(),
        textOrNull(email),
        textOrNull(language),
        tags.stream().map(PlainText::of).filter(tag -> !tag.isEmpty()).distinct().toList(),
        doNotCall,
        plainNote == null
            ? null
            : plainNote.substring(0, Math.min(plainNote.length(), LONGEST_NOTE)));
  }

  private static @Nullable String textOrNull(@Nullable String text) {
    String plain = text == null ? "" : PlainText.of(text);
    return plain.isEmpty() ? null : plain;
  }
}
