package app.kolan.server.realtime.openai;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.Timeout;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.realtime.RealtimeListener;
import app.kolan.server.realtime.RealtimeModel;
import app.kolan.server.realtime.RealtimeOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;

/// OpenAI Realtime, or a server with its protocol. Audio goes both ways in mu-law, as it is on the
/// line.
public final class OpenAiRealtimeModel implements RealtimeModel {
  private final ProviderSettings settings;
  private final SessionOptions terms;
  private final ProviderHttp http;
  private final ScheduledExecutorService clock = Timeout.clock("speech-clock");

  public OpenAiRealtimeModel(ProviderSettings settings, SessionOptions terms, ProviderHttp http) {
    this.settings = settings;
    this.terms = terms;
    this.http = http;
  }

  @Override
  public String provider() {
    return settings.provider();
  }

  @Override
  public RealtimeConversation open(RealtimeOptions plan, RealtimeListener listener) {
    var conversation = new OpenAiConversation(this, plan, listener, clock);
    conversation.begin();
    return conversation;
  }

  ProviderSettings settings() {
    return settings;
  }

  SessionOptions terms() {
    return terms;
  }

  HttpClient client() {
    return http.client();
  }

  /// The URL of a session, such as `wss://api.openai.com/v1/realtime?model=…`.
  URI address() {
    URI base = settings.url();
    String scheme =
        switch (base.getScheme()) {
          case "http" -> "ws";
          case "https" -> "wss";
          case String other -> other;
        };
    String query = base.getRawQuery() == null ? "" : base.getRawQuery() + "&";
    return URI.create(
        "%s://%s%s/realtime?%smodel=%s"
            .formatted(
                scheme,
                base.getRawAuthority(),
                base.getRawPath(),
                query,
                URLEncoder.encode(settings.model(), StandardCharsets.UTF_8)));
  }
}
