package app.kolan.server.realtime.openai;

import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.realtime.SpeechListener;
import app.kolan.server.realtime.SpeechModel;
import app.kolan.server.realtime.SpeechPlan;
import app.kolan.server.realtime.SpeechTalk;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// OpenAI Realtime, or a server with its protocol. Sound goes both ways as it is on the line, in
/// mu-law.
public final class OpenAiSpeechModel implements SpeechModel {
  private final ProviderSettings settings;
  private final SessionTerms terms;
  private final ProviderHttp http;
  private final ScheduledExecutorService clock = clock();

  public OpenAiSpeechModel(ProviderSettings settings, SessionTerms terms, ProviderHttp http) {
    this.settings = settings;
    this.terms = terms;
    this.http = http;
  }

  @Override
  public String provider() {
    return settings.provider();
  }

  @Override
  public SpeechTalk open(SpeechPlan plan, SpeechListener listener) {
    var talk = new OpenAiTalk(this, plan, listener, clock);
    talk.begin();
    return talk;
  }

  ProviderSettings settings() {
    return settings;
  }

  SessionTerms terms() {
    return terms;
  }

  HttpClient client() {
    return http.client();
  }

  /// The address of a session, such as `wss://api.openai.com/v1/realtime?model=…`.
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

  /// One thread for the time bounds of all talks, which is there only while there are talks.
  private static ScheduledExecutorService clock() {
    var clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("speech-clock").factory());
    clock.setRemoveOnCancelPolicy(true);
    clock.setKeepAliveTime(10, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
    return clock;
  }
}
