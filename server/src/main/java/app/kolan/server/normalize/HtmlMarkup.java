package app.kolan.server.normalize;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Removes HTML: tags, and entities, which become their characters. Tags that end a line on a page
/// end one here.
public final class HtmlMarkup {
  private static final Pattern BREAK =
      Pattern.compile("(?i)<(?:br|/p|/div|/li|/tr|/h[1-6])\\s{0,3}/?>");
  private static final Pattern TAG =
      Pattern.compile("</?[A-Za-z][A-Za-z0-9:-]{0,30}(?:\\s[^<>]{0,300})?/?>|<!--.{0,300}?-->");
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
    plain = TAG.matcher(plain).replaceAll("");
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
