package app.kolan.server.directory;

import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a business may be called, and which numbers and account it may have. Each method adds what
/// is wrong to a list of problems. Blocks for the store; safe to share.
final class BusinessRules {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern ACCOUNT = Pattern.compile("AC[0-9a-fA-F]{32}");
  private static final int MOST_NUMBERS = 1000;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 1000;

  private final AccountStore accounts;

  BusinessRules(AccountStore accounts) {
    this.accounts = accounts;
  }

  static void slug(String slug, List<ConfigProblem> problems) {
    if (!SLUG.matcher(slug).matches()) {
      problems.add(
          new ConfigProblem(
              "slug",
              slug.isEmpty() ? "not set" : shown(slug),
              "use small Latin letters, digits and hyphens, such as dental-clinic"));
    }
    if (slug.equals(BusinessAdministration.OWN_SLUG)) {
      problems.add(
          new ConfigProblem(
              "slug",
              BusinessAdministration.OWN_SLUG,
              "it is that of the server's own settings; choose another"));
    }
  }

  /// @return its numbers
  List<PhoneNumber> identity(Identity identity, List<ConfigProblem> problems) {
    List<PhoneNumber> numbers = numbers(identity.numbers(), problems);
    account(identity.accountSid(), problems);
    name(identity.name(), problems);
    return numbers;
  }

  private static List<PhoneNumber> numbers(List<String> written, List<ConfigProblem> problems) {
    var numbers = new ArrayList<PhoneNumber>();
    var seen = new HashSet<PhoneNumber>();
    if (!room(written.size(), problems)) {
      return numbers;
    }
    for (String text : written) {
      var number = new PhoneNumber(plain(text));
      if (!number.isDialable()) {
        problems.add(
            new ConfigProblem(
                "numbers",
                text.isEmpty() ? "empty" : shown(text),
                "write it in E.164 and in quotes, such as \"+97231234567\""));
      } else if (!seen.add(number)) {
        problems.add(new ConfigProblem("numbers", number.value(), "it is there twice; keep one"));
      } else {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /// Whether a business may have so many numbers.
  static boolean room(int count, List<ConfigProblem> problems) {
    if (count > MOST_NUMBERS) {
      problems.add(
          new ConfigProblem("numbers", count + " numbers", "give at most " + MOST_NUMBERS));
    }
    return count <= MOST_NUMBERS;
  }

  /// A number without what people put between its digits.
  static String plain(String number) {
    return number.replaceAll("[\\s().-]", "");
  }

  /// Whether it may be the SID of a Twilio account.
  static boolean isAccount(String sid) {
    return ACCOUNT.matcher(sid).matches();
  }

  private void account(@Nullable String sid, List<ConfigProblem> problems) {
    if (sid == null) {
      return;
    }
    if (!isAccount(sid)) {
      problems.add(
          new ConfigProblem(
              "account", shown(sid), "an Account SID is AC and 32 hexadecimal digits"));
    } else if (accounts.find(sid).isEmpty()) {
      problems.add(
          new ConfigProblem(
              "account", sid, "the server has no tokens of this account; add the account first"));
    }
  }

  private static void name(String name, List<ConfigProblem> problems) {
    if (!isText(name)) {
      problems.add(new ConfigProblem("name", "not a text", "leave out NUL and half characters"));
    } else if (name.isBlank()) {
      problems.add(new ConfigProblem("name", "not set", "give a name that people know"));
    } else if (name.length() > LONGEST_NAME) {
      problems.add(
          new ConfigProblem("name", name.length() + " letters", "give at most " + LONGEST_NAME));
    }
  }

  /// Whether every database takes it: without NUL and without halves of surrogate pairs.
  static boolean isText(String text) {
    return text.indexOf('\0') < 0
        && text.codePoints()
            .noneMatch(
                codePoint ->
                    codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }

  static void note(String note, List<ConfigProblem> problems) {
    if (!isText(note)) {
      problems.add(new ConfigProblem("note", "not a text", "leave out NUL and half characters"));
    }
    if (note.length() > LONGEST_NOTE) {
      problems.add(
          new ConfigProblem("note", note.length() + " letters", "give at most " + LONGEST_NOTE));
    }
  }

  static void refuse(List<ConfigProblem> problems) throws InvalidSettings {
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }

  /// As much of it as a message has room for.
  static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
