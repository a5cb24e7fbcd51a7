package app.kolan.server.llm;

import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;

/// Reads one response into a chat stream. Everything happens on the stream's own thread, in
/// [#read], since [LangChainHttpClient] reads on the calling thread.
final class ChatResponseReader implements StreamingChatResponseHandler {
  private final String provider;
  private final ProviderChatStream chatStream;
  private final List<ToolCall> doubtful = new ArrayList<>();
  private int pieces;
  private boolean worded;
  private boolean over;

  ChatResponseReader(String provider, ProviderChatStream chatStream) {
    this.provider = provider;
    this.chatStream = chatStream;
  }

  /// Sends the request, and reads the response to its end.
  void read(StreamingChatModel model, ChatRequest request) {
    try {
      model.chat(request, this);
      brokenOff();
    } catch (RuntimeException e) {
      onError(e);
    } finally {
      if (!over) {
        fail(FailureKind.UNREADABLE, "a fault in reading it");
      }
    }
  }

  /// White space before the first word is nothing that can be heard, and no sign of an answer.
  @Override
  public void onPartialResponse(String words) {
    if (!worded && words.isBlank()) {
      chatStream.noteProgress();
      return;
    }
    worded = true;
    pieces++;
    chatStream.said(new Piece.Words(words));
  }

  @Override
  public void onPartialToolCall(PartialToolCall part) {
    chatStream.noteProgress();
  }

  /// A provider that breaks off in the middle of the arguments leaves text that is not a JSON
  /// object, or that LangChain4j takes for an empty one; such a call waits until the response has
  /// ended and the reason is known.
  @Override
  public void onCompleteToolCall(CompleteToolCall complete) {
    ToolExecutionRequest request = complete.toolExecutionRequest();
    String name = request.name();
    if (name == null || name.isBlank()) {
      return;
    }
    String written = request.arguments();
    String arguments = written == null || written.isBlank() ? "{}" : written;
    var call = new ToolCall(ToolCallIds.given(request.id()), name, arguments);
    boolean whole = ToolArgumentsJson.isObject(arguments) && !arguments.equals("{}");
    if (whole && doubtful.isEmpty()) {
      use(call);
    } else {
      doubtful.add(call);
    }
  }

  private void use(ToolCall call) {
    pieces++;
    chatStream.said(new Piece.Use(call));
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    if (over) {
      return;
    }
    FinishReason reason = response.metadata().finishReason();
    if (reason == null) {
      brokenOff();
      return;
    }
    doubtful.forEach(this::use);
    if (pieces == 0) {
      fail(FailureKind.EMPTY, "an answer without words: " + reason);
    } else {
      over = true;
      chatStream.end();
    }
  }

  @Override
  public void onError(Throwable fault) {
    ProviderFailure known = CarriedFailure.in(fault);
    if (known != null) {
      fail(known);
    } else {
      fail(FailureKind.UNREADABLE, fault.getClass().getSimpleName());
    }
  }

  private void brokenOff() {
    if (pieces > 0 || !doubtful.isEmpty()) {
      fail(FailureKind.BROKEN_OFF, "the answer has no end");
    } else {
      fail(FailureKind.UNREADABLE, "no answer in it");
    }
  }

  private void fail(FailureKind kind, String reason) {
    fail(new ProviderFailure(provider, kind, reason));
  }

  private void fail(ProviderFailure failure) {
    if (!over) {
      over = true;
      chatStream.fail(failure);
    }
  }
}
