package app.kolan.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A person's own calendar program.
record CalendarByHand(URI collection, String user, String password) {
  HttpResponse<String> ask(String method, URI url, String header, String body) throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Authorization", "Basic " + basic)
            .method(method, BodyPublishers.ofString(body));
    if (!header.isEmpty()) {
      request.header(header.split(": ", 2)[0], header.split(": ", 2)[1]);
    }
    // Each request on a connection of its own: Radicale closes them as it likes.
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  /// As programs describe it who send it along with each event.
  private static final String JERUSALEM =
      """
      BEGIN:VTIMEZONE
      TZID:Asia/Jerusalem
      BEGIN:DAYLIGHT
      DTSTART:20130329T020000
      RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1FR
      TZOFFSETFROM:+0200
      TZOFFSETTO:+0300
      END:DAYLIGHT
      BEGIN:STANDARD
      DTSTART:20131027T020000
      RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
      TZOFFSETFROM:+0300
      TZOFFSETTO:+0200
      END:STANDARD
      END:VTIMEZONE
      """;

  /// Writes an event, whatever is there.
  void write(String name, String lines) throws Exception {
    String text =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//by hand//EN\r\n"
            + JERUSALEM.replace("\n", "\r\n")
            + "BEGIN:VEVENT\r\n"
            + lines.strip().replace("\n", "\r\n")
            + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    put(name, text);
  }

  void put(String name, String text) throws Exception {
    HttpResponse<String> answer =
        ask("PUT", collection.resolve(name), "Content-Type: text/calendar; charset=utf-8", text);
    assertThat(answer.statusCode()).isIn(200, 201, 204);
  }

  /// An event's text; empty when there is none.
  String read(String name) throws Exception {
    HttpResponse<String> answer = ask("GET", collection.resolve(name), "", "");
    return answer.statusCode() == 404 ? "" : answer.body().replace("\r\n ", "");
  }

  void delete(String name) throws Exception {
    assertThat(ask("DELETE", collection.resolve(name), "", "").statusCode()).isIn(200, 204);
  }

  /// Changes lines of an event, as a person does who moves or renames it.
  void change(String name, String... pairs) throws Exception {
    String text = read(name);
    for (int i = 0; i < pairs.length; i += 2) {
      assertThat(text).containsPattern(pairs[i]);
      text = text.replaceAll(pairs[i], pairs[i + 1]);
    }
    put(name, text);
  }
}
