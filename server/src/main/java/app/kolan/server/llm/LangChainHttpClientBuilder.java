package app.kolan.server.llm;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Gives LangChain4j our HTTP client. Its own timeouts are accepted and not used: ours are shorter.
final class LangChainHttpClientBuilder implements HttpClientBuilder {
  private final LangChainHttpClient wire;
  private @Nullable Duration connectTimeout;
  private @Nullable Duration readTimeout;

  LangChainHttpClientBuilder(LangChainHttpClient wire) {
    this.wire = wire;
  }

  @Override
  public @Nullable Duration connectTimeout() {
    return connectTimeout;
  }

  @Override
  public HttpClientBuilder connectTimeout(@Nullable Duration timeout) {
    connectTimeout = timeout;
    return this;
  }

  @Override
  public @Nullable Duration readTimeout() {
    return readTimeout;
  }

  @Override
  public HttpClientBuilder readTimeout(@Nullable Duration timeout) {
    readTimeout = timeout;
    return this;
  }

  @Override
  public HttpClient build() {
    return wire;
  }
}
