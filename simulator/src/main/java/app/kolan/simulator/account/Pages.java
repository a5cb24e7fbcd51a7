package app.kolan.simulator.account;

import app.kolan.twilio.signature.FormPairs;
import java.util.List;

/// One page of a list.
///
/// @param number from 0
/// @param size how many there are on a page
public record Pages(int number, int size) {
  private static final int USUAL = 50;
  private static final int MOST = 1000;

  /// The page that a query asks for.
  public static Pages of(FormPairs query) {
    return new Pages(
        number(query, "Page", 0), Math.clamp(number(query, "PageSize", USUAL), 1, MOST));
  }

  /// What of the whole list is on this page.
  public <T> List<T> cut(List<T> all) {
    int from = (int) Math.min(all.size(), (long) number * size);
    return all.subList(from, Math.min(all.size(), from + size));
  }

  /// Whether no page comes after this one.
  public boolean isLast(List<?> all) {
    return ((long) number + 1) * size >= all.size();
  }

  /// The query of the next page.
  public String next() {
    return "PageSize=%d&Page=%d&PageToken=PT%d".formatted(size, number + 1, number + 1);
  }

  private static int number(FormPairs query, String name, int usual) {
    return query
        .first(name)
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(Integer::parseInt)
        .orElse(usual);
  }
}
