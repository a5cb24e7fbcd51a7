package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Whether this machine's clock is right, by the `Date` of an HTTP response. No credentials are
/// sent.
final class ClockCheck implements Check {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration MOST_APART = Duration.ofSeconds(60);

  private final List<URI> sources;
  private final InstantSource clock;

  ClockCheck(List<URI> sources, InstantSource clock) {
    this.sources = List.copyOf(sources);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      for (URI source : sources) {
        Optional<Instant> theirs = timeOf(client, source);
        if (theirs.isPresent()) {
          return List.of(judge(source, Duration.between(theirs.get(), clock.instant())));
        }
      }
    }
    return List.of(
        Finding.note("the clock could not be compared: nobody on the network told the time"));
  }

  private static Optional<Instant> timeOf(HttpClient client, URI source)
      throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(source).timeout(TIMEOUT).HEAD().build();
      HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
      return answer
          .headers()
          .firstValue("Date")
          .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Finding judge(URI source, Duration ahead) {
    long seconds = Math.abs(ahead.toSeconds());
    if (ahead.abs().compareTo(MOST_APART) <= 0) {
      return Finding.fine(
          "the clock goes right, within %d s of %s".formatted(seconds + 1, source.getHost()));
    }
    return Finding.warning(
        "the clock is %d s %s, compared with %s"
            .formatted(seconds, ahead.isNegative() ? "slow" : "fast", source.getHost()),
        "the times of calls are wrong, and TLS may fail",
        "Let the machine set its clock by NTP, such as by “timedatectl set-ntp true”.");
  }
}
