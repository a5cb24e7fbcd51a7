package app.kolan.server.console.http;

import app.kolan.server.store.PagePosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/// Where a page of a list begins, as its address says it: by the last item of the page before.
public final class Cursor {
  private Cursor() {}

  public static String of(Instant at, String id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at.toEpochMilli() + ":" + id).getBytes(StandardCharsets.UTF_8));
  }

  /// The place of a text; the beginning for an empty one.
  ///
  /// @throws PageProblem when it is none
  public static PagePosition position(String text) {
    if (text.isEmpty()) {
      return PagePosition.NEWEST;
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int colon = plain.indexOf(':');
      return new PagePosition(
          Instant.ofEpochMilli(Long.parseLong(plain.substring(0, Math.max(0, colon)))),
          plain.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      throw PageProblem.unknown();
    }
  }

  /// The same for a list that is ordered by a number; `beginning` for an empty text.
  ///
  /// @throws PageProblem when it is none
  public static long number(String text, long beginning) {
    if (text.isEmpty()) {
      return beginning;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw PageProblem.unknown();
    }
    return Long.parseLong(text);
  }
}
