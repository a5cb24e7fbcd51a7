package app.kolan.server.campaign;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text with names in braces, such as `{name}`, in whose place what a row of the file says is put.
final class Placeholders {
  private static final Pattern PLACE = Pattern.compile("\\{\\s*([^{}\\n]{1,60}?)\\s*\\}");

  private Placeholders() {}

  /// The names that a text has and the file has not, in lower case.
  static Set<String> unknown(String text, Set<String> columns) {
    var unknown = new TreeSet<String>();
    PLACE
        .matcher(text)
        .results()
        .map(found -> CampaignFile.column(found.group(1)))
        .filter(name -> !columns.contains(name))
        .forEach(unknown::add);
    return unknown;
  }

  /// The text for one row. What is empty there leaves nothing, and no double space.
  static String fill(String text, Map<String, String> fields) {
    return PLACE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    fields.getOrDefault(CampaignFile.column(found.group(1)), "")))
        .replaceAll(" {2,}", " ")
        .replaceAll(" ([,.!?])", "$1")
        .strip();
  }
}
