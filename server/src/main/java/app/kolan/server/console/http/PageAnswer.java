package app.kolan.server.console.http;

import app.kolan.server.api.ApiAnswer;
import app.kolan.server.api.Ranges;
import app.kolan.server.console.text.Texts;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The answer to a request of the console.
///
/// @param cookies what sets them, each a `Set-Cookie`
/// @param body null for none
public record PageAnswer(
    int status, Map<String, String> headers, List<String> cookies, @Nullable Body body) {
  public PageAnswer {
    headers = Map.copyOf(headers);
    cookies = List.copyOf(cookies);
  }

  /// What is sent.
  public sealed interface Body {
    /// A text or sound that is at hand.
    @SuppressWarnings("ArrayRecordComponent") // nobody changes it, and it is not compared
    record Bytes(byte[] bytes) implements Body {}

    /// A part of a file.
    record File(Path path, long offset, long length) implements Body {}

    /// One whose length is not known, or that does not end: takes the response on its event loop.
    record Stream(Consumer<HttpServerRequest> begin) implements Body {}

    /// A WebSocket in place of a response: taken on its event loop, right after the upgrade.
    record Socket(Consumer<ServerWebSocket> accept) implements Body {}
  }

  static PageAnswer html(int status, String text) {
    return text(status, "text/html; charset=utf-8", text);
  }

  /// An answer without a body.
  public static PageAnswer empty(int status) {
    return new PageAnswer(status, Map.of(), List.of(), null);
  }

  /// In place of a page that was not ready in time.
  static PageAnswer tooSlow(Texts texts) {
    return unavailable(texts.text("answer.too-slow"));
  }

  /// What stands in the place of a page for which there is no thread.
  static PageAnswer busy(Texts texts) {
    return unavailable(texts.text("answer.busy"))
        .with("Retry-After", "2")
        .with("Connection", "close");
  }

  private static PageAnswer unavailable(String words) {
    return text(503, "text/plain; charset=utf-8", words + "\n");
  }

  /// A text of a type.
  public static PageAnswer text(int status, String type, String text) {
    return new PageAnswer(
        status,
        Map.of("Content-Type", type),
        List.of(),
        new Body.Bytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// A sound or a picture of a type.
  public static PageAnswer bytes(String type, byte[] bytes) {
    return new PageAnswer(200, Map.of("Content-Type", type), List.of(), new Body.Bytes(bytes));
  }

  /// Something at hand, of which a part is sent.
  public static PageAnswer of(Ranges.Part part, byte[] whole) {
    int from = Math.toIntExact(part.offset());
    byte[] bytes = Arrays.copyOfRange(whole, from, Math.toIntExact(from + part.length()));
    return new PageAnswer(part.status(), part.headers(), List.of(), new Body.Bytes(bytes));
  }

  /// A file of which the API sends a part.
  public static PageAnswer of(ApiAnswer part) {
    ApiAnswer.Slice slice = part.file();
    return new PageAnswer(
        part.status(),
        part.headers(),
        List.of(),
        slice == null ? null : new Body.File(slice.path(), slice.offset(), slice.length()));
  }

  /// One that is written piece by piece.
  ///
  /// @param begin as [Body.Stream] has it
  public static PageAnswer streamed(String type, Consumer<HttpServerRequest> begin) {
    return new PageAnswer(200, Map.of("Content-Type", type), List.of(), new Body.Stream(begin));
  }

  /// A WebSocket. It is refused to a foreign page, whose browser would send the session with it.
  ///
  /// @param accept as [Body.Socket] has it
  public static PageAnswer socket(PageRequest request, Consumer<ServerWebSocket> accept) {
    if (!OwnOrigin.sent(request.wire().headers(), request.wire().base())) {
      throw new PageProblem(PageProblem.Kind.STALE_FORM);
    }
    if (!"websocket".equalsIgnoreCase(request.header("upgrade"))) {
      return text(426, "text/plain; charset=utf-8", "This is a WebSocket.")
          .with("Upgrade", "websocket");
    }
    return new PageAnswer(101, Map.of(), List.of(), new Body.Socket(accept));
  }

  /// Sends the browser to read another page (RFC 9110, section 15.4.4).
  static PageAnswer seeOther(String location) {
    return new PageAnswer(303, Map.of("Location", location), List.of(), null);
  }

  /// The same with a header.
  public PageAnswer with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new PageAnswer(status, more, cookies, body);
  }

  /// The same with a cookie.
  PageAnswer withCookie(String cookie) {
    var more = new ArrayList<>(cookies);
    more.add(cookie);
    return new PageAnswer(status, headers, more, body);
  }

  /// The same, which has the next page say something.
  public PageAnswer withFlash(PageRequest request, Flash flash) {
    return withCookie(
        request.wire().cookies().set(Cookies.FLASH, flash.cookie(), Duration.ofMinutes(5)));
  }

  boolean isHtml() {
    return headers.getOrDefault("Content-Type", "").startsWith("text/html");
  }
}
