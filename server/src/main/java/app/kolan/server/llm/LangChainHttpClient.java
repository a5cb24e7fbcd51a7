package app.kolan.server.llm;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.wire.ByteFlow;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// LangChain4j's HTTP client. The whole response is read on the calling thread, which makes a chat
/// stream one thread that can be interrupted at any time, before the first token too; the
/// connection then ends.
///
/// Nothing is ever logged here: requests hold the key, and all content is personal.
final class LangChainHttpClient implements HttpClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String provider;
  private final ChatProvider chatProvider;
  private final Transport line;

  LangChainHttpClient(String provider, ChatProvider chatProvider, Transport line) {
    this.provider = provider;
    this.chatProvider = chatProvider;
    this.line = line;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    throw new UnsupportedOperationException("answers are streamed");
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    try (ByteFlow answer = ask(request)) {
      var events = new StreamEventFilter(provider, chatProvider, listener);
      listener.onOpen(SuccessfulHttpResponse.builder().statusCode(200).headers(Map.of()).build());
      parser.parse(new ByteFlowInputStream(provider, answer), events);
      events.finish();
    } catch (ProviderFailure e) {
      throw new CarriedFailure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CarriedFailure(e);
    }
  }

  private ByteFlow ask(HttpRequest request) throws ProviderFailure, InterruptedException {
    try {
      return line.ask(URI.create(request.url()), headers(request), body(request));
    } catch (IllegalArgumentException e) {
      // The exception's message would contain the key.
      throw new ProviderFailure(
          provider, FailureKind.REQUEST_REFUSED, "the address or the key cannot be sent");
    }
  }

  /// [Transport] sets the content type.
  private static Map<String, String> headers(HttpRequest request) {
    var headers = new LinkedHashMap<String, String>();
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Content-Type") && !values.isEmpty()) {
                headers.put(name, values.getFirst());
              }
            });
    return headers;
  }

  private byte[] body(HttpRequest request) throws ProviderFailure {
    try {
      if (JSON.readTree(request.body()) instanceof ObjectNode body) {
        chatProvider.adaptRequest(body);
        return JSON.writeValueAsBytes(body);
      }
      return request.body().getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new ProviderFailure(provider, FailureKind.REQUEST_REFUSED, "the request is no JSON");
    }
  }
}
