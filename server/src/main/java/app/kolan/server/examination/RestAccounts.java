package app.kolan.server.examination;

import app.kolan.server.settings.Secret;
import app.kolan.server.telephony.rest.TwilioRestAccount;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Opens accounts at Twilio for questions that people wait for. The client is opened for the first
/// of them: the trust in certificates alone takes a while to load. Safe to share.
final class RestAccounts implements AutoCloseable {
  /// How long one question may take.
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final URI api;
  private @Nullable HttpClient http;

  /// @param api the base of Twilio's REST interface
  RestAccounts(URI api) {
    this.api = api;
  }

  TwilioRestAccount open(String accountSid, Secret token) {
    return new TwilioRestAccount(client(), api, accountSid, token.value(), TIMEOUT);
  }

  private synchronized HttpClient client() {
    HttpClient known = http;
    if (known == null) {
      known =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(TIMEOUT)
              .build();
      http = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    HttpClient known = http;
    if (known != null) {
      known.shutdownNow();
    }
  }
}
