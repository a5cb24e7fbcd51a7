package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody who starts a server for the first time, with the server in a process of its own.
@Tag("socket")
class FirstStartTest {
  private static final String NOWHERE = "http://127.0.0.1:9";

  @TempDir private Path folder;

  @Test
  void the_printed_link_makes_the_first_user_who_is_led_to_his_first_business() throws Exception {
    try (var server = ServeProcess.start(folder, NOWHERE);
        HttpClient browser = HttpClient.newHttpClient()) {
      String line = server.says("Nobody can sign in yet");
      String link = line.replaceFirst(".*  ", "");
      assertThat(link).matches("http://[^ ]+/console/first#[A-Za-z0-9_-]{20,}");
      String origin = "http://127.0.0.1:" + server.port();
      String form =
          "token=%s&email=dana%%40example.com&name=Dana&password=four+plain+dull+words"
              .formatted(link.replaceFirst(".*#", ""));
      HttpResponse<String> made =
          browser.send(
              HttpRequest.newBuilder(URI.create(origin + "/console/first"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .header("Sec-Fetch-Site", "same-origin")
                  .POST(BodyPublishers.ofString(form))
                  .build(),
              BodyHandlers.ofString());
      assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
      String home = made.headers().firstValue("location").orElseThrow();
      String cookie = made.headers().firstValue("set-cookie").orElseThrow();
      HttpResponse<String> led =
          browser.send(
              HttpRequest.newBuilder(URI.create(origin + home))
                  .header("Cookie", cookie.replaceFirst(";.*", ""))
                  .build(),
              BodyHandlers.ofString());

      assertThat(led.statusCode()).as(led.body()).isEqualTo(303);
      assertThat(led.headers().firstValue("location")).hasValue("/console/agency/new");
    }
  }
}
