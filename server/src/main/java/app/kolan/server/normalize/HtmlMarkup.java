package app.kolan.server.normalize;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Removes HTML: tags, and entities, which become their characters. Tags that end a line on a page
/// end one here.
public final class HtmlMarkup {
  /// A tag or a comment. What stands behind a name are attributes with values, and nothing else, so
  /// that `x<y and z>w` has no tag.
  public static final String TAG =
      "</?[a-z][a-z0-9:_-]{0,40}(?:\\s{1,20}[a-z_@:][a-z0-9:_.-]{0,40}"
          + "(?:\\s{0,3}=\\s{0,3}(?:\"[^\"<>]{0,4000}\"|'[^'<>]{0,4000}'|[^\\s\"'<>=]{1,200})))*+"
          + "\\s{0,20}/?>|<!--.{0,4000}?-->";

  private static final Pattern BREAK =
      Pattern.compile(
          "<(?:br|hr|/p|/div|/li|/tr|/t[dh]|/h[1-6])\\s{0,3}/?>"
              + "|<break(?:\\s{1,3}[a-z]{1,20}=[\"'][^\"'<>]{0,20}[\"']){0,3}\\s{0,3}/?>",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TAGS =
      Pattern.compile(TAG, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern ENTITY =
      Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,8}));");
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("nbsp", " "),
          Map.entry("amp", "&"),
          Map.entry("lt", " "),
          Map.entry("gt", " "),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("ndash", "–"),
          Map.entry("mdash", "—"),
          Map.entry("hellip", "…"),
          Map.entry("rsquo", "'"),
          Map.entry("lsquo", "'"),
          Map.entry("rdquo", "\""),
          Map.entry("ldquo", "\""),
          Map.entry("shy", ""),
          Map.entry("rlm", ""),
          Map.entry("lrm", ""),
          Map.entry("deg", "°"),
          Map.entry("euro", "€"),
          Map.entry("times", "×"));

  private HtmlMarkup() {}

  public static String removed(String text) {
    if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
      return text;
    }
    String plain = BREAK.matcher(text).replaceAll("\n");
    plain = TAGS.matcher(plain).replaceAll("");
    return ENTITY
        .matcher(plain)
        .replaceAll(
            entity ->
                Matcher.quoteReplacement(
                    character(entity.group(1), entity.group(2), entity.group(3), entity.group())));
  }

  private static String character(
      @Nullable String decimal, @Nullable String hex, @Nullable String name, String written) {
    if (name != null) {
      return NAMED.getOrDefault(name, written);
    }
    int codePoint =
        decimal == null ? Integer.parseInt(String.valueOf(hex), 16) : Integer.parseInt(decimal);
    return Character.isValidCodePoint(codePoint) && Character.isDefined(codePoint)
        ? Character.toString(codePoint)
        : "";
  }
}
