package app.kolan.server.api;

import app.kolan.server.store.PagePosition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Values in the forms of the API.
final class ApiJson {
  private ApiJson() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static @Nullable String instant(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  static <T> ObjectNode items(List<T> items, Function<T, ObjectNode> form) {
    ObjectNode whole = object();
    ArrayNode array = whole.putArray("items");
    items.forEach(item -> array.add(form.apply(item)));
    return whole;
  }

  /// A page of a list of which one more than its size was read.
  ///
  /// @param cursor where the page after an item begins
  static <T> ApiAnswer page(
      List<T> read, int size, Function<T, ObjectNode> form, Function<T, String> cursor) {
    List<T> shown = read.subList(0, Math.min(size, read.size()));
    ObjectNode whole = items(shown, form);
    whole.put("next", read.size() > size ? cursor.apply(shown.getLast()) : null);
    return ApiAnswer.ok(whole);
  }

  static String cursor(Instant at, String id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at.toEpochMilli() + ":" + id).getBytes(StandardCharsets.UTF_8));
  }

  static PagePosition position(ApiRequest request) {
    if (request.asked("after").isEmpty()) {
      return PagePosition.NEWEST;
    }
    try {
      String text =
          new String(
              Base64.getUrlDecoder().decode(request.asked("after").orElseThrow()),
              StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return new PagePosition(
          Instant.ofEpochMilli(Long.parseLong(text.substring(0, Math.max(0, colon)))),
          text.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      throw ApiRequest.noCursor();
    }
  }
}
