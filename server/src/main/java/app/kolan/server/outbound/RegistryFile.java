package app.kolan.server.outbound;

import app.kolan.server.business.CallbackNumber;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/// The numbers of a registry as a file has them: one a line, alone or in columns of a CSV file, as
/// they are dialled at home or in E.164. Of a line with several all count, since a number too many
/// is called less, and one too few is called although its owner wants that not. It prints without
/// them.
///
/// @param numbers each once
/// @param repeated how many lines hold none that did not stand above
/// @param unreadable the lines that hold no number that can be called, from 1; the first line of a
///   file may be a heading and is none of them
public record RegistryFile(List<PhoneNumber> numbers, int repeated, List<Integer> unreadable) {
  /// More numbers than this are refused; all of Israel's registry has fewer.
  public static final int MOST = 1_000_000;

  private static final Pattern CELLS = Pattern.compile("[,;\t]");

  /// A date, and the time of day that may stand behind it.
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4}[./-]\\d{1,2}[./-]\\d{1,2}|\\d{1,2}[./-]\\d{1,2}[./-](\\d{4}|\\d{2}))([ T]\\d{1,2}:.*)?");

  private static final Pattern DIGITS = Pattern.compile("[0-9]");
  private static final int FEWEST_DIGITS = 7;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  public RegistryFile {
    numbers = List.copyOf(numbers);
    unreadable = List.copyOf(unreadable);
  }

  /// Why a file is no registry.
  public enum Problem {
    /// It has no number at all.
    NO_NUMBERS,
    /// It has more than [#MOST].
    TOO_MANY,
    /// It is no text, such as a spreadsheet's own file.
    NO_TEXT
  }

  /// A file that cannot be used as a registry; the message says what to do.
  public static final class InvalidRegistry extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Problem problem;

    InvalidRegistry(Problem problem, String message) {
      super(message);
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }

  /// Reads a file in UTF-8, or in an encoding in which digits are the same.
  ///
  /// @param country of the business, as in [app.kolan.server.business.BusinessLocale#country]
  /// @throws InvalidRegistry when there is no number in it, or it is no text
  public static RegistryFile read(byte[] file, String country) {
    String text = new String(file, StandardCharsets.UTF_8);
    if (text.indexOf('\0') >= 0) {
      throw new InvalidRegistry(
          Problem.NO_TEXT, "it is no text file; save it as CSV or as plain text");
    }
    var numbers = new LinkedHashSet<PhoneNumber>();
    var unreadable = new ArrayList<Integer>();
    int repeated = 0;
    int line = 0;
    for (String each : (Iterable<String>) text.lines()::iterator) {
      line++;
      String plain = each.replace(BYTE_ORDER_MARK, ' ').strip();
      if (plain.isEmpty()) {
        continue;
      }
      List<PhoneNumber> ofLine = numbers(plain, country);
      if (!ofLine.isEmpty()) {
        repeated += numbers.addAll(ofLine) ? 0 : 1;
      } else if (line > 1 || digits(plain) > 0) {
        unreadable.add(line);
      }
      if (numbers.size() > MOST) {
        throw new InvalidRegistry(
            Problem.TOO_MANY, "it has more than a million numbers; that is no registry");
      }
    }
    if (numbers.isEmpty()) {
      throw new InvalidRegistry(
          Problem.NO_NUMBERS, "it has no phone number; give one in each line, such as 050-1234567");
    }
    return new RegistryFile(List.copyOf(numbers), repeated, unreadable);
  }

  /// The cells of a line that are numbers.
  private static List<PhoneNumber> numbers(String line, String country) {
    return CELLS
        .splitAsStream(line)
        .map(cell -> cell.replace('"', ' ').strip())
        .filter(cell -> digits(cell) >= FEWEST_DIGITS && !DATE.matcher(cell).matches())
        .flatMap(cell -> CallbackNumber.ofKeys(cell, country).stream())
        .toList();
  }

  private static long digits(String text) {
    return DIGITS.matcher(text).results().count();
  }

  @Override
  public String toString() {
    return "RegistryFile[numbers=%d, unreadable=%d]".formatted(numbers.size(), unreadable.size());
  }
}
