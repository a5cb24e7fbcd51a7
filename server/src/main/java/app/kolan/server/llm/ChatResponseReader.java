package app.kolan.server.llm;

import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.UsageUnits;
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

/// Reads one response into a chat stream: of its text what [ModelTextFilter] lets through.
/// Everything happens on the stream's own thread, in [#read], since [LangChainHttpClient] reads on
/// the calling thread.
final class ChatResponseReader implements StreamingChatResponseHandler {
  private final String provider;
  private final ProviderChatStream chatStream;
  private final ModelTextFilter filter;
  private final List<ToolCall> doubtful = new ArrayList<>();

  /// Whether anything has come, audible or not.
  private boolean begun;

  private boolean worded;
  private boolean audible;
  private boolean used;
  private boolean over;

  ChatResponseReader(String provider, ProviderChatStream chatStream, ModelTextFilter filter) {
    this.provider = provider;
    this.chatStream = chatStream;
    this.filter = filter;
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

  @Override
  public void onPartialResponse(String text) {
    begun |= !text.isBlank();
    if (!deliver(filter.feed(text))) {
      chatStream.noteProgress();
    }
  }

  /// White space before the first word is nothing that can be heard, and no sign of an answer.
  ///
  /// @return whether there was anything to deliver
  private boolean deliver(List<Piece> pieces) {
    boolean delivered = false;
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Words(var words) -> {
          if (!worded && words.isBlank()) {
            continue;
          }
          worded = true;
          audible |= words.codePoints().anyMatch(Character::isLetterOrDigit);
        }
        case Piece.Use _ -> used = true;
        case Piece.Restarted _ -> {
          worded = false;
          audible = false;
          used = false;
        }
      }
      chatStream.said(piece);
      delivered = true;
    }
    return delivered;
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
    begun = true;
    used = true;
    chatStream.said(new Piece.Use(call));
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    if (over) {
      return;
    }
    UsageUnits usage = TokenUsages.units(response.metadata().tokenUsage());
    if (usage != null) {
      chatStream.used(usage);
    }
    FinishReason reason = response.metadata().finishReason();
    if (reason == null) {
      brokenOff();
      return;
    }
    var _ = deliver(filter.finish());
    doubtful.forEach(this::use);
    if (!audible && !used) {
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
    if (begun || !doubtful.isEmpty()) {
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
