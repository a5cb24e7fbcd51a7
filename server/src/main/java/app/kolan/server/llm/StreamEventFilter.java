package app.kolan.server.llm;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/// Checks the events of a response before LangChain4j does. An error in the middle becomes a
/// failure of the right kind, and so does an event that cannot be parsed; the response is then not
/// read further. LangChain4j would log such events, or ignore them.
final class StreamEventFilter implements ServerSentEventListener {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The last event of OpenAI's API.
  private static final String DONE = "[DONE]";

  private final String provider;
  private final ResponseAdapter adapter;
  private final ServerSentEventListener listener;
  private @Nullable ProviderFailure failure;
  private boolean interrupted;

  StreamEventFilter(String provider, ChatProvider chatProvider, ServerSentEventListener listener) {
    this.provider = provider;
    this.adapter = chatProvider.adaptResponse();
    this.listener = listener;
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    if (failure != null || interrupted) {
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      interrupted = true;
      context.parsingHandle().cancel();
      return;
    }
    try {
      if (event.data().strip().equals(DONE)) {
        completeBefore(context);
      }
      listener.onEvent(looked(event), context);
    } catch (ProviderFailure e) {
      failure = e;
    } catch (RuntimeException e) {
      failure = failed(FailureKind.UNREADABLE, e.getClass().getSimpleName());
    }
    if (failure != null) {
      context.parsingHandle().cancel();
    }
  }

  @Override
  public void onError(Throwable fault) {
    if (fault instanceof InterruptedIOException) {
      interrupted = true;
    } else if (failure == null && !interrupted) {
      ProviderFailure known = CarriedFailure.in(fault);
      failure =
          known == null ? failed(FailureKind.UNREADABLE, fault.getClass().getSimpleName()) : known;
    }
  }

  /// Passes on what the server has left out before it said that the response is complete.
  private void completeBefore(ServerSentEventContext context) {
    ObjectNode missing = adapter.missing();
    if (missing != null) {
      listener.onEvent(new ServerSentEvent(null, missing.toString()), context);
    }
  }

  /// After the last event.
  void finish() throws ProviderFailure, InterruptedException {
    if (interrupted) {
      throw new InterruptedException();
    }
    if (failure != null) {
      throw failure;
    }
    listener.onClose();
  }

  private ServerSentEvent looked(ServerSentEvent event) throws ProviderFailure {
    if (!event.data().startsWith("{")) {
      return event;
    }
    try {
      if (!(JSON.readTree(event.data()) instanceof ObjectNode told)) {
        return event;
      }
      JsonNode error = told.path("error");
      if (error.isObject() && !error.isEmpty() || error.isTextual() && !error.asText().isEmpty()) {
        throw failed(StreamErrorKinds.of(told.get("error")), "an error in the answer");
      }
      return adapter.adapt(told)
          ? new ServerSentEvent(event.event(), JSON.writeValueAsString(told))
          : event;
    } catch (JsonProcessingException e) {
      throw failed(FailureKind.UNREADABLE, "an event is no JSON");
    }
  }

  private ProviderFailure failed(FailureKind kind, String reason) {
    return new ProviderFailure(provider, kind, reason);
  }
}
